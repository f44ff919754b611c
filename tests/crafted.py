"""Files that are made to be slow, endless or enormous, by name: recursion, huge objects, bombs, rules by the thousand."""

from tests.documents import docx, docx_of, p, pdf_of, png, raw_pdf, table, zipped

SAID = b"BT /F1 12 Tf 72 700 Td (Ward Nurse, Hotel Miralbueno, 2019 - 2021) Tj ET "
_GRID = b"".join(b"%d 0 m %d 842 l S 0 %d m 595 %d l S " % (n, n, n, n) for n in range(0, 590, 4))
_FORM = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Length 6>>stream\n/X Do \nendstream"


def crafted() -> dict[str, bytes]:
    plain = raw_pdf(SAID)
    entities = "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "Ward Nurse "}">' for n in range(9)
    )
    deep = p("a")
    for _ in range(400):
        deep = table([deep])
    return {
        "a form that draws itself": raw_pdf(b"/X Do " + SAID, more=[_FORM]).replace(b"/Resources<</Font", b"/Resources<</XObject<</X 5 0 R>>/Font", 1),
        "pages that hold themselves": plain.replace(b"[3 0 R]", b"[2 0 R]"),
        "two thousand million pages": plain.replace(b"/Count 1>>", b"/Count 2000000000>>"),
        "open arrays": raw_pdf(SAID, catalog=b"/Names" + b"[" * 99_000),
        "a page stream of 500 MB": raw_pdf(b" " * 500_000_000 + SAID),
        "three million states": raw_pdf(b"q " * 3_000_000 + SAID),
        "a page as wide as a town": plain.replace(b"[0 0 595 842]", b"[0 0 9e9 9e9]"),
        "rules by the thousand": raw_pdf(b"0 0 5 9 re S 0 0 500 1 re f " * 60_000 + SAID),
        "a grid of rules": raw_pdf(_GRID + SAID * 40),
        "a table of its own words": raw_pdf(_GRID + b"".join(b"BT /F1 5 Tf %d %d Td (2019) Tj ET " % (x, y) for x in range(0, 590, 20) for y in range(0, 800, 8))),
        "a picture that is a PDF": png() + plain,
        "a document part of 70 MB": docx("<w:p>" + " " * 70_000_000 + "</w:p>"),
        "entities of entities": zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": f'<!DOCTYPE d [{entities}]><w:document xmlns:w="x">&a8;</w:document>'.encode()}),
        "tables in tables": docx(deep),
        "fifty thousand paragraphs": docx(p("Night Porter, Hotel Miralbueno, 2019 - 2021") * 50_000),
        "sixty thousand parts": zipped({f"word/{n}": b"" for n in range(60_000)} | {"word/document.xml": b"<w:document/>"}),
        "dates alone": docx_of("Experience\n" + "2019 - 2021\n" * 2_000),
        "one line without an end": docx_of("Experience\n" + "Waiter, Casa Pilar, 2016 - 2019, " * 3_000),
        "heads by the thousand": pdf_of(*["\n".join(["Experience", "Skills", "Education"] * 18)] * 15),
    }  # fmt: skip
