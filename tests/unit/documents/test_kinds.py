"""A file's kind is told from its bytes; text is told from what is none, in whatever encoding."""

import random
import zlib

import pytest

from preppal.documents.decoding import DECLARED, GUESSED, decoded
from preppal.documents.kinds import kind_of
from preppal.documents.model import Kind
from preppal.documents.unreadable import Unreadable
from tests.documents import (
    POSTING,
    compound_file,
    docx,
    docx_of,
    jpeg,
    p,
    pdf_of,
    png,
    scanned_pdf,
    zipped,
)

TEXTS = {
    "German": "Die Bäckerei Müller sucht zum nächstmöglichen Zeitpunkt eine Verkäuferin. Sie bedienen unsere "
    "Gäste freundlich, führen die Kasse und räumen abends auf. Größe ist uns nicht wichtig.",
    "Spanish": "Buscamos a una responsable de logística. Tendrás que planificar rutas, señalizar el almacén y "
    "enseñar a los compañeros. ¿Te interesa? Escríbenos mañana mismo.",
    "English": "We’re looking for a nurse – someone who cares. You’ll “own” the ward’s rota. £32,000 a year.",
    "French": "Nous recherchons une infirmière diplômée pour notre hôpital. Vous êtes à l’écoute, motivée et "
    "prête à travailler de nuit. Vous préparez les soins et vous accueillez les familles.",
    "Polish": "Szukamy księgowej z doświadczeniem. Będziesz prowadzić księgi, rozliczać podatki i współpracować "
    "z zespołem. Oferujemy umowę o pracę i świetną atmosferę.",
    "Russian": "Мы ищем медицинскую сестру. Вы будете ухаживать за пациентами, вести документацию и помогать "
    "врачам. Опыт работы от двух лет.",
    "Chinese": "招聘启事：我们正在寻找一名病房护士。岗位职责：照顾病人，填写护理记录，协助医生查房。任职要求：两年以上工作经验。",
    "Taiwanese": "招募啟事：我們正在尋找一名病房護士。工作內容：照顧病人，填寫護理紀錄，協助醫師查房。應徵條件：兩年以上工作經驗。",
    "Japanese": "病棟看護師を募集しています。患者さんのケア、記録の作成、医師の補助を担当していただきます。経験二年以上の方。",
    "Korean": "병동 간호사를 모집합니다. 환자를 돌보고 기록을 작성하며 의사를 돕습니다. 경력 이년 이상인 분을 찾습니다.",
    "Greek": "Ζητούμε νοσηλεύτρια για την κλινική μας. Θα φροντίζετε ασθενείς και θα τηρείτε αρχεία.",
    "Hebrew": "אנו מחפשים אחות למחלקה. תטפלי בחולים ותנהלי רישומים. נדרש ניסיון של שנתיים.",
    "Arabic": "نبحث عن ممرضة للعمل في الجناح. ستعتنين بالمرضى وتكتبين السجلات. مطلوب خبرة سنتين.",
}
ENCODED = [
    ("German", "cp1252"), ("German", "latin-1"), ("Spanish", "cp1252"), ("English", "cp1252"), ("French", "cp1252"),
    ("Polish", "cp1250"), ("Russian", "cp1251"), ("Russian", "koi8_r"), ("Chinese", "gb18030"),
    ("Taiwanese", "big5"), ("Japanese", "shift_jis"), ("Japanese", "euc_jp"), ("Korean", "cp949"),
    ("Greek", "cp1253"), ("Hebrew", "cp1255"), ("Arabic", "cp1256"),
]  # fmt: skip
UNICODE = ["utf-8", "utf-8-sig", "utf-16", "utf-32"]


@pytest.mark.parametrize(("language", "encoding"), ENCODED)
def test_text_that_does_not_say_its_encoding(language: str, encoding: str) -> None:
    text = TEXTS[language]
    assert kind_of(text.encode(encoding)) == (Kind.TEXT, text)


@pytest.mark.parametrize("encoding", UNICODE)
@pytest.mark.parametrize("language", TEXTS)
def test_unicode_is_sure(language: str, encoding: str) -> None:
    text = TEXTS[language]
    assert decoded(text.encode(encoding)) == text
    assert decoded(text[:7].encode(encoding)) == text[:7]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_characters_without_a_mark(encoding: str) -> None:
    for language in ("English", "German", "Spanish", "French"):
        assert decoded(TEXTS[language].encode(encoding)) == TEXTS[language]


def test_a_page_may_say_its_encoding() -> None:
    for label, encoding in DECLARED.items():
        text = f'<html><meta charset="{label}"><p>{"Ж" if "koi8" in encoding else "é" if encoding == "cp1252" else "a"}'
        assert decoded(text.encode(encoding)) == text, label
    assert decoded(b'<meta charset="punycode"><p>caf\xe9 au lait, s\'il vous pla\xeet') is not None


def test_the_labels_are_pythons() -> None:
    for encoding in (*GUESSED, *DECLARED.values()):
        assert b"a".decode(encoding) == "a"


def test_a_long_text_is_guessed_from_its_beginning() -> None:
    text = f"{TEXTS['Japanese']}\n" * 3000
    assert decoded(text.encode("shift_jis")) == text


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param(pdf_of(POSTING), Kind.PDF, id="PDF"),
        pytest.param(b"\r\nContent-Type: application/pdf\r\n\r\n" + pdf_of("x"), Kind.PDF, id="PDF in mail"),
        pytest.param(scanned_pdf(), Kind.PDF, id="scan"),
        pytest.param(docx_of(POSTING), Kind.DOCX, id="DOCX"),
        pytest.param(docx(p("x"), body_name="word/document2.xml"), Kind.DOCX, id="DOCX of the web"),
        pytest.param(png(), Kind.PNG, id="PNG"),
        pytest.param(jpeg(), Kind.JPEG, id="JPEG"),
        pytest.param(POSTING.encode(), Kind.TEXT, id="text"),
        pytest.param(b"<!DOCTYPE html><title>x</title><p>Words", Kind.HTML, id="HTML"),
        pytest.param(b"\xef\xbb\xbf<!-- saved -->\n<html><body>Words", Kind.HTML, id="HTML with a mark"),
        pytest.param("<html><p>Wörter".encode("utf-16"), Kind.HTML, id="wide HTML"),
        pytest.param(b"<h1>Nurse</h1><p>We care</p><ul><li>Beds</ul>", Kind.HTML, id="a piece of HTML"),
        pytest.param(b"Use <p> for paragraphs, 3 < 4.", Kind.TEXT, id="about HTML"),
        pytest.param(
            b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">\n<html><p>Words', Kind.HTML, id="XHTML"
        ),
        pytest.param(b"if 3 < 4: print('words')", Kind.TEXT, id="a program in letters"),
    ],
)  # fmt: skip
def test_kinds(data: bytes, kind: Kind) -> None:
    assert kind_of(data)[0] is kind


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "empty", id="nothing"),
        pytest.param(b" \r\n\t\x00", "empty", id="blank"),
        pytest.param(compound_file("WordDocument", "1Table"), "legacy_doc", id="DOC"),
        pytest.param(compound_file("EncryptionInfo", "EncryptedPackage"), "encrypted", id="protected DOCX"),
        pytest.param(compound_file("Workbook"), "unknown_kind", id="XLS"),
        pytest.param(rb"{\rtf1\ansi Hello}", "legacy_rtf", id="RTF"),
        pytest.param(
            zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "legacy_odt", id="ODT"
        ),
        pytest.param(zipped({"Index/Document.iwa": b"x"}), "legacy_pages", id="Pages"),
        pytest.param(zipped({"index.xml": b"x"}), "legacy_pages", id="old Pages"),
        pytest.param(zipped({"xl/workbook.xml": b"x"}), "unknown_kind", id="XLSX"),
        pytest.param(zipped({"a.txt": b"x"}), "unknown_kind", id="ZIP"),
        pytest.param(b"PK\x03\x04 and nothing more", "damaged", id="a cut ZIP"),
        pytest.param(pdf_of(POSTING)[20:], "damaged", id="a PDF without its beginning"),
        pytest.param(b"%!PS-Adobe-3.0\nshowpage", "unknown_kind", id="PostScript"),
        pytest.param(
            b'<?xml version="1.0"?><w:wordDocument><w:p>Words</w:p></w:wordDocument>',
            "unknown_kind",
            id="Word 2003 XML",
        ),
        pytest.param(b"GIF89a\x01\x00\x01\x00\x00", "another_picture", id="GIF"),
        pytest.param(b"RIFF\x10\x00\x00\x00WEBPVP8 ", "another_picture", id="WebP"),
        pytest.param(b"\x00\x00\x00\x18ftypheic\x00\x00", "another_picture", id="HEIC"),
        pytest.param(b"From: <saved>\r\nSubject: Nurse\r\nMIME-Version: 1.0\r\n"
                     b"Content-Type: multipart/related;\r\n boundary=x\r\n\r\n--x", "web_archive", id="MHTML"),
        pytest.param(b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20, "unknown_kind", id="a program"),
        pytest.param(zlib.compress(POSTING.encode() * 9), "unknown_kind", id="packed"),
        pytest.param(b"ID3\x04" + random.Random(5).randbytes(5_000), "unknown_kind", id="noise"),
        pytest.param(random.Random(6).randbytes(300), "unknown_kind", id="a little noise"),
    ],
)  # fmt: skip
def test_what_is_told_instead(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        kind_of(data)
    assert refused.value.reason == reason


def test_noise_is_never_text() -> None:
    chance = random.Random(20270301)
    taken = 0
    for _ in range(100):
        try:
            kind_of(chance.randbytes(chance.randrange(100, 4_000)))
        except Unreadable:
            continue
        taken += 1
    assert taken == 0
