"""An interview in another language than English: a model says in it whatever was decided."""

from pathlib import Path
from typing import Any

import pytest

from preppal.interviewer.conversation import BuiltInMind
from preppal.interviewer.transcript import BUILT_IN, Line, Occasion, SpokenTurn
from tests.language_models.minds import RUTH, before_a_follow_up, before_a_lead, details, mind_at
from tests.language_models.script import Reply, Script
from tests.language_models.server import running

SPANISH = "Gracias por contarlo. ¿Qué pasó después con aquello?"


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


async def spoken(
    mind: Any, turns: list[SpokenTurn], occasion: Occasion = "answered", language: str = "es"
) -> Line:
    plan, _ = before_a_follow_up()
    about = {**details(), "occasion": occasion, "language": language}
    line: Line = await mind.next_line(plan, RUTH, turns, **about)
    return line


@pytest.mark.parametrize("turns", [[], before_a_lead()[1], before_a_follow_up()[1]])
async def test_every_kind_of_line_is_put_into_it(turns: list[SpokenTurn]) -> None:
    occasion: Occasion = "answered" if turns else "start"
    decided = await spoken(BuiltInMind(), turns, occasion)
    async with running(Script(Reply(SPANISH))) as provider, mind_at(provider) as mind:
        line = await spoken(mind, turns, occasion)
        asked = provider.asked[0]
    assert line.text == SPANISH
    assert line.worded_by != BUILT_IN
    assert (line.intent, line.lead_id, line.phrasing) == (
        decided.intent,
        decided.lead_id,
        decided.phrasing,
    )
    assert "into Spanish" in asked.system
    assert decided.text in asked.text


@pytest.mark.parametrize(
    "reply",
    [
        Reply("I am a model, and this is what I would say to you."),
        Reply(SPANISH, status=500),
        Reply(SPANISH, cut_after=3),
        Reply(" "),
        Reply("y otra vez", endless=True),
    ],
)
async def test_what_it_cannot_is_said_in_english(reply: Reply) -> None:
    turns = before_a_follow_up()[1]
    decided = await spoken(BuiltInMind(), turns)
    async with running(Script(reply)) as provider, mind_at(provider) as mind:
        line = await spoken(mind, turns)
    assert line.text == decided.text
    assert line.worded_by == BUILT_IN


async def test_nothing_is_spoken_before_all_of_it_was_checked() -> None:
    plan, turns = before_a_follow_up()
    async with running(Script(Reply(SPANISH))) as provider, mind_at(provider) as mind:
        growing = mind.growing_line(
            plan, RUTH, turns, **details(), occasion="answered", language="es"
        )
        lines = [line async for line in growing]
    assert [line.text for line in lines] == [SPANISH]
    assert not lines[0].more
