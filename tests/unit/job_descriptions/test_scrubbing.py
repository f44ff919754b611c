"""What others never read of a posting, and what they do."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preppal.job_descriptions.intake import clean
from preppal.job_descriptions.shared.quality import quality
from preppal.job_descriptions.shared.scrubbing import GAP, scrub
from preppal.job_descriptions.shared.sharing import text_to_share

FOLDER = Path(__file__).parents[2] / "data" / "job_descriptions"
TEXTS = {file.stem: clean(file.read_text()) for file in sorted(FOLDER.glob("*.txt"))}


def only(line: str, **wish: str) -> str:
    (scrubbed,) = scrub(line, **wish)  # type: ignore[arg-type]
    return scrubbed.text


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("Send your CV to jobs@fernhill.example by Friday.", f"Send your CV to {GAP} by Friday."),
        ("Call 020 7946 0018 or +49 30 901820.", f"Call {GAP} or {GAP}."),
        ("Apply at https://fernhill.example/jobs/81?ref=ana-ito", f"Apply at {GAP}"),
        ("Contact: Rowena Achterberg", f"Contact: {GAP}"),
        ("Ansprechpartnerin: Frau Birgit Kühn", f"Ansprechpartnerin: {GAP}"),
        ("Persona de contacto: Lucía Ferrer", f"Persona de contacto: {GAP}"),
        ("联系人：王小梅", f"联系人：{GAP}"),
        (
            "Questions? Speak to Tomasz Lindqvist on the ward.",
            f"Questions? Speak to {GAP} on the ward.",
        ),
        ("Ms Holloway looks forward to your letter.", f"Ms {GAP} looks forward to your letter."),
        ("Hiring manager: Dana Okonkwo", f"Hiring manager: {GAP}"),
        ("Password: kettle-91", GAP),
    ],
)
def test_contact_details_and_people_go(line: str, left: str) -> None:
    assert only(line) == left


@pytest.mark.parametrize(
    "line",
    [
        "Note to self: ask about the night shifts",
        "my notes: they pay late",
        "I spoke to the recruiter on Tuesday, she likes bakers.",
        "I've applied through the other site too",
        "Applied 3 May, phone screen on Thursday",
        "- Referred by Dana from the old team",
        "Interview with Tomasz on 12/05",
        "TODO look up the trams",
        "Notiz an mich: Gehalt nachfragen",
        "Ich habe am Montag angerufen.",
        "Mis notas: preguntar por los turnos",
        "个人备注：问一下夜班",
        "我上周已经投了简历",
        "Salary I asked for: 41k",
    ],
)
def test_somebody_s_own_notes_go(line: str) -> None:
    (scrubbed,) = scrub(line)
    assert (scrubbed.text, scrubbed.taken) == ("", ("note",))


@pytest.mark.parametrize(
    "line",
    [
        "Electrician I",
        "You report to the head of nursing.",
        "Reports to: Head of Operations",
        "Interview process: a call, then a morning on the ward",
        "“I have never been bored here,” says one of our bakers.",
        "You notify patients, note what they say and remember to write it down.",
        "We founded the bakery in 1987 and have 24 beds, 3 ovens and 11,000 customers.",
        "St. Mary's Hospital, 40 hours a week, £32,000 to £36,500 a year",
        "Mystery shopping, my-account pages and MySQL",
        "我们是一家成立于1998年的公司",
        "我司提供宿舍",
        "Stage: we are a seed-stage company",
        "Status of this role: open",
        "Contact lenses and contact centres are what we do.",
        "You call patients before they come.",
    ],
)
def test_what_the_posting_says_stays(line: str) -> None:
    assert only(line) == line


def test_its_owner_s_name_goes_wherever_it_stands() -> None:
    (line,) = scrub("Saved for ANA ITO: Banana Item sorter", names=["Ana Ito"])
    assert line.text == f"Saved for {GAP}: Banana Item sorter"


def test_a_name_that_is_a_word_blanks_no_words() -> None:
    posting = "Will and skill\nYou will mark the bread that Will Baker baked, as every baker will."
    lines = scrub(posting, names=["Will Baker"])
    assert [line.text for line in lines] == [
        "Will and skill",
        f"You will mark the bread that {GAP} baked, as every baker will.",
    ]
    assert scrub("Referred to as Ana by Ms Ito", names=["Ana Ito"])[0].text.count(GAP) == 1


def test_a_company_named_like_a_person_stays() -> None:
    line = "Contact Dr. Oetker for more"
    assert "Oetker" in only(line, company="Oetker Foods")
    assert "Oetker" not in only(line)


@pytest.mark.parametrize("name", TEXTS)
def test_postings_stay_whole(name: str) -> None:
    """Of our own postings, which hold neither notes nor people, at most a line is touched."""
    lines = scrub(TEXTS[name])
    assert sum(bool(line.taken) for line in lines) <= 1, [line for line in lines if line.taken]


@given(st.text(max_size=600), st.lists(st.text(max_size=20), max_size=2))
def test_nothing_breaks_it_and_nothing_is_added(text: str, names: list[str]) -> None:
    lines = scrub(text, names=names)
    assert "\n".join(line.original for line in lines) == text
    for line in lines:
        assert set(line.text.replace(GAP, "")) <= set(line.original)
    assert text_to_share(lines, range(len(lines))) == ""


def test_lines_that_are_left_out_leave_no_hole() -> None:
    lines = scrub("One\n\nTwo\n\nThree")
    assert text_to_share(lines, ()) == "One\n\nTwo\n\nThree"
    assert text_to_share(lines, (2,)) == "One\n\nThree"


@pytest.mark.parametrize("name", TEXTS)
def test_a_cut_text_is_not_better(name: str) -> None:
    text = TEXTS[name]
    whole = quality("Nurse", "Fernhill", text)
    assert 0 <= whole <= 100
    assert quality("Nurse", "Fernhill", text[: len(text) // 3] + "… see more") < whole
    assert quality("", "", text) < whole
    assert (
        quality("Nurse", "Fernhill", f"Sign in\nJobs\nApply now\n{text}\nSimilar jobs\n{text}")
        <= whole
    )
