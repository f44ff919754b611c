"""Layouts drawn after the reader was mended on `unseen_layouts`, and measured once before anything more was done."""

from itertools import groupby

from tests.made_resumes.layouts import Layout, e, each, extras, items, linked, page
from tests.made_resumes.people import Entry, Person, dated, span


def grouped_roles(p: Person) -> str:
    """A company with its place and whole period on one line, its roles below it, each with its own dates."""
    body = ""
    for where, group in groupby(p.experience, key=lambda x: x.where):
        roles = list(group)
        whole = f"{dated(p.language, roles[-1].start, 'short')} – {dated(p.language, roles[0].end, 'short')}"
        body += f"<div class=r><b>{e(where)}</b><span>{e(roles[0].place)}{' | ' + whole if len(roles) > 1 else ''}</span></div>"
        body += each(
            tuple(roles),
            lambda x: (
                f"<div class='r in'><i>{e(x.what)}</i><span>{span(p.language, x, 'short')}</span></div>{items(x.lines)}"
            ),
        )

    def school(x: Entry) -> str:
        return f"<div class=r><b>{e(x.where)}</b><span>{e(x.place)}</span></div><div class='r in'><i>{e(x.what)}</i><span>{span(p.language, x, 'year')}</span></div>"

    return page(p, f"""<h1>{e(p.name)}</h1><p class=c>{e(p.location)} • {e(p.phone)} • {e(p.email)}{' • ' + linked(p, ' • ') if p.links else ''}</p><h2>{p.head('experience', 2)}</h2>{body}<h2>{p.head('education', 0)}</h2>{each(p.education, school)}
<h2>{p.head('skills', 1)}</h2><p>{e(' • '.join(p.skills))}</p>{extras(p)}""",
        "h1,.c{text-align:center}h1{font-size:20pt}.r{display:flex;justify-content:space-between;margin-top:6pt}.in{margin:1pt 0 0 5mm}h2{font-size:11.5pt;text-transform:uppercase;border-bottom:1.5pt solid #222;margin:12pt 0 3pt}", paper="Letter", font="10.5pt/1.35 'DejaVu Serif', serif")  # fmt: skip


def dates_right_stacked(p: Person) -> str:
    """The two dates of each entry stand one below the other at the far right; heads at the far left."""

    def entry(x: Entry) -> str:
        return f"<div class=t><div class=b><p class=w>{e(x.what)}</p><p>{e(x.where)}, {e(x.place)}</p>{items(x.lines)}</div><div class=y><p>{dated(p.language, x.start, 'short')} –</p><p>{dated(p.language, x.end, 'short')}</p></div></div>"

    def part(head: str, body: str) -> str:
        return f"<div class=s><p class=h>{e(head)}</p><div class=m>{body}</div></div>"

    return page(p, f"""<h1>{e(p.name)}</h1><p>{e(p.headline)}</p><p class=g>{e(p.email)} / {e(p.phone)} / {e(p.location)}</p><p class=g>{linked(p, ' / ')}</p>
{part(p.head('experience', 0), each(p.experience, entry))}{part(p.head('education', 0), each(p.education, entry))}{part(p.head('skills', 0), f"<p>{e(', '.join(p.skills))}</p>")}{part(p.head('languages', 0), f"<p>{e(', '.join(p.languages))}</p>")}""",
        ".s{display:flex;margin-top:10pt}.h{width:34mm;font-weight:bold;color:#a33;flex:none}.m{flex:1}.t{display:flex;margin-bottom:7pt}.b{flex:1}.y{width:24mm;text-align:right;color:#666;flex:none}.w{font-weight:bold}h1{font-size:21pt}.g{color:#555}", font="10pt/1.35 'DejaVu Sans', sans-serif")  # fmt: skip


def equal_columns(p: Person) -> str:
    """A round photograph, contact details in a grid of two by two, and two equal columns below."""

    def entry(x: Entry) -> str:
        return f"<p class=w>{e(x.where)}</p><p>{e(x.what)} · {e(x.place)}</p><p class=d>{span(p.language, x, 'numeric', ' – ')}</p>{items(x.lines)}"

    def school(x: Entry) -> str:
        return f"<p class=w>{e(x.what)}</p><p>{e(x.where)}</p><p class=d>{span(p.language, x, 'numeric', ' – ')}</p>"

    return page(p, f"""<div class=top><div class=round></div><div><h1>{e(p.name)}</h1><p>{e(p.headline)}</p><div class=grid><span>✆ {e(p.phone)}</span><span>✉ {e(p.email)}</span><span>⌖ {e(p.location)}</span><span>{linked(p, ' ')}</span></div></div></div>
<div class=two><div><h2>{p.head('experience', 1)}</h2>{each(p.experience, entry)}</div><div><h2>{p.head('summary', 0)}</h2><p>{e(p.summary)}</p><h2>{p.head('education', 1)}</h2>{each(p.education, school)}<h2>{p.head('skills', 0)}</h2>{items(p.skills)}<h2>{p.head('languages', 0)}</h2><p>{e(' / '.join(p.languages))}</p>{extras(p)}</div></div>""",
        "html{-webkit-print-color-adjust:exact}.top{display:flex;gap:8mm;align-items:center}.round{width:30mm;height:30mm;border-radius:50%;background:#ccd;flex:none}.grid{display:grid;grid-template-columns:1fr 1fr;gap:1mm 6mm;font-size:8.5pt;margin-top:2mm}.two{display:grid;grid-template-columns:1fr 1fr;gap:10mm;margin-top:5mm}.w{font-weight:bold;margin-top:5pt}.d{color:#888;font-size:8.5pt}h2{font-size:11pt;color:#345;margin:8pt 0 3pt}h1{font-size:20pt}", font="9.5pt/1.38 'DejaVu Sans', sans-serif")  # fmt: skip


def plain_words(p: Person) -> str:
    """As typed: no weight, no colour; capitals for heads, dashes between, dates in square brackets below."""

    def entry(x: Entry) -> str:
        return f"<p class=j>{e(x.what)} - {e(x.where)} - {e(x.place)}</p><p>[{span(p.language, x, 'long', ' to ' if p.language == 'en' else ' - ')}]</p>{''.join(f'<p>* {e(y)}</p>' for y in x.lines)}"

    return page(p, f"""<p>{e(p.name.upper())}</p><p>{e(p.location)}</p><p>{e(p.phone)}</p><p>{e(p.email)}</p><p>{linked(p)}</p><p class=h>{e(p.head('summary', 0).upper())}</p><p>{e(p.summary)}</p><p class=h>{e(p.head('experience', 0).upper())}</p>{each(p.experience, entry)}<p class=h>{e(p.head('education', 0).upper())}</p>{each(p.education, entry)}<p class=h>{e(p.head('skills', 0).upper())}</p><p>{e(', '.join(p.skills))}</p>""",
        ".h{margin-top:12pt}.j{margin-top:6pt}", font="10.5pt/1.3 'DejaVu Sans Mono', monospace", paper="Letter")  # fmt: skip


def dates_first(p: Person) -> str:
    """Dates and a colon, then title and company in bold and plain on the same line, the telling run in."""

    def entry(x: Entry) -> str:
        return f"<p class=j>{span(p.language, x, 'numeric', '–')}: <b>{e(x.what)}</b>, {e(x.where)}, {e(x.place)}</p><p class=t>{e(' '.join(x.lines))}</p>"

    return page(p, f"""<div class=r><h1>{e(p.name)}</h1><div><p>{e(p.address)}</p><p>{e(p.phone)}</p><p>{e(p.email)}</p></div></div><h2>{p.head('experience', 0)}</h2>{each(p.experience, entry)}<h2>{p.head('education', 2)}</h2>{each(p.education, entry)}<h2>{p.head('skills', 2)}</h2><p>{e(', '.join(p.skills))}</p><h2>{p.head('languages', 1)}</h2><p>{e(', '.join(p.languages))}</p>{extras(p)}""",
        ".r{display:flex;justify-content:space-between;border-bottom:2px solid #555}.j{margin-top:6pt}.t{margin-left:6mm;color:#444}h1{font-size:20pt}h2{font-size:12pt;color:#246;margin:11pt 0 3pt}", font="10pt/1.4 'TeX Gyre Termes','DejaVu Serif',serif")  # fmt: skip


LATER = (
    (Layout("grouped_roles", "short", grouped_roles, "year"), ("mira", "sofia")),
    (Layout("dates_right_stacked", "short", dates_right_stacked), ("declan", "mira", "yusuf")),
    (Layout("equal_columns", "numeric", equal_columns), ("yusuf", "mira", "sofia")),
    (Layout("plain_words", "long", plain_words), ("declan", "mira")),
    (Layout("dates_first", "numeric", dates_first, links=False), ("yusuf", "sofia", "declan")),
)
