"""Files with something wrong in them, read one by one: ``python -m tests.mutants docx 300 7``; as resumes, which are
understood as well, with ``resumes`` behind it.

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
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from preppal.documents.limits import LIMITS
from preppal.documents.reader_process import answer, confine
from preppal.resumes.reader_process import answer as answer_resume
from preppal.resumes.reading import places, tongues
from preppal.resumes.understanding import FILE
from tests.documents import (
    POSTING,
    docx,
    docx_of,
    jpeg,
    p,
    pdf_of,
    png,
    scanned_pdf,
    table,
    text_box,
    zipped,
)

RESUME = """Ines Albarracin
ines@post.example | +34 600 555 017 | Zaragoza

Experience
Night Porter, Hotel Miralbueno, Mar 2019 – Nov 2022
• Kept the house through three winters without a complaint.
Waiter, Casa Pilar, 2016 – 2019

Education
Diploma in Hospitality, Escuela del Ebro, 2014 – 2016

Skills
Spanish, Front desk, Night audit
"""
LIMITED = replace(LIMITS, seconds=5.0)
ODD = [b"", b"\x00", b"\xff" * 8, b"<", b">", b"&", b"/>", b"0 0 R", b"<<", b"]" * 40, b"9" * 30, b"-1", b"endobj",
       b"stream\n", b"<w:p>", b"</w:p>", b"<w:tc>", b"<!DOCTYPE a>", b"<!--", b"]]>", b"<div hidden>", b"style='"]  # fmt: skip

STRUCTURE = ["w:p", "w:r", "w:t", "w:tc", "w:tbl", "w:txbxContent", "w:sdt", "w:pPr", "w:rPr", "w:fldChar", "w:fldSimple",
             "w:instrText", "w:del", "mc:AlternateContent", "mc:Choice", "mc:Fallback", "w:vMerge", "w:br"]  # fmt: skip


def originals(kind: str, *, resumes: bool = False) -> list[bytes]:
    """What is changed."""
    if resumes and kind in ("pdf", "docx"):
        return [*originals(kind), pdf_of(RESUME) if kind == "pdf" else docx_of(RESUME)]
    if kind in ("png", "jpeg"):
        return [png() if kind == "png" else jpeg()]
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


def mutant(kind: str, chance: random.Random, *, resumes: bool = False) -> bytes:
    """A changed file; of a DOCX mostly a part of it, so that the change is not found by a checksum."""
    original = chance.choice(originals(kind, resumes=resumes))
    if kind != "docx" or chance.random() < 0.3:
        return changed(original, chance)
    inside = zipfile.ZipFile(io.BytesIO(original))
    parts = {name: inside.read(name) for name in inside.namelist()}
    name = chance.choice(sorted(parts))
    parts[name] = (rebuilt if chance.random() < 0.7 else changed)(parts[name], chance)
    return zipped(parts)


def as_document(data: bytes) -> str:
    """The kind of document that it is, or why it is none."""
    reply = answer(data, LIMITED)
    end = f"failed: {reply.note}" if reply.note else reply.reason
    return end or str(reply.document and reply.document.kind)


def as_resume(data: bytes) -> str:
    """The kind of document that it is, once it is understood as a resume, or why it is none."""
    reply = answer_resume(data, LIMITED, FILE)
    end = f"failed: {reply.note}" if reply.note else reply.reason
    return end or str(reply.understood and reply.understood.document.kind)


def outcome(data: bytes, read: Callable[[bytes], str] = as_document) -> str:
    """How reading it ends, in a fork."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(20)
        os.dup2(writing, 1)
        confine(LIMITED)
        os.write(1, read(data).encode())
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
    resumes = "resumes" in sys.argv[4:]
    if resumes:
        places.countries()
        tongues.names()  # they come from files, and a fork opens none
    chance = random.Random(f"{kind} {seed}")
    ends: Counter[str] = Counter()
    slowest = 0.0
    for _ in range(count):
        data = mutant(kind, chance, resumes=resumes)
        began = time.perf_counter()
        ends[outcome(data, as_resume if resumes else as_document)] += 1
        slowest = max(slowest, time.perf_counter() - began)
    print(json.dumps(ends))
    print(f"the slowest took {slowest:.2f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
