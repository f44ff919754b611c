"""The profile: filled by the first confirmed resume, more taken in by choice, corrected and deleted."""

import asyncio
import re
import uuid
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import func, select

from preppal.foundation.database import Database, NestedDatabase
from preppal.resumes.confirming import confirm
from preppal.resumes.keeping import keep_resume
from preppal.resumes.merging import Choice
from preppal.resumes.model import Profile, ProfileMovedOn, Resume
from preppal.resumes.profiles import take_into_profile
from tests.house.reading import read
from tests.people import Browser, TestClock, a_user
from tests.resumes import ANA, fresh

BACKEND = (
    ANA.replace("Ana Ito", "Ana M. Ito")
    .replace("Backend Engineer, Fernhill Health", "Backend engineer, FERNHILL Health")
    .replace("• Wrote the runbook", "• Hired the night shift.\n• Wrote the runbook")
    .replace("Python, PostgreSQL", "Rust, python")
    .replace("English (C1)", "English (B2)")
)
"""The same person for another job: one value of each kind is another."""

Keep = Callable[[str, str], Awaitable[str]]


@pytest.fixture
def kept(owner: Browser, database: NestedDatabase, clock: TestClock) -> Keep:
    async def keep(text: str, name: str) -> str:
        async with database.transaction() as db:
            resume = await keep_resume(db, owner.me.id, fresh(text), now=clock())
            resume.name = name
        clock.forward(minutes=1)
        return f"/resumes/{resume.id}"

    return keep


@pytest.fixture
async def first(owner: Browser, kept: Keep) -> str:
    """Ana's first resume, confirmed: her profile is filled with it."""
    here = await kept(ANA, "For banks")
    answer = await owner.post(here + "/confirm")
    assert answer.headers["location"] == here + "?did=filled"
    return here


@pytest.fixture
async def second(owner: Browser, kept: Keep, first: str) -> str:
    here = await kept(BACKEND, "For backend roles")
    answer = await owner.post(here + "/confirm")
    assert answer.headers["location"] == here + "?did=confirmed"
    return here


async def profile_in(database: NestedDatabase) -> Profile | None:
    async with database.transaction() as db:
        return await db.scalar(select(Profile).execution_options(populate_existing=True))


async def the_profile(database: NestedDatabase) -> Profile:
    found = await profile_in(database)
    assert found is not None
    return found


def id_in(here: str) -> str:
    return here.rpartition("/")[2]


def form_of(page: str) -> dict[str, str]:
    """What a browser would send of the page's proposals."""
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version is not None
    chosen = re.findall(r'name="(choice_\w+)" value="(\w+)"[^>]* checked', page)
    return {"version": version[1], **dict(chosen)}


async def test_nothing_yet(owner: Browser, visitor: Browser) -> None:
    page = read((await owner.get("/profile")).text).text
    assert "No profile yet" in page and "Delete my profile" not in page
    for path in ("/profile", "/profile/correct"):
        assert (await visitor.get(path)).headers["location"].startswith("/sign-in")
    assert (await visitor.post("/profile/delete")).status_code == 303
    assert (await owner.post("/profile/delete")).headers["location"] == "/profile?did=deleted"


async def test_the_first_confirmed_resume_fills_it_whole(
    owner: Browser, stranger: Browser, first: str, database: NestedDatabase
) -> None:
    profile = await the_profile(database)
    async with database.transaction() as db:
        resume = await db.get_one(Resume, uuid.UUID(id_in(first)))
    assert profile.confirmed == resume.confirmed
    assert profile.confirmed["email"] == "ana.ito@example.com"
    assert set(map(tuple, profile.sources.values())) == {(id_in(first),)}
    page = read((await owner.get("/profile")).text).text
    assert "Marrow Bank" in page and "All of it is from one resume: For banks" in page
    assert "No profile yet" in read((await stranger.get("/profile")).text).text


async def test_the_second_is_offered_and_nothing_happens_by_itself(
    owner: Browser, stranger: Browser, visitor: Browser, second: str, database: NestedDatabase
) -> None:
    before = (await the_profile(database)).confirmed
    assert before["name"] == "Ana Ito"
    page = (await owner.get(second + "?did=confirmed")).text
    assert f'href="{second}/merge"' in page and "differ in 4 things" in page
    assert "Compare it with your profile" in read((await owner.get("/profile")).text).text
    assert (await owner.get(second + "/merge")).status_code == 200
    assert (await the_profile(database)).confirmed == before
    assert (await stranger.get(second + "/merge")).status_code == 404
    assert (await stranger.post(second + "/merge", data={"version": "0"})).status_code == 404
    assert (await visitor.post(second + "/merge")).headers["location"].startswith("/sign-in")
    assert (await the_profile(database)).confirmed == before


async def test_as_proposed(
    owner: Browser, first: str, second: str, database: NestedDatabase
) -> None:
    before = await the_profile(database)
    page = (await owner.get(second + "/merge")).text
    assert form_of(page) == {
        "version": str(before.version),
        "choice_name": "keep",
        "choice_skills": "both",
        "choice_role_0": "take",  # it has all, and a line more
        "choice_language_1": "keep",
    }
    answer = await owner.post(second + "/merge", data=form_of(page))
    assert answer.headers["location"] == "/profile?did=merged"
    after = await the_profile(database)
    assert after.version == before.version + 1
    assert after.confirmed["name"] == "Ana Ito"
    assert after.confirmed["skills"] == ["Python", "PostgreSQL", "Kafka", "Terraform", "Rust"]
    assert "Hired the night shift." in after.confirmed["roles"][0]["done"]
    assert len(after.confirmed["roles"]) == 2, "one written in capitals is the same"
    assert after.confirmed["languages"] == ["Portuguese (native)", "English (C1)"]
    assert after.sources["name_0"] == [id_in(first)]
    assert after.sources["skills_4"] == [id_in(second)]
    assert after.sources["skills_0"] == after.sources["roles_1"] == [id_in(first), id_in(second)]
    shown = (await owner.get("/profile")).text
    assert "For banks" in shown and "For backend roles" in shown
    assert re.search(r'Rust <span class="profile-from"><span class="sr-only">from </span>2<', shown)
    # What was left out is not asked about at every turn, and can be looked at still.
    again = read((await owner.get(second)).text).text
    assert "They still differ" in again and "differ in" not in again
    assert form_of((await owner.get(second + "/merge")).text).keys() == {
        "version",
        "choice_name",
        "choice_language_1",
    }


async def test_as_chosen(owner: Browser, second: str, database: NestedDatabase) -> None:
    form = form_of((await owner.get(second + "/merge")).text)
    form |= {"choice_name": "take", "choice_skills": "take", "choice_language_1": "nonsense"}
    form |= {"choice_role_0": "keep", "choice_nothing": "take"}
    before = (await the_profile(database)).confirmed
    await owner.post(second + "/merge", data=form)
    after = (await the_profile(database)).confirmed
    assert after["name"] == "Ana M. Ito"
    assert after["skills"] == ["Rust", "python", "Kafka", "Terraform"]
    assert after["roles"] == before["roles"] and after["languages"] == before["languages"]


async def test_a_profile_that_moved_on_is_not_written_over(
    owner: Browser, second: str, database: NestedDatabase
) -> None:
    stale = form_of((await owner.get(second + "/merge")).text)
    correcting = (await owner.get("/profile/correct")).text
    form = {"version": stale["version"], "name": "Ana in the other tab", "act": "save"}
    assert (await owner.post("/profile/correct", data=form)).status_code == 303
    now = (await the_profile(database)).confirmed
    assert f'name="version" value="{stale["version"]}"' in correcting

    refused = await owner.post(second + "/merge", data=stale)
    assert refused.status_code == 409
    assert "nothing was taken over" in read(refused.text).text
    refused = await owner.post("/profile/correct", data=form | {"name": "Ana here"})
    assert refused.status_code == 409
    assert "so nothing was saved" in read(refused.text).text
    assert 'value="Ana here"' in refused.text
    for nonsense in ("", "x", "-1", "9" * 40, "²"):
        odd = await owner.post("/profile/correct", data={"version": nonsense, "name": "Ana"})
        assert odd.status_code == 409
    assert (await the_profile(database)).confirmed == now
    # Told so, she may: the form that came back is of the version of now.
    again = form | {"name": "Ana here"} | form_of(refused.text)
    assert (await owner.post("/profile/correct", data=again)).status_code == 303
    assert (await the_profile(database)).confirmed["name"] == "Ana here"


async def test_corrected_by_hand(
    owner: Browser, first: str, database: NestedDatabase, clock: TestClock
) -> None:
    page = (await owner.get("/profile/correct")).text
    assert 'value="ana.ito@example.com"' in page and "Senior Backend Engineer" in page
    form = {
        "version": form_of(page)["version"],
        "name": "Ana Ito",
        "email": "ana@example.org",
        "role_0_title": "Senior Backend Engineer",
        "role_0_company": "Marrow Bank",
        "role_0_start": "2019-03",
        "role_0_end": "2024",
        "skills": "Python\nPatience",
    }
    odd = await owner.post("/profile/correct", data=form | {"email": "ana@"})
    assert odd.status_code == 422 and "Write a whole address" in read(odd.text).text
    private = await owner.post("/profile/correct", data=form | {"skills": "Age: 35"})
    assert private.status_code == 422 and "we do not keep it" in read(private.text).text
    more = await owner.post("/profile/correct", data=form | {"act": "add-role"})
    assert more.status_code == 200 and 'name="role_1_title"' in more.text
    assert form_of(more.text)["version"] == form["version"]
    answer = await owner.post("/profile/correct", data=form)
    assert answer.headers["location"] == "/profile?did=corrected"
    profile = await the_profile(database)
    assert profile.confirmed["roles"][0]["end"] == "2024"
    assert profile.sources == {
        "name_0": [id_in(first)],
        "email_0": ["hand"],
        "roles_0": [id_in(first), "hand"],
        "skills_0": [id_in(first)],
        "skills_1": ["hand"],
    }
    assert "You wrote it." in read((await owner.get("/profile")).text).text
    async with database.transaction() as db:
        resume = await db.get_one(Resume, uuid.UUID(id_in(first)))
    assert resume.confirmed is not None and resume.confirmed["email"] == "ana.ito@example.com"


async def test_deleted_at_once_and_resumes_stay(
    owner: Browser, stranger: Browser, first: str, database: NestedDatabase, clock: TestClock
) -> None:
    old = form_of((await owner.get("/profile/correct")).text)
    await stranger.post("/profile/delete")
    assert await profile_in(database) is not None
    assert (await owner.post("/profile/delete")).headers["location"] == "/profile?did=deleted"
    assert await profile_in(database) is None
    async with database.transaction() as db:
        assert await db.scalar(select(func.count()).select_from(Resume)) == 1
    # It can be filled with that resume again; a form from before does not fit what comes after.
    clock.forward(minutes=1)
    assert "You have no profile yet" in read((await owner.get(first)).text).text
    page = (await owner.get(first + "/merge")).text
    assert form_of(page)["version"] == "0"
    assert (await owner.post(first + "/merge", data=form_of(page))).status_code == 303
    assert (await the_profile(database)).confirmed["name"] == "Ana Ito"
    stale = await owner.post("/profile/correct", data=old | {"name": "From before"})
    assert stale.status_code == 409


async def test_a_resume_that_is_deleted_leaves_what_was_taken_over(
    owner: Browser, first: str, second: str, database: NestedDatabase
) -> None:
    await owner.post(second + "/merge", data=form_of((await owner.get(second + "/merge")).text))
    await owner.post(first + "/delete")
    shown = read((await owner.get("/profile")).text).text
    assert "A resume that you deleted." in shown and "Fernhill Health" in shown
    assert "For banks" not in shown


async def test_only_what_is_confirmed_is_taken_in(
    owner: Browser, kept: Keep, first: str, database: NestedDatabase
) -> None:
    here = await kept(BACKEND, "Not looked at")
    before = await the_profile(database)
    for answer in (
        await owner.get(here + "/merge"),
        await owner.post(here + "/merge", data={"version": str(before.version)}),
    ):
        assert answer.status_code == 409
        assert "Confirm what was read of this resume first" in read(answer.text).text


async def test_what_an_older_confirmation_let_through_stays_out(
    owner: Browser, first: str, second: str, database: NestedDatabase
) -> None:
    async with database.transaction() as db:
        resume = await db.get_one(Resume, uuid.UUID(id_in(second)))
        assert resume.confirmed is not None
        private = {"location": "Nationality: Portuguese", "summary": "I am 35 and bake."}
        resume.confirmed = resume.confirmed | private | {"skills": ["Age: 35", "Rust"]}
    await owner.post(second + "/merge", data=form_of((await owner.get(second + "/merge")).text))
    after = str((await the_profile(database)).confirmed)
    assert "Rust" in after
    assert not re.search(r"35 and bake|Age: 35|Nationality", after)


async def test_more_than_it_holds_is_refused_whole(
    owner: Browser, second: str, database: NestedDatabase
) -> None:
    async with database.transaction() as db:
        resume = await db.get_one(Resume, uuid.UUID(id_in(second)))
        assert resume.confirmed is not None
        resume.confirmed = resume.confirmed | {"skills": [f"Skill {n}" for n in range(100)]}
    before = await the_profile(database)
    form = form_of((await owner.get(second + "/merge")).text)
    answer = await owner.post(second + "/merge", data=form)
    assert answer.status_code == 422
    assert "A hundred lines are enough here" in read(answer.text).text
    assert (await the_profile(database)).version == before.version


async def test_two_tabs_at_once_are_one_after_the_other(fresh_database: Database) -> None:
    now = TestClock()
    async with fresh_database.transaction() as db:
        user = a_user("Cy")
        db.add(user)
        await db.flush()
        resume = await keep_resume(db, user.id, fresh(ANA), now=now())
        await confirm(db, user.id, resume.id, None, now=now())
        other = await keep_resume(db, user.id, fresh(BACKEND), now=now())
        await confirm(db, user.id, other.id, None, now=now())
    version = int(now().timestamp())

    async def take(choice: Choice) -> bool:
        try:
            async with fresh_database.transaction() as db:
                choices = {"name": choice}
                await take_into_profile(db, user.id, other.id, choices, version=version, now=now())
        except ProfileMovedOn:
            return False
        return True

    taken = await asyncio.gather(take(Choice.TAKE), take(Choice.KEEP), take(Choice.TAKE))
    assert sorted(taken) == [False, False, True]
    async with fresh_database.transaction() as db:
        profile = await db.get_one(Profile, user.id)
    assert profile.version == version + 1


async def test_the_first_two_confirmed_at_once_fill_one(fresh_database: Database) -> None:
    now = TestClock()
    async with fresh_database.transaction() as db:
        user = a_user("Cy")
        db.add(user)
        await db.flush()
        kept = [
            (await keep_resume(db, user.id, fresh(text), now=now())).id for text in (ANA, BACKEND)
        ]

    async def confirm_one(resume_id: uuid.UUID) -> bool:
        async with fresh_database.transaction() as db:
            return await confirm(db, user.id, resume_id, None, now=now())

    assert sorted(await asyncio.gather(*map(confirm_one, kept))) == [False, True]
