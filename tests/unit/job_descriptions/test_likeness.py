"""Two postings compared: what changes hands between boards stays one vacancy, what is another job does not."""

import json
import math
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from preppal.foundation.json_lines import UnreadableLine
from preppal.job_descriptions.matching.containment import (
    PRIOR,
    PRIOR_OF_COMPANY,
    Surroundings,
    containments,
    count_pieces,
    within,
)
from preppal.job_descriptions.matching.evaluate import (
    Pair,
    Side,
    evaluate,
    read_pairs,
)
from preppal.job_descriptions.matching.likeness import (
    Likeness,
    Traits,
    Verdict,
    compare,
    traits,
)
from preppal.job_descriptions.matching.shingles import Shingles, hashed, own_text
from preppal.job_descriptions.matching.signature import BANDS, bands

FOLDER = Path(__file__).parents[2] / "data" / "job_descriptions"
TEXTS = {file.stem: file.read_text() for file in sorted(FOLDER.glob("*.txt"))}
ONE_VACANCY = (Verdict.SAME, Verdict.REVISED)
WRAPPER = """Home
Jobs
Sign in
{text}
Apply now
3 days ago
Similar jobs
Head of Photography
Some Other Company
Leeds
Junior Pastry Chef
Yet Another Kitchen
York
"""
LEGAL = """

We are an equal opportunity employer and welcome everybody. Tell us if you need an adjustment in our
process. The range shown is what we expect to pay at the time of writing. Recruiters, please do not call.
"""


def read(text: str, title: str = "", company: str = "") -> Traits:
    return traits(title, company, text)


def versus(one: Traits, other: Traits) -> Likeness:
    return compare(one, other, Surroundings())


def as_html(text: str) -> str:
    lines = "".join(f"<li>{line}</li>" if line else "<br><br>" for line in text.splitlines())
    return f"<div><p>Vacancy</p><ul>{lines}</ul></div>"


def cut_off(text: str) -> str:
    lines = text.splitlines()
    return "\n".join(lines[: len(lines) * 2 // 3])


def reordered(text: str) -> str:
    """The same points in another order, beneath the same headings."""
    lines = text.splitlines()
    points = [line for line in lines if line.startswith("- ")]
    random.Random(4).shuffle(points)
    return "\n".join(points.pop() if line.startswith("- ") else line for line in lines)


def glued(text: str) -> str:
    """As copied from a page that lost the ends of its lines."""
    title, *lines = text.splitlines()
    return title + "\n" + "".join(line.removeprefix("- ") for line in lines)


CHANGES = {
    "shouted": str.upper,
    "as HTML": as_html,
    "cut off": cut_off,
    "reordered": reordered,
    "glued": glued,
    "on a board": lambda text: WRAPPER.format(text=text),
    "with legal text": lambda text: text + LEGAL,
    "without its last lines": lambda text: "\n".join(text.splitlines()[:-2]),
    "one line new": lambda text: text + "\n- You bring a bicycle of your own.",
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name", TEXTS)
def test_what_happens_to_a_posting_leaves_it_one_vacancy(name: str, change: str) -> None:
    changed = CHANGES[change](TEXTS[name])
    likeness = versus(read(TEXTS[name]), read(changed))
    assert likeness.verdict in ONE_VACANCY, likeness


@pytest.mark.parametrize("name", TEXTS)
def test_no_two_jobs_are_taken_for_one(name: str) -> None:
    for other, text in TEXTS.items():
        if other != name:
            likeness = versus(read(TEXTS[name]), read(text))
            assert likeness.verdict is Verdict.DIFFERENT, (other, likeness)
            assert likeness.similarity < 0.2


@pytest.mark.parametrize(
    ("one", "other", "guard"),
    [
        ("Junior Data Analyst", "Senior Data Analyst", "level"),
        ("Data Analyst", "Data Engineer", "role"),
    ],
)
def test_one_template_for_two_jobs_is_related(one: str, other: str, guard: str) -> None:
    text = TEXTS["data_analyst"]
    likeness = versus(read(text, one, "Quill"), read(text + "\nNew.", other, "Quill"))
    assert (likeness.verdict, likeness.guards) == (Verdict.RELATED, (guard,))
    assert likeness.similarity > 0.9


def test_other_years_are_another_level() -> None:
    text = TEXTS["backend_engineer"]
    asked = "7+ years of professional experience"
    assert asked in text
    other = text.replace(asked, "2+ years of professional experience")
    likeness = versus(read(text, "Engineer", "Quillon"), read(other, "Engineer", "Quillon"))
    assert (likeness.verdict, likeness.guards) == (Verdict.RELATED, ("years",))


def test_an_empty_title_is_unknown_and_excludes_nothing() -> None:
    body = "\n".join(TEXTS["backend_engineer"].splitlines()[3:])
    assert (
        versus(read(body), read(body + LEGAL, "Staff Engineer", "Quillon")).verdict in ONE_VACANCY
    )


def test_boilerplate_of_one_company_makes_no_duplicates() -> None:
    """Two thirds of both texts are the company's; its other postings say so."""
    about = "\n".join(f"We have always done {word} in our own way here." for word in TEXTS)
    jobs = list(TEXTS.values())[:6]
    postings = [read(f"{about}\n{cut_off(text)}", "Nurse", "Fernhill") for text in jobs]
    company = count_pieces([posting.shingles for posting in postings])
    around = Surroundings(company=company, one_in=True, other_in=True)
    for other in postings[1:]:
        assert compare(postings[0], other, around).verdict is Verdict.RELATED


def test_a_team_that_the_other_text_does_not_know() -> None:
    text = TEXTS["warehouse_planner"]
    half = read(cut_off(text) + "\nYou plan the freezers of the north and count every pea twice.",
                "Planner", "Harrow")  # fmt: skip
    assert versus(half, read(text, "Planner", "Harrow")).verdict in ONE_VACANCY
    other_team = read(text + "\n" + TEXTS["sous_chef"], "Planner, Aviation", "Harrow")
    likeness = versus(half, other_team)
    assert (likeness.verdict in ONE_VACANCY) is (likeness.similarity >= 0.88)


def test_furniture_of_a_board_is_not_the_posting() -> None:
    kept = own_text(WRAPPER.format(text=TEXTS["sous_chef"]))
    assert "Head of Photography" not in kept
    assert "Apply now" not in kept
    assert TEXTS["sous_chef"].splitlines()[0] in kept


texts = st.sampled_from(sorted(TEXTS.values()))
titles = st.sampled_from(["", "Nurse", "Senior Nurse", "Nurse II", "Cook", "Head of Cooks"])
companies = st.sampled_from(["", "Fernhill", "Fernhill Ltd.", "Quill"])
postings = st.builds(
    lambda text, begin, end, title, company: traits(title, company, text[begin:end]),
    texts, st.integers(0, 300), st.integers(400, 3000), titles, companies,
)  # fmt: skip


@given(postings, postings)
def test_laws(one: Traits, other: Traits) -> None:
    """Symmetric; itself; between 0 and 1; a guard never merges."""
    likeness = versus(one, other)
    back = versus(other, one)
    assert (likeness.verdict, likeness.guards) == (back.verdict, back.guards)
    assert likeness.similarity == pytest.approx(back.similarity, abs=1e-4)
    assert 0.0 <= likeness.similarity <= 1.0
    assert versus(one, one).verdict is Verdict.SAME
    if likeness.guards:
        assert likeness.verdict not in ONE_VACANCY


def plainly(one: set[int], other: set[int], around: Surroundings) -> float:
    """`containment`, a piece at a time."""
    if not one or not other:
        return 0.0
    own = dict(zip(around.library.pieces.tolist(), around.library.counts.tolist(), strict=True))
    company = dict(zip(around.company.pieces.tolist(), around.company.counts.tolist(), strict=True))
    gone = around.one_in + around.other_in

    def weight(piece: int) -> float:
        less = around.one_in * (piece in one) + around.other_in * (piece in other)
        held = max(own.get(piece, 0) - less, 0)
        rare = math.log((max(around.library.size - gone, 0) + PRIOR) / (held + 1))
        if not around.company.size:
            return rare
        size = max(around.company.size - gone, 0) + PRIOR_OF_COMPANY
        held = max(company.get(piece, 0) - less, 0)
        return rare * math.log1p(size / (held + 1)) / math.log1p(size)

    lighter = min(sum(map(weight, one)), sum(map(weight, other)))
    return min(1.0, sum(map(weight, one & other)) / lighter) if lighter > 0 else 0.0


texts_of_pieces = st.sets(st.integers(0, 40), max_size=20)
libraries = st.lists(texts_of_pieces, max_size=6)


@given(
    texts_of_pieces,
    st.lists(texts_of_pieces, max_size=6),
    libraries,
    libraries,
    st.booleans(),
    st.booleans(),
)
def test_many_are_compared_at_once_as_one_by_one(
    one: set[int],
    others: list[set[int]],
    library: list[set[int]],
    company: list[set[int]],
    one_in: bool,
    other_in: bool,
) -> None:
    around = Surroundings(
        count_pieces([shingles_of(text) for text in library]),
        count_pieces([shingles_of(text) for text in company]),
        one_in=one_in,
        other_in=other_in,
    )
    found = containments(shingles_of(one), [shingles_of(other) for other in others], around)
    for other, similarity in zip(others, found, strict=True):
        assert similarity == pytest.approx(plainly(one, other, around))


def shingles_of(text: set[int]) -> Shingles:
    return np.array(sorted(text), np.uint32)


@given(st.text(max_size=3000), st.text(max_size=100), st.text(max_size=100))
def test_nothing_is_unreadable(text: str, title: str, company: str) -> None:
    posting = traits(title, company, text)
    assert versus(posting, posting).verdict is Verdict.SAME
    assert len(bands(posting.shingles)) in (0, BANDS)


def test_bands_are_the_same_in_every_process_and_release() -> None:
    """They are stored: when this fails, `signature.METHOD` has to go up."""
    signed = bands(hashed({f"piece {number}" for number in range(100)}))
    assert (len(signed), signed[:3]) == (BANDS, [345788145, -1465521748, 1076119680])


def test_likely_pairs_share_a_band() -> None:
    pieces = [hashed({f"piece {n}" for n in range(at, at + 300)}) for at in (0, 100, 5000)]
    one, near, far = (set(bands(some)) for some in pieces)
    assert within(pieces[0], pieces[1]).sum() == 200  # Jaccard .5: missed once in 270 times
    assert one & near
    assert not one & far


def test_a_file_of_pairs() -> None:
    text = TEXTS["ward_nurse"]
    pairs = [
        Pair("a", Side(text), Side(text + LEGAL)),
        Pair("b", Side(text), Side(TEXTS["sous_chef"])),
    ]
    lines = [
        json.dumps({"id": p.id, "a": {"text": p.a.text}, "b": {"text": p.b.text}}) for p in pairs
    ]
    found = list(evaluate(read_pairs([line.encode() for line in [*lines, " "]])))
    assert [(pair["id"], pair["verdict"]) for pair in found] == [("a", "same"), ("b", "different")]


@pytest.mark.parametrize(
    "line", [b"{", b"[]", b'{"id": "a"}', b"\xff", b'{"id": 1, "a": 2, "b": 3}']
)
def test_a_line_that_is_no_pair_is_named(line: bytes) -> None:
    with pytest.raises(UnreadableLine, match="Line 2 is no pair"):
        list(read_pairs([b"", line]))
