"""Layouts that the reader was measured on before it was mended: each with the person it is drawn for.

They are nearer to what people send than `layouts`: every one has a habit of its own beside its geometry.
"""

from tests.made_resumes.layouts import Layout, e, each, extras, items, linked, page
from tests.made_resumes.people import Entry, Person, dated, span


def margin_dates(p: Person) -> str:
    """A banner over two columns; the months of each role in the left margin of its column, one below the other."""

    def entry(x: Entry) -> str:
        return f"""<div class=t><div class=y><p>{dated(p.language, x.start, "short")} –</p><p>{dated(p.language, x.end, "short")}</p></div>
<div class=b><p class=w>{e(x.what)}</p><p class=o>{e(x.where)} — {e(x.place)}</p>{items(x.lines)}</div></div>"""

    def school(x: Entry) -> str:
        return f"<p class=w>{e(x.what)}</p><p>{e(x.where)}</p><p class=o>{span(p.language, x, 'year')}</p>"

    return page(p, f"""<header><h1>{e(p.name)}</h1><p>{e(p.headline)}</p></header><div class=two><div class=main><h2>{p.head('experience', 2)}</h2>{each(p.experience, entry)}{extras(p)}</div>
<div class=side><h2>{p.head('contact', 0)}</h2><p>{e(p.phone)}</p><p>{e(p.email)}</p><p>{e(p.location)}</p>{''.join(f'<p>{e(x)}</p>' for x in p.links)}<h2>{p.head('education', 0)}</h2>{each(p.education, school)}<h2>{p.head('skills', 0)}</h2>{''.join(f'<p>{e(x)}</p>' for x in p.skills)}<h2>{p.head('languages', 0)}</h2><p>{e(', '.join(p.languages))}</p></div></div>""",
        "html{-webkit-print-color-adjust:exact}header{background:#204040;color:#fff;padding:9mm 14mm}.two{display:flex}.main{flex:1;padding:4mm 6mm 8mm 14mm}.side{width:64mm;padding:4mm 8mm;border-left:1px solid #ccc;font-size:9pt}.t{display:flex;gap:4mm;margin-bottom:6pt}.y{width:19mm;font-size:8.5pt;color:#666;flex:none}.w{font-weight:bold}.o{color:#555}h2{font-size:11.5pt;margin:10pt 0 5pt;color:#204040}h1{font-size:24pt}.side p{margin:2pt 0;overflow-wrap:anywhere}",
        margin="0", font="9.5pt/1.35 'DejaVu Sans', sans-serif", paper="Letter")  # fmt: skip


def right_rail(p: Person) -> str:
    """A grey rail on the right holds education and skills; company and title parted by a bar, place and dates below."""

    def entry(x: Entry) -> str:
        return f"<p class=w>{e(x.where)} | <span>{e(x.what)}</span></p><p class=d>{e(x.place)} | {span(p.language, x, 'numeric', ' – ')}</p>{items(x.lines)}"

    def school(x: Entry) -> str:
        return f"<p class=w>{e(x.where)}</p><p>{e(x.what)}</p><p class=d>{span(p.language, x, 'year', '–')}</p>"

    return page(p, f"""<div class=two><div class=main><h1>{e(p.name)}</h1><p class=d>{e(p.headline)}</p><h2>{p.head('summary', 1)}</h2><p>{e(p.summary)}</p><h2>{p.head('experience', 1)}</h2>{each(p.experience, entry)}</div>
<div class=rail><p>{e(p.email)}</p><p>{e(p.phone)}</p><p>{e(p.location)}</p>{''.join(f'<p>{e(x)}</p>' for x in p.links)}<h2>{p.head('education', 0)}</h2>{each(p.education, school)}<h2>{p.head('skills', 2)}</h2><p>{e(', '.join(p.skills))}</p><h2>{p.head('languages', 0)}</h2><p>{e(', '.join(p.languages))}</p>{extras(p)}</div></div>""",
        "html{-webkit-print-color-adjust:exact}.two{display:flex;min-height:297mm}.main{flex:1;padding:14mm 8mm 10mm 16mm}.rail{width:66mm;background:#ececec;padding:14mm 7mm;font-size:9pt}.w{font-weight:bold;margin-top:5pt}.w span{font-weight:normal}.d{color:#777}h2{font-size:12pt;border-bottom:1px solid #999;margin:11pt 0 4pt}h1{font-size:23pt;font-weight:300}.rail p{overflow-wrap:anywhere}",
        margin="0", font="10pt/1.38 'DejaVu Sans', sans-serif")  # fmt: skip


def bordered(p: Person) -> str:
    """A table with borders and a row of heads: period, employer, position, duties."""
    heads = {"en": ("Period", "Employer", "Position", "Main duties", "Degree", "Institution"), "es": ("Periodo", "Empresa", "Cargo", "Funciones", "Título", "Centro"), "de": ("Zeitraum", "Arbeitgeber", "Position", "Aufgaben", "Abschluss", "Einrichtung"), "zh": ("时间", "公司", "职位", "工作内容", "学历", "学校")}[p.language]  # fmt: skip

    def entry(x: Entry) -> str:
        return f"<tr><td>{span(p.language, x, 'numeric')}<td>{e(x.where)}, {e(x.place)}<td>{e(x.what)}<td>{e(' '.join(x.lines))}"

    def school(x: Entry) -> str:
        return f"<tr><td>{span(p.language, x, 'year')}<td>{e(x.where)}, {e(x.place)}<td>{e(x.what)}"

    head = "".join(f"<th>{one}" for one in heads[:4])
    return page(p, f"""<h1>{e(p.name)}</h1><p>{e(p.address)}</p><p>{e(p.phone)}, {e(p.email)}</p><p>{linked(p, ', ')}</p>
<h2>{p.head('experience', 0)}</h2><table><tr>{head}{each(p.experience, entry)}</table><h2>{p.head('education', 0)}</h2><table><tr><th>{heads[0]}<th>{heads[5]}<th>{heads[4]}{each(p.education, school)}</table>
<h2>{p.head('skills', 1)}</h2><p>{e(', '.join(p.skills))}</p><h2>{p.head('languages', 0)}</h2><p>{e(', '.join(p.languages))}</p>{extras(p)}""",
        "table{border-collapse:collapse;width:100%}td,th{border:1px solid #333;padding:2mm;vertical-align:top;text-align:left;font-size:9.5pt}td:first-child{width:27mm}td:nth-child(2),td:nth-child(3){width:40mm}h2{font-size:12pt;margin:10pt 0 4pt}h1{font-size:18pt}", font="10.5pt/1.3 'DejaVu Serif', serif")  # fmt: skip


def lebenslauf(p: Person) -> str:
    """The German table with a box for the photograph, personal data, `seit`, grades, and a place and date to sign."""

    def when(x: Entry) -> str:
        start = dated(p.language, x.start, "numeric")
        return (
            f"seit {start}"
            if x.end == "present"
            else f"{start} – {dated(p.language, x.end, 'numeric')}"
        )

    def entry(x: Entry) -> str:
        return (
            f"<tr><td>{when(x)}<td>{e(x.where)}, {e(x.place)}<br><b>{e(x.what)}</b>{items(x.lines)}"
        )

    def school(x: Entry) -> str:
        return f"<tr><td>{when(x)}<td><b>{e(x.where)}</b><br>{e(x.what)}<br>Abschlussnote: 1,7"

    return page(p, f"""<div class=photo>Foto</div><h1>Lebenslauf</h1><h2>Persönliche Daten</h2><table><tr><td>Name<td>{e(p.name)}<tr><td>Geburtsdatum<td>{e(p.birth)}<tr><td>Anschrift<td>{e(p.address)}<tr><td>Familienstand<td>verheiratet, zwei Kinder<tr><td>Staatsangehörigkeit<td>deutsch<tr><td>Telefon<td>{e(p.phone)}<tr><td>E-Mail<td>{e(p.email)}</table>
<h2>{p.head('experience', 1)}</h2><table>{each(p.experience, entry)}</table><h2>{p.head('education', 2)}</h2><table>{each(p.education, school)}</table><h2>{p.head('skills', 2)} und Sprachen</h2><table><tr><td>Sprachen<td>{e(', '.join(p.languages))}<tr><td>EDV<td>{e(', '.join(p.skills))}<tr><td>Führerschein<td>Klasse B</table>{extras(p)}<p class=sign>Chemnitz, den 3. Februar 2026</p><p>{e(p.name)}</p>""",
        ".photo{float:right;width:35mm;height:45mm;border:1px solid #666;text-align:center;padding-top:20mm;color:#aaa}td{vertical-align:top;padding:2.5pt 0}td:first-child{width:42mm}h2{font-size:12.5pt;border-bottom:1px solid #457;color:#457;margin:11pt 0 4pt;clear:none}h1{font-size:22pt}.sign{margin-top:14mm}", font="10.5pt/1.35 'DejaVu Sans', sans-serif")  # fmt: skip


def federal(p: Person) -> str:
    """As the civil service wants it: employer and address, hours, salary, supervisor and grade of each job."""

    def entry(x: Entry) -> str:
        return f"""<p class=w>{e(x.what)}</p><p>{e(x.where)}</p><p>{e(x.place)} United States</p><p>{dated(p.language, x.start, "numeric")} - {dated(p.language, x.end, "numeric")}</p><p>Hours per week: 40</p><p>Series: 0560 Pay Plan: GS Grade: 13</p><p>Salary: $118,400 per year</p><p>Supervisor: Harold Lindgren (202-555-0109), may be contacted</p><p><b>Duties, Accomplishments and Related Skills:</b></p>{"".join(f"<p>{e(y)}</p>" for y in x.lines)}"""

    def school(x: Entry) -> str:
        return f"<p><b>{e(x.where)}</b> {e(x.place)}</p><p>{e(x.what)} {x.end}</p><p>GPA: 3.7 of a maximum 4.0</p>"

    return page(p, f"""<h1>{e(p.name)}</h1><p>{e(p.address)}</p><p>Mobile: {e(p.phone)}</p><p>Email: {e(p.email)}</p><p>Availability: Permanent, Full-time</p><p>Citizenship: United States</p>
<h2>Work Experience:</h2>{each(p.experience, entry)}<h2>Education:</h2>{each(p.education, school)}<h2>Skills:</h2><p>{e('; '.join(p.skills))}</p>{extras(p)}<h2>References:</h2><p>Harold Lindgren, Deputy Budget Officer, 202-555-0109</p><p>Ana Petrossian, Branch Chief, 202-555-0110</p>""",
        ".w{font-weight:bold;margin-top:9pt}h2{font-size:11.5pt;margin:11pt 0 3pt}h1{font-size:15pt}", paper="Letter", font="11pt/1.35 'TeX Gyre Termes','DejaVu Serif',serif")  # fmt: skip


def functional(p: Person) -> str:
    """What one can do comes first, in groups; the jobs are a short list at the end, each on one line."""
    groups = ("Leading people", "Communication", "Planning and delivery")
    told = [line for x in p.experience for line in x.lines]
    parts = "".join(f"<h3>{head}</h3>{items(tuple(told[at::3]))}" for at, head in enumerate(groups))

    def job(x: Entry) -> str:
        return f"<p>{e(x.what)}, {e(x.where)}, {e(x.place)}, {span(p.language, x, 'year', '–')}</p>"

    def school(x: Entry) -> str:
        return f"<p>{e(x.what)}, {e(x.where)}, {x.end}</p>"

    return page(p, f"""<h1>{e(p.name)}</h1><p>{e(p.location)} · {e(p.phone)} · {e(p.email)}</p><p>{linked(p)}</p><h2>Objective</h2><p>{e(p.summary)}</p>
<h2>Relevant Skills and Accomplishments</h2>{parts}<h2>Employment History</h2>{each(p.experience, job)}<h2>Education</h2>{each(p.education, school)}<h2>Technical Skills</h2><p>{e(', '.join(p.skills))}</p>{extras(p)}""",
        "h1{font-size:20pt}h2{font-size:12pt;background:#e6e6e6;padding:1pt 3pt;margin:10pt 0 4pt}h3{font-size:10.5pt;margin-top:5pt}", paper="Letter", font="10.5pt/1.4 'DejaVu Serif', serif")  # fmt: skip


def curriculum(p: Person) -> str:
    """Many parts that are no jobs, all with years in the left margin; a running head with the surname and a page."""

    def row(when: str, what: str) -> str:
        return f"<div class=y><span>{when}</span><div>{what}</div></div>"

    def entry(x: Entry) -> str:
        return row(
            span(p.language, x, "year", "–"),
            f"<p>{e(x.what)}, {e(x.where)}</p>" + "".join(f"<p>{e(y)}</p>" for y in x.lines),
        )

    def school(x: Entry) -> str:
        told = f"<p>{e(x.what)}, {e(x.where)}</p><p>Thesis: “Instruments and their keepers”. Advisor: Prof. Anna Lund</p>"
        return row(span(p.language, x, "year", "–"), told)

    rest = "".join(
        f"<h2>{e(head)}</h2>"
        + "".join(row(str(2024 - at), f"<p>{e(line)}</p>") for at, line in enumerate(lines * 3))
        for head, *lines in p.extra
    )
    return page(p, f"""<table><thead><tr><td class=run>{e(p.name.split()[-1])}, Curriculum vitae, updated January 2026</thead><tbody><tr><td><h1>{e(p.name)}</h1><p>{e(p.experience[0].where)}</p><p>{e(p.location)}</p><p>{e(p.email)} | {e(p.phone)}</p><p>{linked(p, ' | ')}</p><h2>Academic Appointments</h2>{each(p.experience, entry)}<h2>Education</h2>{each(p.education, school)}{rest}<h2>Skills</h2><p>{e(', '.join(p.skills))}</p><h2>Languages</h2><p>{e(', '.join(p.languages))}</p></table>""",
        ".run{font-size:8.5pt;text-align:right;padding-bottom:5mm}.y{display:flex;margin:6pt 0;break-inside:avoid}.y span{width:28mm;flex:none}h2{font-size:12pt;font-variant:small-caps;margin:13pt 0 4pt;border-bottom:.5pt solid}h1{font-size:18pt}",
        margin="22mm", font="11.5pt/1.45 'TeX Gyre Termes','DejaVu Serif',serif")  # fmt: skip


def creative(p: Person) -> str:
    """Icons before everything, coloured blocks, a pill with the dates at the right of the title, bars for skills."""

    def entry(x: Entry) -> str:
        return f"""<div class=k><div class=r><span class=w>{e(x.what).upper()}</span><span class=pill>{span(p.language, x, "dotted", " – ")}</span></div><p class=co>@ {e(x.where)} <span>⚲ {e(x.place)}</span></p>{"".join(f"<p class=a>▸ {e(y)}</p>" for y in x.lines)}</div>"""

    def school(x: Entry) -> str:
        return f"<div class=k><div class=r><span class=w>{e(x.what)}</span><span class=pill>{span(p.language, x, 'year', ' – ')}</span></div><p class=co>{e(x.where)}</p></div>"

    bars = "".join(
        f"<p>{e(s)}</p><div class=bar><i style='width:{60 + 5 * at}%'></i></div>"
        for at, s in enumerate(p.skills)
    )
    first, _, last = p.name.partition(" ")
    return page(p, f"""<div class=top><p class=big>{e(first)}</p><p class=big>{e(last)}</p><p>{e(p.headline)}</p></div><div class=two><div class=side><p>☎ {e(p.phone)}</p><p>✉ {e(p.email)}</p><p>⌂ {e(p.location)}</p>{''.join(f'<p>⚭ {e(x)}</p>' for x in p.links)}<h2>✦ {p.head('skills', 0)}</h2>{bars}<h2>✦ {p.head('languages', 0)}</h2>{''.join(f'<p>{e(x)}</p>' for x in p.languages)}</div>
<div class=main><h2>✦ {p.head('summary', 2)}</h2><p>{e(p.summary)}</p><h2>✦ {p.head('experience', 0)}</h2>{each(p.experience, entry)}<h2>✦ {p.head('education', 0)}</h2>{each(p.education, school)}</div></div>""",
        "html{-webkit-print-color-adjust:exact}.top{background:#f4b942;padding:8mm 14mm}.big{font-size:27pt;font-weight:bold;line-height:1.1}.two{display:flex}.side{width:60mm;padding:6mm 6mm 6mm 14mm;font-size:8.8pt}.side p{overflow-wrap:anywhere}.main{flex:1;padding:6mm 14mm 6mm 6mm}.r{display:flex;justify-content:space-between}.w{font-weight:bold}.pill{background:#333;color:#fff;border-radius:9px;padding:0 6pt;font-size:8pt;white-space:nowrap;align-self:flex-start}.co{color:#b5651d}.k{margin-bottom:6pt}.bar{height:2mm;background:#ddd}.bar i{display:block;height:2mm;background:#f4b942}h2{font-size:12pt;margin:9pt 0 4pt}",
        margin="0", font="9.5pt/1.4 'DejaVu Sans', sans-serif")  # fmt: skip


def three_columns(p: Person) -> str:
    """A grid of facts at the top; each role a row of three columns: dates, company, title, as Chinese resumes have it."""
    labels = {"zh": ("姓名", "出生年月", "电话", "邮箱", "现居地", "求职意向"), "en": ("Name", "Born", "Phone", "E-mail", "City", "Wanted"), "es": ("Nombre", "Nacimiento", "Teléfono", "Correo", "Ciudad", "Puesto deseado")}[p.language]  # fmt: skip
    values = (p.name, p.birth or "—", p.phone, p.email, p.location, p.headline)
    cells = [f"<td class=l>{a}<td>{e(b)}" for a, b in zip(labels, values, strict=True)]
    grid = "".join(f"<tr>{cells[at]}{cells[at + 1]}" for at in (0, 2, 4))

    def entry(x: Entry) -> str:
        return f"<div class=r><span>{span(p.language, x, 'dotted', ' - ')}</span><b>{e(x.where)}</b><span class=z>{e(x.what)}</span></div>{items(x.lines)}"

    return page(p, f"""<h1>{'个人简历' if p.language == 'zh' else 'Currículum' if p.language == 'es' else 'Resume'}</h1><table>{grid}</table><h2>{p.head('education', 0)}</h2>{each(p.education, entry)}<h2>{p.head('experience', 0)}</h2>{each(p.experience, entry)}
<h2>{p.head('skills', 1)}</h2><p>{e('、'.join(p.skills) if p.language == 'zh' else ', '.join(p.skills))}</p><h2>{p.head('summary', 1)}</h2><p>{e(p.summary)}</p>{extras(p)}""",
        "table{border-collapse:collapse;width:100%}td{border:1px solid #bbb;padding:2mm}.l{background:#f2f2f2;width:24mm}h1{text-align:center;font-size:18pt}h2{font-size:12pt;border-left:4px solid #369;padding-left:6pt;margin:11pt 0 4pt}.r{display:grid;grid-template-columns:44mm 1fr 44mm;margin-top:5pt}.z{text-align:right}", font="10.5pt/1.5 'WenQuanYi Micro Hei','Noto Sans CJK SC','DejaVu Sans', sans-serif")  # fmt: skip


UNSEEN = (
    (Layout("margin_dates", "short", margin_dates, "year"), ("nadia", "lucia")),
    (Layout("right_rail", "numeric", right_rail, "year"), ("kofi", "katrin")),
    (Layout("bordered", "numeric", bordered, "year"), ("lucia", "kofi")),
    (Layout("lebenslauf", "numeric", lebenslauf, links=False), ("katrin", "jonas")),
    (Layout("federal", "numeric", federal, "end", links=False), ("ruth", "nadia")),
    (Layout("functional", "year", functional, "end"), ("nadia", "ruth")),
    (Layout("curriculum", "year", curriculum), ("ingrid", "tobias")),
    (Layout("creative", "dotted", creative, "year"), ("lucia", "kofi")),
    (Layout("three_columns", "dotted", three_columns, links=False), ("chen", "wang")),
)
"""With whom each is drawn, in their order."""
