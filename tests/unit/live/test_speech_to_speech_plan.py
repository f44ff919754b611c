"""The plan and the end are kept over a model that speaks for itself."""

from __future__ import annotations

from collections import Counter

from preppal.interviewer.transcript import SpokenTurn
from preppal.interviews.live import engine as say
from tests.voices.conversing import Interviewee
from tests.voices.driving import opening
from tests.voices.scripted import LOUD, SECONDS_A_WORD

QUESTION = "Hello. Tell me about a time that you failed. What did you do then?"
UNFINISHED = "I looked at the logs and then I decided to"
FINISHED = "I looked at the logs and replaced the batch with a stream of events."
SOUND_OF_A_WORD = bytes(2 * int(24_000 * SECONDS_A_WORD))


async def opened(visit: Interviewee) -> None:
    await visit.open()
    await visit.until(say.Listening)


async def hold(visit: Interviewee) -> None:
    """Answer whatever is asked, for as long as the interview lasts."""
    while not visit.over and visit.seconds < 900:
        await visit.wait(1.0)
        if isinstance(visit.floor, say.Listening):
            await visit.hear(LOUD * 60)
            await visit.wait(2.0)


def follow_ups(turns: list[SpokenTurn]) -> Counter[str]:
    return Counter(turn.lead_id or "" for turn in turns if turn.intent == "follow_up")


async def test_the_plan_is_kept_and_the_goodbye_ends_it() -> None:
    async with Interviewee() as visit:
        await visit.open()
        await hold(visit)
    plan = opening().plan
    leads = [turn.lead_id for turn in visit.spoke if turn.intent == "lead"]
    everything = [lead.lead_id for lead in (*plan.leads, *plan.spare)]
    assert leads == everything[: len(leads)]
    assert len(leads) >= len(plan.leads)
    assert max(follow_ups(visit.spoke).values()) <= 2
    intents = [turn.intent for turn in visit.spoke if turn.speaker == "interviewer"]
    assert intents[:2] == ["opening", "warmup"]
    assert intents[-2:] == ["invite_questions", "closing"]
    assert visit.events[-1] == say.Ended("completed")


async def test_a_model_that_asks_what_it_likes_is_written_down_as_such_and_ends_all_the_same() -> (
    None
):
    own = [f"And what did you do on day {number} of it?" for number in range(300)]
    async with Interviewee(lines=own) as visit:
        await visit.open()
        await hold(visit)
    assert visit.over, "the end is kept by the server"
    assert [turn for turn in visit.spoke if turn.intent == "lead"] == []
    told = " ".join(visit.conversation.said.context)
    assert opening().plan.warmup.text in told
    assert "Say goodbye now" in told


async def test_a_goodbye_that_nobody_asked_for_ends_it_too() -> None:
    async with Interviewee(lines=["Hello.", "Thank you. Goodbye."]) as visit:
        await opened(visit)
        await visit.hear(LOUD * 60)
        await visit.until(say.Ended)
    assert visit.spoke[-1].intent == "closing"


async def test_a_minute_before_the_end_it_leads_to_the_goodbye() -> None:
    async with Interviewee() as visit:
        await visit.open(elapsed_ms=535_000)
        await visit.until(say.Listening)
        await visit.engine.wrap_up()
        await visit.hear(LOUD * 60)
        await visit.until(say.Speaking)
        await visit.until(say.Listening)
        assert visit.spoke[-1].intent == "wrap_up"
        await visit.hear(LOUD * 60)
        await visit.until(say.Ended)
    assert visit.events[-1] == say.Ended("completed")
