"""The provider ends connections, in every phase and at every kind of message: no turn is lost or doubled."""

from __future__ import annotations

from typing import get_args

import pytest

from preppal.foundation.database import Database
from preppal.interviews.model import InterviewSession
from tests.gemini_live.script import (
    Action,
    Away,
    Close,
    Cut,
    Fault,
    Kind,
    Line,
    Script,
)
from tests.gemini_live.upstream import Upstream
from tests.gemini_live.visiting import LINES, check, visiting
from tests.people import Browser

PHASES: dict[str, tuple[Kind, int]] = {
    "listening": ("heard", 20),
    "thinking": ("sound", 26),
    "speaking": ("sound", 33),
}
ENDINGS: dict[str, Action] = {
    "told in time": Away(1.0),
    "told too late": Away(0.05),
    "1011": Close(1011, "Internal error encountered."),
    "cut": Cut(),
    "cut in a frame": Cut(half=True),
}


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("ending", ENDINGS)
async def test_a_connection_ends(
    phase: str,
    ending: str,
    script: Script,
    owner: Browser,
    interview: InterviewSession,
    database: Database,
    upstream: Upstream,
) -> None:
    at, nth = PHASES[phase]
    script.faults = {0: [Fault(at, ENDINGS[ending], nth=nth)]}
    script.frame_seconds = 0.005
    async with visiting(owner, interview) as visit:
        for _ in range(4):
            await visit.answer()
        await visit.until_state("listening")
        await visit.until(lambda: upstream.dialled >= 2)
    await check(visit, database, interview)
    assert visit.notices() == []
    assert len(visit.said("candidate")) == 4


KINDS = tuple(kind for kind in get_args(Kind) if kind not in ("goAway", "interrupted"))


@pytest.mark.parametrize("kind", KINDS)
async def test_cut_at_each_kind_of_message(
    kind: Kind,
    script: Script,
    owner: Browser,
    interview: InterviewSession,
    database: Database,
    upstream: Upstream,
) -> None:
    nth = (
        2 if kind not in ("setupComplete", "heard", "sound") else {"setupComplete": 1}.get(kind, 30)
    )
    script.faults = {0: [Fault(kind, Cut(), nth=nth)]}
    async with visiting(owner, interview) as visit:
        for _ in range(4):
            await visit.answer()
        await visit.until_state("listening")
    assert upstream.dialled >= 2
    await check(visit, database, interview)
    assert len(visit.said("candidate")) == 4


async def test_cut_while_it_is_being_interrupted(
    script: Script, owner: Browser, interview: InterviewSession, database: Database
) -> None:
    script.lines = [Line("A long line. " * 8, 160), *LINES]
    script.frame_seconds = 0.02
    script.faults = {0: [Fault("interrupted", Cut())]}
    async with visiting(owner, interview) as visit:
        await visit.until_state("speaking")
        await visit.quiet(30)
        await visit.speak(40, seconds=0.04)
        await visit.until(lambda: any(f["type"] == "flush" for f in visit.frames))
        await visit.until_state("listening")
        await visit.socket.send(type="done")
        await visit.until(lambda: len(visit.said("candidate")) == 1)
        await visit.answer()
    await check(visit, database, interview)
    assert visit.turns[1]["interrupted"]


async def test_barge_in_reaches_the_provider_with_all_its_sound(
    script: Script, owner: Browser, interview: InterviewSession, database: Database
) -> None:
    script.lines = [Line("A long line. " * 8, 160), *LINES]
    script.frame_seconds = 0.02
    async with visiting(owner, interview) as visit:
        await visit.until_state("speaking")
        await visit.quiet(30)
        await visit.speak(36, seconds=0.04)
        await visit.socket.send(type="done")
        await visit.until(lambda: len(visit.said("candidate")) == 1)
        await visit.until_state("listening")
    await check(visit, database, interview)
    question = visit.turns[1]
    assert question["interrupted"]
    assert script.lines[0].text.strip().startswith(question["text"])
