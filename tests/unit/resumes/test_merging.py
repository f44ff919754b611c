"""A resume taken into a profile: what is asked, what is proposed, and laws that hold whatever is in them."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from preppal.resumes.correcting import Confirmed, Role, Study
from preppal.resumes.merging import ENTRIES, LISTS, SCALARS, Choice, bare, compare, merge
from preppal.resumes.private import says_private
from preppal.resumes.sameness import fold_company, fold_words

KEEP, TAKE, BOTH = Choice.KEEP, Choice.TAKE, Choice.BOTH
MINE = Confirmed(
    name="Ana Ito",
    email="ana@example.com",
    location="Lisbon",
    links=("ana.example",),
    roles=(Role("Senior Engineer", "Marrow Bank", "2019-03", "present", "", ("Moved the ledger.",)),
           Role("Baker", "Fernhill", "2010", "2012")),
    studies=(Study("BSc", "University of Porto", "2011", "2015"),),
    skills=("Python", "Kafka"),
    languages=("English (C1)",),
)  # fmt: skip


def asked(mine: Confirmed, theirs: Confirmed) -> dict[str, tuple[tuple[Choice, ...], Choice]]:
    return {one.key: (one.choices, one.proposed) for one in compare(mine, theirs)}


def test_the_same_again_asks_nothing() -> None:
    assert compare(MINE, MINE) == ()
    again = replace(MINE, name="ANA ITO", skills=("kafka", "python"), links=("www.ana.example/",))
    assert compare(MINE, again) == ()
    assert merge(MINE, again, {}).profile == MINE


def test_the_first_fills_it_whole() -> None:
    merged = merge(Confirmed(), MINE, {})
    assert merged.profile == MINE
    assert all(one.mine is None and one.is_theirs for one in merged.sources.values())
    assert set(merged.sources) >= {"name_0", "roles_1", "skills_0", "skills_1", "languages_0"}


def test_one_value_keeps_the_profiles_unless_it_has_none() -> None:
    theirs = Confirmed(name="Ana M. Ito", phone="+351 21 555 0100", location="lisbon")
    assert asked(MINE, theirs) == {"name": ((KEEP, TAKE), KEEP), "phone": ((KEEP, TAKE), TAKE)}
    merged = merge(MINE, theirs, {}).profile
    assert (merged.name, merged.phone, merged.location) == (
        "Ana Ito",
        "+351 21 555 0100",
        "Lisbon",
    )
    assert merge(MINE, theirs, {"name": TAKE}).profile.name == "Ana M. Ito"


def test_lists_have_both() -> None:
    theirs = Confirmed(skills=("Rust", "python"))
    assert asked(MINE, theirs) == {"skills": ((KEEP, TAKE, BOTH), BOTH)}
    assert merge(MINE, theirs, {}).profile.skills == ("Python", "Kafka", "Rust")
    assert merge(MINE, theirs, {"skills": TAKE}).profile.skills == ("Rust", "python")
    more = Confirmed(skills=("Python", "Kafka", "Rust"))
    assert asked(MINE, more) == {"skills": ((KEEP, TAKE), TAKE)}, "it has all, and more"


def test_one_role_written_twice_is_one() -> None:
    theirs = Role("Sr. Engineer", "Marrow Bank Ltd", "2019", "present", "Porto", ("Moved the ledger", "Hired four."))  # fmt: skip
    assert asked(MINE, Confirmed(roles=(theirs,))) == {"role_0": ((KEEP, TAKE, BOTH), BOTH)}
    merged = merge(MINE, Confirmed(roles=(theirs,)), {})
    assert merged.profile.roles == (
        Role("Senior Engineer", "Marrow Bank", "2019-03", "present", "Porto",
             ("Moved the ledger.", "Hired four.")),
        MINE.roles[1],
    )  # fmt: skip
    assert merged.sources["roles_0"].mine == 0 and merged.sources["roles_0"].is_theirs
    assert merged.sources["roles_1"].mine == 1 and not merged.sources["roles_1"].is_theirs


def test_a_new_role_comes_in_where_it_belongs() -> None:
    theirs = Role("Engineer", "Kitewing", "2015", "2019")
    merged = merge(MINE, Confirmed(roles=(theirs,)), {}).profile
    assert [role.company for role in merged.roles] == ["Marrow Bank", "Kitewing", "Fernhill"]
    left_out = merge(MINE, Confirmed(roles=(theirs,)), {"role_0": KEEP}).profile
    assert left_out == MINE


def test_another_end_is_asked_about_and_stays() -> None:
    theirs = Role("Senior Engineer", "Marrow Bank", "2019-03", "2024-01")
    assert asked(MINE, Confirmed(roles=(theirs,))) == {"role_0": ((KEEP, TAKE), KEEP)}
    assert merge(MINE, Confirmed(roles=(theirs,)), {"role_0": TAKE}).profile.roles[0] == theirs


def test_a_level_is_asked_about() -> None:
    theirs = Confirmed(languages=("English (B2)", "Portuguese (native)"))
    assert asked(MINE, theirs) == {
        "language_0": ((KEEP, TAKE), KEEP),
        "language_1": ((KEEP, TAKE), TAKE),
    }
    assert merge(MINE, theirs, {}).profile.languages == ("English (C1)", "Portuguese (native)")


@pytest.mark.parametrize("choice", [*Choice, "nonsense"])
def test_a_choice_that_there_is_not_is_as_proposed(choice: Choice) -> None:
    theirs = Confirmed(name="Bo", phone="+351 21 555 0100")
    merged = merge(MINE, theirs, {"role_7": choice, "phone": BOTH, "name": BOTH}).profile
    assert (merged.name, merged.phone) == ("Ana Ito", "+351 21 555 0100")


def test_two_that_are_alike_in_one_resume_lose_nothing() -> None:
    twice = (Role("Baker", "Fernhill", "2010", "2011", "", ("Rye.",)),
             Role("Baker", "Fernhill", "2010", "2012", "", ("Oats.",)))  # fmt: skip
    taken = merge(MINE, Confirmed(roles=twice), {"role_0": TAKE, "role_1": TAKE}).profile
    assert set(twice) <= set(taken.roles)


# Laws. Few words, so that much of it is the same, nearly the same, or at odds.

WORDS = some.sampled_from(
    ["", "Baker", "baker", "Bakre", "Sr. Baker", "Senior baker", "Fernhill", "Fernhill Ltd", "面包师", "!"]
)  # fmt: skip
STARTS = some.sampled_from(["", "2010", "2010-02", "2011"])
ENDS = some.sampled_from(["", "2012", "2012-06", "2013", "present"])
LINES = some.lists(
    some.sampled_from(["Rye.", "rye", "Oats.", "Wheat", "Age: 35", "I am 35 and bake."]), max_size=3
).map(tuple)
TONGUES = some.lists(
    some.sampled_from(["English", "english (C1)", "English (B2)", "Spanish", "Born: 1991"]), max_size=3
).map(tuple)  # fmt: skip
ROLES = some.builds(Role, WORDS, WORDS, STARTS, ENDS, WORDS, LINES).filter(
    lambda role: bool(role.title or role.company)
)
STUDIES = some.builds(Study, WORDS, WORDS, STARTS, ENDS).filter(
    lambda study: bool(study.degree or study.institution)
)
WHOLE = some.builds(
    Confirmed,
    name=WORDS,
    email=some.sampled_from(["", "a@example.org", "A@example.org", "b@example.org"]),
    phone=some.sampled_from(["", "+351 21 555", "0035121555", "12345"]),
    location=some.one_of(WORDS, some.just("Nationality: Portuguese")),
    summary=some.one_of(WORDS, some.just("I am married and bake.")),
    links=LINES,
    roles=some.lists(ROLES, max_size=4).map(tuple),
    studies=some.lists(STUDIES, max_size=3).map(tuple),
    skills=LINES,
    languages=TONGUES,
)
PROFILES = WHOLE.map(lambda whole: merge(Confirmed(), whole, {}).profile)
CHOICES = some.dictionaries(
    some.sampled_from(["name", "email", "links", "skills", "role_0", "role_1", "role_2", "study_0", "language_1"]),
    some.sampled_from(Choice),
)  # fmt: skip


def all_texts(whole: Confirmed) -> list[str]:
    found = [getattr(whole, name) for name in SCALARS]
    for name in LISTS:
        found.extend(getattr(whole, name))
    return [*found, *entry_texts(whole)]


def entry_texts(whole: Confirmed) -> list[str]:
    found = list(whole.languages)
    for entry in (*whole.roles, *whole.studies):
        found.extend(getattr(entry, one.name) for one in fields(entry) if one.name != "done")
    for role in whole.roles:
        found.extend(role.done)
    return found


def told(text: str) -> str:
    return fold_company(fold_words(text))


@given(PROFILES, WHOLE)
def test_merging_the_same_twice_changes_nothing(mine: Confirmed, theirs: Confirmed) -> None:
    once = merge(mine, theirs, {}).profile
    assert merge(once, theirs, {}).profile == once


@given(PROFILES, WHOLE)
def test_keeping_all_leaves_the_profile_as_it_is(mine: Confirmed, theirs: Confirmed) -> None:
    keep = {one.key: KEEP for one in compare(mine, theirs)}
    assert merge(mine, theirs, keep).profile == mine


@given(PROFILES, WHOLE)
def test_taking_all_leaves_nothing_of_the_resume_out(mine: Confirmed, theirs: Confirmed) -> None:
    take = {one.key: TAKE for one in compare(mine, theirs)}
    merged, says = merge(mine, theirs, take).profile, bare(theirs)
    for name, by in SCALARS.items():
        assert not getattr(says, name) or by(getattr(merged, name)) == by(getattr(says, name))
    for name, by in LISTS.items():
        assert set(map(by, getattr(says, name))) <= set(map(by, getattr(merged, name)))
    has = set(map(told, all_texts(merged)))
    # A year says less than the month in it that the profile has, a language less than with its level.
    assert [
        text
        for text in map(told, entry_texts(says))
        if not any(one.startswith(text) for one in has)
    ] == []


@given(PROFILES, WHOLE, CHOICES)
def test_nothing_private_ever_enters(
    mine: Confirmed, theirs: Confirmed, choices: dict[str, Choice]
) -> None:
    assert not any(map(says_private, all_texts(merge(mine, theirs, choices).profile)))


@given(PROFILES, WHOLE, CHOICES)
def test_what_only_the_profile_has_goes_by_choice_alone(
    mine: Confirmed, theirs: Confirmed, choices: dict[str, Choice]
) -> None:
    """An entry goes only where the resume's was taken for it, or joined with it."""
    differences = {one.key: one for one in compare(mine, theirs)}
    merged = merge(mine, theirs, choices).profile
    for name in ENTRIES:
        changed = [
            one.mine
            for key, one in differences.items()
            if one.field == name and choices.get(key, one.proposed) is not KEEP
        ]
        for entry in getattr(mine, name):
            assert entry in getattr(merged, name) or entry in changed


@given(PROFILES, WHOLE, CHOICES)
def test_every_value_has_its_source(
    mine: Confirmed, theirs: Confirmed, choices: dict[str, Choice]
) -> None:
    merged = merge(mine, theirs, choices)
    keys = {f"{name}_0" for name in SCALARS if getattr(merged.profile, name)}
    for name in (*LISTS, *ENTRIES):
        keys |= {f"{name}_{number}" for number in range(len(getattr(merged.profile, name)))}
    assert set(merged.sources) == keys
    assert all(one.is_theirs or one.mine is not None for one in merged.sources.values())
