"""What the form would come to, while one writes: POST /personas/preview."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.personas.model import INSTRUCTION_LIMIT
from tests.people import Browser
from tests.personas import a_form, personas_by, words_of

JSON = {"accept": "application/json"}


async def preview(browser: Browser, **changes: str) -> dict[str, Any]:
    answer = await browser.post("/personas/preview", data=a_form(**changes), headers=JSON)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    found: dict[str, Any] = answer.json()
    return found


async def test_lines_in_their_manner(owner: Browser) -> None:
    shown = await preview(owner)
    assert "Yusra Okafor" in shown["opening"]
    assert shown["question"]
    assert shown["follow_up"].endswith("?")
    brisk, patient = [await preview(owner, pace=pace) for pace in ("5", "1")]
    assert brisk["opening"] != patient["opening"]
    gentle, digging = [await preview(owner, probing=value) for value in ("1", "5")]
    assert gentle["opening"] == digging["opening"]


async def test_the_kind_of_interview_decides_the_question(owner: Browser) -> None:
    technical = await preview(owner, stage_hiring_manager="", stage_technical="1")
    recruiter = await preview(owner, stage_hiring_manager="", stage_recruiter="1")
    assert technical["question"] != recruiter["question"]


async def test_what_is_missing_or_cannot_be_is_taken_as_ordinary(owner: Browser) -> None:
    shown = await preview(
        owner, name="", headline="", warmth="x", pace="9", speed="fast", stage_hiring_manager=""
    )
    assert "your interviewer" in shown["opening"]
    assert "Tone: friendly. Pace: even." in shown["told"]


async def test_it_tells_what_a_model_would_be_told(owner: Browser) -> None:
    shown = await preview(owner, system_instruction="Speak\nplainly.")
    assert "| Name: Yusra Okafor" in shown["told"]
    assert "| Voice: lively, a little quicker than usual." in shown["told"]
    assert "| Speak\n| plainly." in shown["told"]
    whole = "y" * INSTRUCTION_LIMIT
    shown = await preview(owner, system_instruction=whole + "z")
    assert f"| {whole}\n" in shown["told"]


async def test_the_page_shows_the_same_without_scripts(owner: Browser) -> None:
    shown = await preview(owner)
    page = words_of(await owner.post("/personas/new", data=a_form(act="preview")))
    for name in ("opening", "question", "follow_up", "told"):
        assert shown[name] in page, name


async def test_nothing_is_stored(owner: Browser, db: AsyncSession) -> None:
    await preview(owner)
    assert await personas_by(db, owner) == []


@pytest.mark.parametrize("locale", ["en", "es", "zh"])
async def test_lines_are_spoken_in_english_whatever_the_page_is_read_in(
    locale: str, owner: Browser
) -> None:
    await owner.post("/locale", data={"locale": locale})
    assert "Yusra Okafor" in (await preview(owner))["opening"]


async def test_a_visitor_signs_in_first(visitor: Browser) -> None:
    answer = await visitor.post("/personas/preview", data=a_form(), headers=JSON)
    assert answer.headers["location"].startswith("/sign-in")


async def test_another_site_asks_nothing(owner: Browser) -> None:
    headers = JSON | {"sec-fetch-site": "cross-site"}
    answer = await owner.post("/personas/preview", data=a_form(), headers=headers)
    assert answer.status_code == 403
