"""Files with something wrong in them, read one by one: ``python -m tests.mutants docx 300 7``.

Each is read in a fork of this process, confined as the reader's process is, so that a crash or a hang is seen
and costs nothing. Prints how many ended how, as JSON: a kind of document, a reason, ``failed: …`` for what no
reader foresaw, ``signal N``, or ``hung``.
"""

import io
import json
import os
import random
import re
import signal
import sys
import zipfile
from collections import Counter
from dataclasses import replace

from preppal.documents.limits import LIMITS
from preppal.documents.reader_process import answer, confine
from tests.documents import POSTING, docx, p, pdf_of, scanned_pdf, table, text_box, zipped

LIMITED = replace(LIMITS, seconds=5.0)
ODD = [b"", b"\x00", b"\xff" * 8, b"<", b">", b"&", b"/>", b"0 0 R", b"<<", b"]" * 40, b"9" * 30, b"-1", b"endobj",
       b"stream\n", b"<w:p>", b"</w:p>", b"<w:tc>", b"<!DOCTYPE a>", b"<!--", b"]]>", b"<div hidden>", b"style='"]  # fmt: skip

STRUCTURE = ["w:p", "w:r", "w:t", "w:tc", "w:tbl", "w:txbxContent", "w:sdt", "w:pPr", "w:rPr", "w:fldChar", "w:fldSimple",
             "w:instrText", "w:del", "mc:AlternateContent", "mc:Choice", "mc:Fallback", "w:vMerge", "w:br"]  # fmt: skip


def originals(kind: str) -> list[bytes]:
    """What is changed."""
    if kind == "docx":
        rich = (
            p("Head", '<w:pStyle w:val="A"/>')
            + f"<w:p>{text_box(p('Box'), table([p('a'), p('b')]))}</w:p>"
        )
        styles = '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="heading 1"/></w:style>'
        return [
            docx(rich + "".join(map(p, POSTING.split("\n"))), styles=styles, headers=[p("x")], links=["https://a.example"]),
            docx(table([p("a"), p("b")], [p("c"), table([p("d")])])),
        ]  # fmt: skip
    if kind == "pdf":
        return [pdf_of(POSTING, POSTING), pdf_of("x", password=""), scanned_pdf(2)]
    if kind == "html":
        lines = POSTING.replace("\n", "</p><p>").replace("• ", "<li>")
        return [f"<!doctype html><head><title>x</title><body><main><p>{lines}</main>".encode()]
    return [
        POSTING.encode(),
        POSTING.encode("utf-16"),
        "病棟看護師を募集しています。".encode("shift_jis") * 9,
    ]


def changed(data: bytes, chance: random.Random) -> bytes:
    """One to six changes: bytes turned, taken out, doubled, put in; or the end cut off."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(made) + 1)
        length = chance.choice((1, 2, 8, 60, 600))
        match chance.randrange(6):
            case 0:
                made[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del made[at : at + length]
            case 2:
                made[at:at] = made[at : at + length] * chance.choice((1, 2, 50))
            case 3:
                made[at:at] = chance.choice(ODD)
            case 4:
                other = chance.randrange(len(made) + 1)
                made[at : at + length] = made[other : other + length]
            case _:
                del made[max(len(made) * 2 // 3, at) :]
    return bytes(made)


def rebuilt(part: bytes, chance: random.Random) -> bytes:
    """XML that is still XML, in which elements have one another's names and attributes other values."""
    text = part.decode()
    for _ in range(chance.randint(1, 4)):
        names = sorted(set(re.findall(r"<(w:\w+|mc:\w+|\w+)[ >/]", text)))
        if chance.random() < 0.6 and names:
            one, other = chance.choice(names), chance.choice([*names, *STRUCTURE])
            text = re.sub(rf"(</?){one}(?=[ >/])", rf"\g<1>{other}", text)
        else:
            values = sorted(set(re.findall(r'="([^"<]*)"', text)))
            odd = chance.choice(
                ["", "0", "-1", "9" * 40, "none", "restart", "é", "../../a", "PAGE"]
            )
            text = text.replace(f'="{chance.choice(values)}"', f'="{odd}"') if values else text
    return text.encode()


def mutant(kind: str, chance: random.Random) -> bytes:
    """A changed file; of a DOCX mostly a part of it, so that the change is not found by a checksum."""
    original = chance.choice(originals(kind))
    if kind != "docx" or chance.random() < 0.3:
        return changed(original, chance)
    inside = zipfile.ZipFile(io.BytesIO(original))
    parts = {name: inside.read(name) for name in inside.namelist()}
    name = chance.choice(sorted(parts))
    parts[name] = (rebuilt if chance.random() < 0.7 else changed)(parts[name], chance)
    return zipped(parts)


def outcome(data: bytes) -> str:
    """How reading it ends, in a fork."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(20)
        os.dup2(writing, 1)
        confine(LIMITED)
        reply = answer(data, LIMITED)
        end = f"failed: {reply.note}" if reply.note else reply.reason
        os.write(1, (end or str(reply.document and reply.document.kind)).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode()
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code == -signal.SIGALRM:
        return "hung"
    return f"signal {-code}" if code < 0 else said or f"exit {code}"


def main() -> None:
    kind, count, seed = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    chance = random.Random(f"{kind} {seed}")
    print(json.dumps(Counter(outcome(mutant(kind, chance)) for _ in range(count))))


if __name__ == "__main__":
    main()
