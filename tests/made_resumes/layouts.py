"""Layouts as HTML that Chromium prints. Each is named after what makes it hard to read."""

import html
from collections.abc import Callable
from dataclasses import dataclass

from tests.made_resumes.people import Entry, Person, span

PAGE = """<!doctype html><html lang="{lang}"><meta charset="utf-8"><style>
@page {{ size: {paper}; margin: {margin}; }} * {{ box-sizing: border-box; }}
body {{ margin: 0; font: {font}; color: #222; }} p, ul, h1, h2, h3 {{ margin: 0; padding: 0; }}
ul {{ padding-left: 1.2em; }} a {{ color: inherit; text-decoration: none; }}
{css}</style><body>{body}</body></html>"""


@dataclass(frozen=True, slots=True)
class Layout:
    name: str
    form: str
    """How it writes dates; see `people.dated`."""
    draw: Callable[[Person], str]
    school_form: str = ""
    """How it writes the dates of education, where that differs."""
    has_location: bool = True
    links: bool = True


def e(text: str) -> str:
    return html.escape(text)


def page(
    person: Person,
    body: str,
    css: str = "",
    *,
    paper: str = "A4",
    margin: str = "18mm",
    font: str = "10.5pt/1.4 'DejaVu Sans', sans-serif",
) -> str:
    return PAGE.format(
        lang=person.language, body=body, css=css, paper=paper, margin=margin, font=font
    )


def items(lines: tuple[str, ...]) -> str:
    return "<ul>" + "".join(f"<li>{e(line)}</li>" for line in lines) + "</ul>" if lines else ""


def extras(person: Person, tag: str = "h2") -> str:
    return "".join(
        f"<{tag}>{e(head)}</{tag}>" + "".join(f"<p>{e(line)}</p>" for line in lines)
        for head, *lines in person.extra
    )


def each(entries: tuple[Entry, ...], draw: Callable[[Entry], str]) -> str:
    return "".join(draw(entry) for entry in entries)


def linked(person: Person, between: str = " · ") -> str:
    return between.join(f"<a href='https://{link}'>{e(link)}</a>" for link in person.links)


# --- those the reader was written with ---


def classic(p: Person) -> str:
    """One column, name in the middle, company left and dates right, title in italics below."""

    def entry(x: Entry) -> str:
        return (
            f"<div class=r><b>{e(x.where)}</b><span>{span(p.language, x, 'long')}</span></div>"
            f"<div class=r><i>{e(x.what)}</i><span>{e(x.place)}</span></div>{items(x.lines)}"
        )

    return page(p, f"""<h1>{e(p.name)}</h1><p class=c>{e(p.location)} | {e(p.phone)} | {e(p.email)}</p><p class=c>{linked(p, ' | ')}</p>
<h2>{p.head('summary', 0)}</h2><p>{e(p.summary)}</p><h2>{p.head('experience', 2)}</h2>{each(p.experience, entry)}
<h2>{p.head('education', 0)}</h2>{each(p.education, entry)}<h2>{p.head('skills', 0)}</h2><p>{e(', '.join(p.skills))}</p>
<h2>{p.head('languages', 0)}</h2><p>{e(', '.join(p.languages))}</p>{extras(p)}""",
        "h1{text-align:center;font-size:22pt}.c{text-align:center}h2{font-size:13pt;border-bottom:1px solid;margin:12pt 0 4pt}.r{display:flex;justify-content:space-between;margin-top:5pt}.r+.r{margin:0}",
        paper="Letter", font="11pt/1.35 'DejaVu Serif', serif")  # fmt: skip


def dark_sidebar(p: Person) -> str:
    """White words on a dark left sidebar; letter-spaced heads; contact details without labels."""

    def entry(x: Entry) -> str:
        return f"<h3>{e(x.what)}</h3><p class=m>{e(x.where)} · {e(x.place)}</p><p class=d>{span(p.language, x, 'short')}</p>{items(x.lines)}"

    skills = "".join(f"<p>{e(s)}</p>" for s in p.skills)
    links = "".join(f"<p>{e(link)}</p>" for link in p.links)
    return page(p, f"""<div class=side><h2>{p.head('contact', 2)}</h2><p>{e(p.phone)}</p><p>{e(p.email)}</p><p>{e(p.location)}</p>{links}
<h2>{p.head('skills', 1)}</h2>{skills}<h2>{p.head('languages', 0)}</h2>{''.join(f'<p>{e(x)}</p>' for x in p.languages)}</div>
<div class=main><h1>{e(p.name)}</h1><p class=head>{e(p.headline)}</p><p>{e(p.summary)}</p>
<h2>{p.head('experience', 0)}</h2>{each(p.experience, entry)}<h2>{p.head('education', 2)}</h2>{each(p.education, entry)}{extras(p)}</div>""",
        "html{-webkit-print-color-adjust:exact}body{display:flex;min-height:297mm}.side{width:32%;background:#1d2b3a;color:#fff;padding:14mm 6mm;font-size:9pt}.main{flex:1;padding:14mm 9mm}h2{letter-spacing:.28em;text-transform:uppercase;font-size:10pt;margin:14pt 0 5pt}h1{font-size:24pt}h3{font-size:11pt;margin-top:8pt}.d{color:#777;font-size:9pt}.side p{margin:3pt 0;overflow-wrap:anywhere}",
        margin="0")  # fmt: skip


def tabular(p: Person) -> str:
    """The German table: labels and dates on the left, the rest on the right, personal data first."""
    rows = [
        f"<tr><td>Name<td>{e(p.name)}",
        f"<tr><td>{'地址' if p.language == 'zh' else 'Adresse'}<td>{e(p.address)}",
        f"<tr><td>Tel.<td>{e(p.phone)}",
        f"<tr><td>E-Mail<td>{e(p.email)}",
    ]
    if p.birth:
        rows.append(f"<tr><td>{'出生年月' if p.language == 'zh' else 'geboren am'}<td>{e(p.birth)}")
    rows += [f"<tr><td>Web<td>{linked(p, '<br>')}"] if p.links else []

    def entry(x: Entry) -> str:
        return f"<tr><td>{span(p.language, x, 'numeric')}<td><b>{e(x.what)}</b><br>{e(x.where)}, {e(x.place)}{items(x.lines)}"

    return page(p, f"""<h1>{'个人简历' if p.language == 'zh' else 'Lebenslauf' if p.language == 'de' else 'Curriculum Vitae'}</h1>
<h2>{p.head('contact', 0)}</h2><table>{''.join(rows)}</table>
<h2>{p.head('experience', 1)}</h2><table>{each(p.experience, entry)}</table><h2>{p.head('education', 1)}</h2><table>{each(p.education, entry)}</table>
<h2>{p.head('skills', 0)}</h2><table><tr><td>{p.head('skills', 0)}<td>{e(', '.join(p.skills))}<tr><td>{p.head('languages', 1)}<td>{e(', '.join(p.languages))}</table>{extras(p)}""",
        "td{vertical-align:top;padding:3pt 0}td:first-child{width:38mm;padding-right:6mm}h2{font-size:12pt;margin:10pt 0 4pt}h1{font-size:20pt}table{border-collapse:collapse;width:100%}")  # fmt: skip


def timeline(p: Person) -> str:
    """Years on the left of a line with dots; the title above the company; heads with icons."""

    def entry(x: Entry) -> str:
        return f"<div class=t><div class=y>{span(p.language, x, 'year')}</div><div class=b><b>{e(x.where)}</b><br>{e(x.what)}{items(x.lines)}</div></div>"

    return page(p, f"""<header><h1>{e(p.name)}</h1><p>{e(p.headline)}</p><p>✉ {e(p.email)} &nbsp; ☎ {e(p.phone)} &nbsp; ⌂ {e(p.location)}</p><p>{linked(p, ' &nbsp; ')}</p></header>
<h2>★ {p.head('summary', 2)}</h2><p>{e(p.summary)}</p><h2>★ {p.head('experience', 0)}</h2>{each(p.experience, entry)}<h2>★ {p.head('education', 0)}</h2>{each(p.education, entry)}
<h2>★ {p.head('skills', 2)}</h2><div class=g>{''.join(f'<span>{e(s)}</span>' for s in p.skills)}</div><h2>★ {p.head('languages', 0)}</h2><div class=g>{''.join(f'<span>{e(s)}</span>' for s in p.languages)}</div>{extras(p)}""",
        ".t{display:flex;gap:8mm;padding:4pt 0}.y{width:28mm;text-align:right;color:#666}.b{flex:1;border-left:2px solid #888;padding-left:5mm}.g{display:flex;flex-wrap:wrap;gap:4mm}.g span{border:1px solid #999;border-radius:8px;padding:1pt 6pt}h2{font-size:12pt;margin:12pt 0 4pt;color:#06c}")  # fmt: skip


def one_line(p: Person) -> str:
    """Everything of an entry on one line: title, company and dates, parted by bars or commas."""

    def job(x: Entry) -> str:
        return f"<p class=j><b>{e(x.what)}</b>, {e(x.where)} ({span(p.language, x, 'short', '–')})</p>{items(x.lines)}"

    def school(x: Entry) -> str:
        return f"<p class=j>{e(x.where)} | {e(x.what)} | {span(p.language, x, 'year', '-')}</p>"

    return page(p, f"""<h1>{e(p.name)}</h1><p>{e(p.email)} • {e(p.phone)} • {e(p.location)} • {linked(p, ' • ')}</p>
<h2>{p.head('experience', 0).lower()}</h2>{each(p.experience, job)}<h2>{p.head('education', 0).lower()}</h2>{each(p.education, school)}
<h2>{p.head('skills', 0).lower()}</h2><p>{e(' / '.join(p.skills))}</p><h2>{p.head('languages', 0).lower()}</h2><p>{e(' / '.join(p.languages))}</p>{extras(p)}""",
        "h1{font-size:18pt;font-weight:normal}h2{font-size:11pt;color:#a33;font-weight:normal;margin:10pt 0 3pt}.j{margin-top:6pt}", font="10pt/1.3 'DejaVu Sans', sans-serif")  # fmt: skip


def linkedin(p: Person) -> str:
    """As LinkedIn saves a profile: grey sidebar, company over roles with durations, `Page 1 of 2`."""
    heads = {"en": ("Contact", "Top Skills", "Languages", "Summary", "Experience", "Education", "Page"), "de": ("Kontakt", "Top-Kenntnisse", "Languages", "Zusammenfassung", "Berufserfahrung", "Ausbildung", "Seite"), "es": ("Contactar", "Aptitudes principales", "Languages", "Extracto", "Experiencia", "Educación", "Página"), "fr": ("Coordonnées", "Principales compétences", "Languages", "Résumé", "Expérience", "Formation", "Page"), "zh": ("联系方式", "热门技能", "Languages", "个人简介", "工作经历", "教育经历", "第"), "it": ("Contatti", "Competenze principali", "Languages", "Riepilogo", "Esperienza", "Formazione", "Pagina"), "pt": ("Contato", "Principais competências", "Languages", "Resumo", "Experiência", "Formação acadêmica", "Página")}[p.language]  # fmt: skip
    years = {"en": "years", "de": "Jahre", "es": "años", "fr": "ans", "zh": "年", "it": "anni", "pt": "anos"}[p.language]  # fmt: skip
    body, last = "", ""
    for index, x in enumerate(p.experience):
        if x.where != last:
            group = [y for y in p.experience if y.where == x.where]
            body += f"<p class=co>{e(x.where)}</p>" + (
                f"<p>7 {years}</p>" if len(group) > 1 else ""
            )
        last = x.where
        body += f"<p class=ti>{e(x.what)}</p><p>{span(p.language, x, 'long', ' - ')} (2 {years})</p><p class=pl>{e(x.place)}</p>"
        body += "".join(f"<p>{e(line)}</p>" for line in x.lines) + (
            "<div class=gap></div>" if index else ""
        )
    schools = each(
        p.education,
        lambda x: (
            f"<p class=co>{e(x.where)}</p><p>{e(x.what)} · ({span(p.language, x, 'year', ' - ')})</p>"
        ),
    )
    links = "".join(
        f"<p>{'www.' if 'linkedin' in link else ''}{e(link)} {'(LinkedIn)' if 'linkedin' in link else ''}</p>"
        for link in p.links
    )
    return page(p, f"""<div class=side><h2>{heads[0]}</h2><p>{e(p.phone)} (Mobile)</p><p>{e(p.email)}</p>{links}<h2>{heads[1]}</h2>{''.join(f'<p>{e(s)}</p>' for s in p.skills)}<h2>{heads[2]}</h2>{''.join(f'<p>{e(s)} (Native or Bilingual)</p>' for s in p.languages)}</div>
<div class=main><h1>{e(p.name)}</h1><p class=hl>{e(p.headline)}</p><p class=loc>{e(p.location)}</p><h2 class=m>{heads[3]}</h2><p>{e(p.summary)}</p><h2 class=m>{heads[4]}</h2>{body}<h2 class=m>{heads[5]}</h2>{schools}<p class=foot>{heads[6]} 1 of 1</p></div>""",
        "html{-webkit-print-color-adjust:exact}body{display:flex;min-height:279mm}.side{width:31%;background:#293e49;color:#fff;padding:12mm 5mm;font-size:9.5pt}.side p{overflow-wrap:anywhere}.main{flex:1;padding:12mm 9mm;position:relative}h1{font-size:26pt;font-weight:normal}.hl{font-size:12pt}.loc{color:#777}h2{font-size:13pt;font-weight:normal;margin:12pt 0 4pt}.m{font-size:15.5pt}.co{font-size:12pt;margin-top:8pt}.ti{font-size:11.5pt}.pl{color:#888}.gap{height:4pt}.foot{position:absolute;bottom:3mm;left:40%;font-size:9pt;color:#888}",
        paper="Letter", margin="0")  # fmt: skip


def latex(p: Person) -> str:
    """As a well-known LaTeX template sets it: justified, ligatures, a two-line head for each entry."""

    def entry(x: Entry) -> str:
        return f"<div class=r><b>{e(x.where)}</b><span>{e(x.place)}</span></div><div class=r><i>{e(x.what)}</i><i>{span(p.language, x, 'short', ' – ')}</i></div>{items(x.lines)}"

    return page(p, f"""<h1>{e(p.name)}</h1><p class=c>{e(p.phone)} | {e(p.email)} | {linked(p, ' | ')}</p><p class=c>{e(p.location)}</p>
<h2>{p.head('education', 0)}</h2>{each(p.education, entry)}<h2>{p.head('experience', 0)}</h2>{each(p.experience, entry)}
<h2>{p.head('skills', 2)}</h2><p><b>{p.head('skills', 1)}:</b> {e(', '.join(p.skills))}</p><p><b>{p.head('languages', 0)}:</b> {e(', '.join(p.languages))}</p>{extras(p)}""",
        "body{text-align:justify;hyphens:auto;font-variant-ligatures:common-ligatures}h1{text-align:center;font-variant:small-caps;font-size:25pt}.c{text-align:center}h2{font-variant:small-caps;font-size:13pt;font-weight:normal;border-bottom:.5pt solid;margin:9pt 0 3pt}.r{display:flex;justify-content:space-between}li{margin-left:2mm}",
        margin="14mm", font="10.5pt/1.25 'TeX Gyre Termes','DejaVu Serif',serif")  # fmt: skip


def cards(p: Person) -> str:
    """Two columns of boxes: experience on the left, everything else on the right, dates below the company."""

    def entry(x: Entry) -> str:
        return f"<div class=k><p class=w>{e(x.where).upper()}</p><p>{e(x.what)}</p><p class=d>{span(p.language, x, 'dotted', ' bis ' if p.language == 'de' else ' - ')}</p>{items(x.lines)}</div>"

    return page(p, f"""<h1>{e(p.name)}</h1><p>{e(p.headline)}</p><div class=two><div><h2>{p.head('experience', 0)}</h2>{each(p.experience, entry)}</div>
<div><h2>{p.head('contact', 1)}</h2><p>T: {e(p.phone)}</p><p>E: {e(p.email)}</p><p>A: {e(p.location)}</p>{''.join(f'<p>{e(link)}</p>' for link in p.links)}<h2>{p.head('education', 0)}</h2>{each(p.education, entry)}<h2>{p.head('skills', 0)}</h2>{items(p.skills)}<h2>{p.head('languages', 0)}</h2>{items(p.languages)}{extras(p)}</div></div>""",
        ".two{display:grid;grid-template-columns:1.25fr 1fr;gap:9mm;margin-top:6mm}.k{border:1px solid #ccc;padding:3mm;margin:2mm 0}.w{font-weight:bold;font-size:9.5pt}.d{font-size:8.5pt;color:#666}h2{font-size:12pt;margin-top:8pt}h1{font-size:20pt}p{overflow-wrap:anywhere}",
        font="9.5pt/1.35 'DejaVu Sans', sans-serif")  # fmt: skip


# --- held out: written before the reader, and looked at only when it was done ---


def light_sidebar_right(p: Person) -> str:
    """A light sidebar on the right; skills as levels; dates above the title."""

    def entry(x: Entry) -> str:
        return f"<p class=d>{span(p.language, x, 'numeric', ' — ')} | {e(x.place)}</p><h3>{e(x.what)}</h3><p class=co>{e(x.where)}</p>{items(x.lines)}"

    skills = "".join(f"<p>{e(s)} <span class=l>●●●●○</span></p>" for s in p.skills)
    return page(p, f"""<div class=main><h1>{e(p.name).upper()}</h1><p class=hl>{e(p.headline)}</p><h2>{p.head('experience', 1)}</h2>{each(p.experience, entry)}<h2>{p.head('education', 0)}</h2>{each(p.education, entry)}{extras(p)}</div>
<div class=side><p>{e(p.location)}</p><p>{e(p.phone)}</p><p>{e(p.email)}</p>{''.join(f"<p><a href='https://{x}'>{'LinkedIn' if 'linkedin' in x else e(x)}</a></p>" for x in p.links)}<h2>{p.head('summary', 1)}</h2><p>{e(p.summary)}</p><h2>{p.head('skills', 0)}</h2>{skills}<h2>{p.head('languages', 0)}</h2>{''.join(f'<p>{e(s)}</p>' for s in p.languages)}</div>""",
        "html{-webkit-print-color-adjust:exact}body{display:flex}.main{width:64%;padding-right:8mm}.side{flex:1;background:#eef;padding:6mm;font-size:9pt}h1{font-size:19pt}h2{font-size:11pt;text-transform:uppercase;margin:10pt 0 3pt}h3{font-size:10.5pt}.d{font-size:8.5pt;color:#666;margin-top:7pt}.co{font-style:italic}.l{float:right;font-size:7pt}.side p{overflow-wrap:anywhere;margin:2pt 0}",
        margin="12mm", font="10pt/1.35 'DejaVu Sans', sans-serif")  # fmt: skip


def newspaper(p: Person) -> str:
    """Two columns that the text runs through, with heads in full capitals."""

    def entry(x: Entry) -> str:
        return f"<p class=t>{e(x.what)}</p><p>{e(x.where)}</p><p>{span(p.language, x, 'short', ' - ')}</p>{items(x.lines)}"

    return page(p, f"""<h1>{e(p.name)}</h1><p>{e(p.email)}</p><p>{e(p.phone)}</p><p>{e(p.location)}</p>{''.join(f'<p>{e(x)}</p>' for x in p.links)}<h2>{p.head('summary', 0)}</h2><p>{e(p.summary)}</p><h2>{p.head('skills', 0)}</h2>{items(p.skills)}
<h2>{p.head('experience', 0)}</h2>{each(p.experience, entry)}<h2>{p.head('education', 0)}</h2>{each(p.education, entry)}<h2>{p.head('languages', 0)}</h2><p>{e(', '.join(p.languages))}</p>{extras(p)}""",
        "body{columns:2;column-gap:10mm;height:150mm;column-fill:auto}h2{text-transform:uppercase;font-size:11pt;margin:9pt 0 3pt}.t{font-weight:bold;margin-top:5pt}p{overflow-wrap:anywhere}h1{font-size:16pt}", font="10pt/1.35 'DejaVu Sans', sans-serif")  # fmt: skip


def margin_heads(p: Person) -> str:
    """Heads in the left margin, entries on the right, dates at the far right."""

    def entry(x: Entry) -> str:
        return f"<div class=r><span><b>{e(x.where)}</b>, {e(x.place)}</span><span>{span(p.language, x, 'long')}</span></div><p>{e(x.what)}</p>{items(x.lines)}"

    def part(head: str, body: str) -> str:
        return f"<div class=s><div class=h>{e(head)}</div><div class=b>{body}</div></div>"

    return page(p, f"""<h1>{e(p.name)}</h1><p class=c>{e(p.location)}<br>{e(p.phone)} — {e(p.email)}<br>{linked(p, ' — ')}</p>
{part(p.head('summary', 0), f'<p>{e(p.summary)}</p>')}{part(p.head('experience', 0), each(p.experience, entry))}{part(p.head('education', 0), each(p.education, entry))}{part(p.head('skills', 0), '<p>' + e('; '.join(p.skills)) + '</p>')}{part(p.head('languages', 0), '<p>' + e('; '.join(p.languages)) + '</p>')}{''.join(part(head, ''.join(f'<p>{e(x)}</p>' for x in lines)) for head, *lines in p.extra)}""",
        ".s{display:flex;margin-top:9pt}.h{width:36mm;color:#357;font-weight:bold}.b{flex:1}.r{display:flex;justify-content:space-between}h1{font-size:22pt}", font="10pt/1.35 'TeX Gyre Termes','DejaVu Serif',serif")  # fmt: skip


def dates_below(p: Person) -> str:
    """Title and company joined by `at` or a dash; dates with a duration on the line below; sections in colour only."""
    at = {
        "en": " at ",
        "de": " bei ",
        "fr": " chez ",
        "es": " en ",
        "pt": " na ",
        "it": " presso ",
    }.get(p.language, " - ")

    def job(x: Entry) -> str:
        return f"<p class=t>{e(x.what)}{at}{e(x.where)}</p><p class=d>{span(p.language, x, 'long', ' - ')} (2 yrs 3 mos), {e(x.place)}</p>{''.join(f'<p>– {e(y)}</p>' for y in x.lines)}"

    def school(x: Entry) -> str:
        return f"<p class=t>{e(x.what)} – {e(x.where)}</p><p class=d>{span(p.language, x, 'long', ' - ')}</p>"

    return page(p, f"""<h1>{e(p.name)}</h1><p>{e(p.headline)}</p><p>{e(p.location)} · {e(p.phone)} · {e(p.email)}</p><p>{linked(p)}</p><h2>{p.head('skills', 1)}</h2><p>{e(' · '.join(p.skills))}</p>
<h2>{p.head('experience', 2)}</h2>{each(p.experience, job)}<h2>{p.head('education', 2)}</h2>{each(p.education, school)}<h2>{p.head('languages', 1)}</h2><p>{e(' · '.join(p.languages))}</p>{extras(p)}""",
        "h2{color:#080;font-size:10.5pt;font-weight:normal;margin:11pt 0 3pt;letter-spacing:.15em}.t{margin-top:6pt}.d{color:#777}h1{font-size:17pt}", font="10.5pt/1.4 'DejaVu Sans', sans-serif")  # fmt: skip


def academic(p: Person) -> str:
    """Three pages with a running head and foot; years in a left column; much that is no job."""

    def entry(x: Entry) -> str:
        return f"<div class=y><span>{span(p.language, x, 'year')}</span><div><p>{e(x.what)}, <i>{e(x.where)}</i>, {e(x.place)}</p>{''.join(f'<p>{e(line)}</p>' for line in x.lines * 3)}</div></div>"

    extra = "".join(
        f"<h2>{e(head)}</h2>" + "".join(f"<p class=x>{e(line)}</p>" for line in lines * 4)
        for head, *lines in p.extra
    )
    return page(p, f"""<table><thead><tr><td class=run>{e(p.name)} — Curriculum Vitae</thead><tbody><tr><td><h1>{e(p.name)}</h1><p>{e(p.headline)}</p><p>{e(p.location)}</p><p>{e(p.phone)}</p><p>{e(p.email)}</p><p>{linked(p, '<br>')}</p><h2>{p.head('education', 0)}</h2>{each(p.education, entry)}<h2>{p.head('experience', 2)}</h2>{each(p.experience, entry)}{extra}<h2>{p.head('skills', 0)}</h2><p>{e(', '.join(p.skills))}</p><h2>{p.head('languages', 0)}</h2><p>{e(', '.join(p.languages))}</p></table>""",
        ".run{font-size:8pt;color:#888;padding-bottom:6mm}.y{display:flex;margin:9pt 0;break-inside:avoid}.y span{width:32mm;flex:none}.x{padding-left:1.4em;text-indent:-1.4em;margin:7pt 0}h2{font-size:13pt;margin:16pt 0 6pt}h1{font-size:20pt}",
        margin="24mm", font="12pt/1.5 'TeX Gyre Termes','DejaVu Serif',serif")  # fmt: skip


def labelled(p: Person) -> str:
    """Every fact with its label, as official forms want it."""
    names = {"en": ("Dates", "Position held", "Employer", "Qualification", "Institution", "Name", "Phone", "E-mail", "Address"), "de": ("Zeitraum", "Position", "Arbeitgeber", "Abschluss", "Bildungseinrichtung", "Name", "Telefon", "E-Mail", "Anschrift"), "fr": ("Dates", "Poste occupé", "Employeur", "Diplôme", "Établissement", "Nom", "Téléphone", "E-mail", "Adresse"), "pt": ("Datas", "Cargo", "Empregador", "Qualificação", "Instituição", "Nome", "Telefone", "E-mail", "Morada"), "zh": ("时间", "职位", "公司", "学历", "学校", "姓名", "电话", "邮箱", "现居地"), "es": ("Fechas", "Puesto", "Empresa", "Título", "Centro", "Nombre", "Teléfono", "Correo", "Dirección"), "it": ("Date", "Posizione ricoperta", "Datore di lavoro", "Titolo di studio", "Istituto", "Nome", "Telefono", "E-mail", "Indirizzo")}[p.language]  # fmt: skip

    def row(label: str, value: str) -> str:
        return f"<tr><td>{label}<td>{e(value)}"

    def job(x: Entry) -> str:
        return (
            row(names[0], span(p.language, x, "numeric"))
            + row(names[1], x.what)
            + row(names[2], x.where)
            + "".join(row("", line) for line in x.lines)
        )

    def school(x: Entry) -> str:
        return (
            row(names[0], span(p.language, x, "numeric"))
            + row(names[3], x.what)
            + row(names[4], x.where)
        )

    return page(p, f"""<h1>Curriculum Vitae</h1><table>{row(names[5], p.name)}{row(names[8], p.address)}{row(names[6], p.phone)}{row(names[7], p.email)}{row('Web', ', '.join(p.links)) if p.links else ''}</table>
<h2>{p.head('experience', 0)}</h2><table>{each(p.experience, job)}</table><h2>{p.head('education', 1)}</h2><table>{each(p.education, school)}</table><h2>{p.head('skills', 0)}</h2><table>{row(p.head('skills', 0), ', '.join(p.skills))}{row(p.head('languages', 0), ', '.join(p.languages))}</table>""",
        "td{vertical-align:top;padding:2pt 0}td:first-child{width:45mm;color:#555}table{width:100%}h2{font-size:12pt;background:#ddd;margin:8pt 0 3pt}", font="10pt/1.35 'DejaVu Sans', sans-serif")  # fmt: skip


def old_linkedin(p: Person) -> str:
    """As LinkedIn saved profiles long ago: `Title at Company`, dates and duration below."""
    jobs = each(
        p.experience,
        lambda x: (
            f"<p class=t>{e(x.what)} at {e(x.where)}</p><p class=d>{span(p.language, x, 'long', ' - ')} (3 years 2 months)</p>{''.join(f'<p>{e(y)}</p>' for y in x.lines)}"
        ),
    )
    schools = each(
        p.education,
        lambda x: (
            f"<p class=t>{e(x.where)}</p><p>{e(x.what)}, {span(p.language, x, 'year', ' - ')}</p>"
        ),
    )
    return page(p, f"""<h1>{e(p.name)}</h1><p>{e(p.headline)}</p><p class=d>{e(p.email)}</p><h2>{p.head('summary', 0)}</h2><p>{e(p.summary)}</p><h2>{p.head('experience', 0)}</h2>{jobs}<h2>{p.head('skills', 0)}</h2><p>{e('; '.join(p.skills))}</p><h2>{p.head('education', 0)}</h2>{schools}<h2>{p.head('languages', 0)}</h2><p>{e('; '.join(p.languages))}</p><p>{e(p.phone)}</p>""",
        "h1{font-size:20pt}h2{font-size:15pt;font-weight:normal;border-bottom:1px solid #aaa;margin:12pt 0 5pt}.t{font-weight:bold;margin-top:6pt}.d{color:#777}", paper="Letter", font="11pt/1.4 'DejaVu Serif', serif")  # fmt: skip


DEVELOPED_WITH = (
    Layout("classic", "long", classic),
    Layout("dark_sidebar", "short", dark_sidebar),
    Layout("tabular", "numeric", tabular),
    Layout("timeline", "year", timeline),
    Layout("one_line", "short", one_line, "year"),
    Layout("linkedin", "long", linkedin, "year"),
    Layout("latex", "short", latex),
    Layout("cards", "dotted", cards),
)
HELD_OUT = (
    Layout("light_sidebar_right", "numeric", light_sidebar_right),
    Layout("newspaper", "short", newspaper),
    Layout("margin_heads", "long", margin_heads),
    Layout("dates_below", "long", dates_below),
    Layout("academic", "year", academic),
    Layout("labelled", "numeric", labelled),
    Layout("old_linkedin", "long", old_linkedin, "year", has_location=False, links=False),
)
