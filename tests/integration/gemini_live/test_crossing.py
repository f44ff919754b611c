"""From one connection to the next: no word lost, none said twice, the interviewer's memory kept."""

import asyncio
from dataclasses import replace
from typing import get_args

import pytest

from preppal.providers.gemini_live.conversation import Pace
from preppal.providers.protocols import Crossed, SaidBefore
from tests.gemini_live import sounds
from tests.gemini_live.driving import marks, ours, setup, speak, until
from tests.gemini_live.script import Away, Close, Cut, Fault, Kind, Line, Script, Wait
from tests.gemini_live.upstream import Upstream, running

LINES = [Line(f"This is question number {n}.") for n in range(9)]
BRISK = Pace(
    resuming=0.3, first_wait=0.01, longest_wait=0.1, settle=0.15, pause=0.08, stall=1.0, poll=0.01
)


def up(upstream: Upstream, reach: int = 50) -> list[int]:
    """The frames the double heard, without what was sent again after a cut."""
    return sounds.without_repeats(
        sounds.numbers(upstream.memory.sound, sounds.UP_BYTES), reach=reach
    )


async def test_told_in_time_it_leaves_when_nobody_speaks() -> None:
    how = Script(LINES, faults={0: [Fault("turnComplete", Away(20.0))]})
    async with running(how) as upstream, ours(upstream, pace=BRISK) as client:
        await client.tell("Begin.", answer=True)
        await marks(client, "crossed")
        assert client.seen.marks == ["made", "over", "crossed"]
        assert client.seen.crossings == [Crossed(resumed=True, unfinished=False)]
        await client.tell("Go on.", answer=True)
        await marks(client, "over", 2)
        assert client.seen.words == LINES[0].text + LINES[1].text
        assert client.seen.frames == list(range(50))
        # The next one was open before the old one was left.
        assert upstream.memory.most_open == 2
        await until(lambda: upstream.memory.open_in[0] == 1)


async def test_told_in_time_it_waits_for_a_line_to_end() -> None:
    line = Line("A line of two seconds.", 50)
    how = Script(
        [line, *LINES], faults={0: [Fault("sound", Away(20.0), nth=5)]}, frame_seconds=0.01
    )
    async with running(how) as upstream, ours(upstream, pace=BRISK) as client:
        await client.tell("Begin.", answer=True)
        await marks(client, "crossed")
        assert client.seen.marks == ["made", "over", "crossed"]
        assert client.seen.frames == list(range(50))


async def test_told_in_time_in_a_long_answer_it_leaves_in_a_pause() -> None:
    how = Script(LINES, faults={0: [Fault("heard", Away(4.0), nth=20)]})
    pace = Pace(margin=1.6, settle=1.2, pause=0.08, poll=0.01)
    asked = setup(silence_ms=2000)
    async with running(how) as upstream, ours(upstream, pace=pace, asked=asked) as client:
        following = await speak(client, 0, loud=36, quiet=10)
        await marks(client, "crossed")
        assert client.seen.crossings == [Crossed(resumed=False, unfinished=False)]
        following = await speak(client, following, loud=24, quiet=60)
        await marks(client, "over")
        assert up(upstream, reach=0) == list(range(following))
        assert client.seen.heard == " 0-11 12-23 24-35 46-57 58-69"
        # The new connection knows what was said on the old one.
        assert upstream.memory.sessions[-1].turns[0] == ("user", " 0-11 12-23 24-35")


async def test_words_that_come_one_by_one_are_waited_for() -> None:
    """The old connection is left by its silence: each word comes soon after the one before, and all come late."""
    late = [Fault("inputTranscription", Wait(0.6), nth=n) for n in (2, 3, 4)]
    away = Fault("heard", Away(30.0, time_left="1.0s"), nth=20)
    how = Script(LINES, faults={0: [away, *late]})
    pace = Pace(settle=1.2, longest_settle=20.0, pause=0.08, poll=0.01)
    async with running(how) as upstream, ours(upstream, pace=pace) as client:
        await speak(client, 0, loud=48, quiet=10)
        await marks(client, "crossed")
        assert client.seen.heard == " 0-11 12-23 24-35 36-47"


async def test_told_too_late_it_leaves_in_the_middle_of_a_line() -> None:
    how = Script(
        [Line("A long line. " * 40, 500)],
        faults={0: [Fault("sound", Away(0.4), nth=5)]},
        frame_seconds=0.02,
    )
    async with running(how) as upstream, ours(upstream, pace=BRISK) as client:
        await client.tell("Begin.", answer=True)
        await marks(client, "crossed")
        assert client.seen.marks == ["crossed"]
        assert client.seen.crossings[0].unfinished
        got = len(client.seen.frames)
        await client.tell("Go on.", answer=True)
        await until(lambda: len(client.seen.frames) > got + 20)
        frames = client.seen.frames
        assert frames[:got] == list(range(got))
        # Nothing of the old line comes after all.
        assert frames[got:] == list(range(frames[got], frames[got] + len(frames) - got))


CLOSINGS = {
    "deadline": Close(1011, "Deadline expired before operation could complete."),
    "unavailable": Close(1011, "The service is currently unavailable."),
    "aborted": Close(1008, "The operation was aborted."),
    "normal": Close(1000),
    "going": Close(1001),
    "cut": Cut(),
    "half": Cut(half=True),
}


@pytest.mark.parametrize("closing", CLOSINGS.values(), ids=CLOSINGS.keys())
async def test_closed_without_notice_it_comes_back(closing: Close | Cut) -> None:
    how = Script(LINES, faults={0: [Fault("heard", closing, nth=30)]})
    async with running(how) as upstream, ours(upstream, pace=BRISK) as client:
        await client.tell("Begin.", answer=True)
        await marks(client, "over")
        following = await speak(client, 0, loud=40, quiet=0)
        await marks(client, "crossed")
        assert client.seen.crossings == [Crossed(resumed=True, unfinished=False)]
        following = await speak(client, following, loud=20, quiet=30)
        await marks(client, "over", 2)
        assert up(upstream) == list(range(following))
        assert client.seen.words == LINES[0].text + LINES[1].text
        assert client.seen.frames == list(range(50))


@pytest.mark.parametrize("kind", [k for k in get_args(Kind) if k not in ("goAway", "interrupted")])
async def test_cut_at_every_kind_of_message(kind: Kind) -> None:
    """Whatever was about to come: the conversation goes on, and says what it owes."""
    how = Script(LINES, faults={0: [Fault(kind, Cut())]})
    async with running(how) as upstream, ours(upstream, pace=BRISK) as client:
        await client.tell("Begin.", answer=True)
        following = 0
        while len(client.seen.marks) < 8:
            if client.seen.crossings and client.seen.crossings[-1].unfinished:
                await client.tell("Go on.", answer=True)
                client.seen.crossings.clear()
            following = await speak(client, following, loud=15, quiet=20)
        assert client.seen.lost is None
        assert client.seen.marks.count("crossed") == (kind != "setupComplete")
        assert upstream.dialled == 2
        assert up(upstream) == list(range(following))
        frames = client.seen.frames
        assert frames == sorted(set(frames))


async def test_cut_while_a_line_is_made() -> None:
    how = Script(LINES, faults={0: [Fault("sound", Cut(), nth=10)]})
    async with running(how) as upstream, ours(upstream, pace=BRISK) as client:
        await client.tell("Begin.", answer=True)
        await marks(client, "crossed")
        assert client.seen.crossings == [Crossed(resumed=False, unfinished=True)]
        assert client.seen.marks == ["crossed"]
        assert client.seen.frames == list(range(9))
        assert upstream.dialled == 2


async def test_cut_after_a_line_was_made() -> None:
    """All of it has come: it is over, and nothing is owed."""
    how = Script(LINES, faults={0: [Fault("turnComplete", Cut())]}, playback_seconds=0.05)
    async with running(how) as upstream, ours(upstream, pace=BRISK) as client:
        await client.tell("Begin.", answer=True)
        await marks(client, "crossed")
        assert client.seen.marks == ["made", "over", "crossed"]
        assert not client.seen.crossings[0].unfinished


async def test_cut_when_an_answer_is_owed() -> None:
    how = Script(LINES, faults={0: [Fault("sound", Cut())]})
    async with running(how) as upstream, ours(upstream, pace=BRISK) as client:
        await speak(client, 0, loud=30, quiet=20)
        await marks(client, "crossed")
        assert client.seen.crossings == [Crossed(resumed=False, unfinished=True)]
        # What was said is known to the new connection; it does not answer by itself.
        assert upstream.memory.sessions[-1].turns == [("user", " 0-11 12-23 24-29")]
        await client.tell("Go on.", answer=True)
        await marks(client, "over")
        assert client.seen.heard == " 0-11 12-23 24-29"


async def test_what_was_said_since_the_handle_is_told_again() -> None:
    how = Script(LINES, faults={0: [Fault("heard", Close(1011), nth=40)]})
    async with running(how) as upstream, ours(upstream, pace=BRISK) as client:
        await client.tell("Begin.", answer=True)
        await marks(client, "over")
        await asyncio.sleep(0.05)
        await client.tell("Ask about testing next.", answer=False)
        await speak(client, 0, loud=45, quiet=0)
        await marks(client, "crossed")
        assert client.seen.crossings[0].resumed
        await until(lambda: any(told[0] == 1 for told in upstream.memory.told))
        [again] = [told for told in upstream.memory.told if told[0] == 1]
        assert again == (1, "user", "Ask about testing next. 0-11 12-23 24-35", False)


SAID = (
    SaidBefore("interviewer", "What brings you here?"),
    SaidBefore("candidate", "I want to build things that last."),
)


async def test_a_resumed_interview_begins_with_its_transcript() -> None:
    async with running(Script(LINES)) as upstream:
        async with ours(upstream, asked=setup(*SAID)) as client:
            await client.tell("Go on.", answer=True)
            await marks(client, "over")
            assert client.seen.marks == ["made", "over"]
        [asked] = upstream.memory.setups
        assert asked["historyConfig"] == {"initialHistoryInClientContent": True}
        told = [("model", SAID[0].text), ("user", SAID[1].text), ("user", "Go on.")]
        assert upstream.memory.sessions[0].turns[:3] == told


async def test_refused_resumption_is_told_the_transcript() -> None:
    how = Script(LINES, faults={0: [Fault("heard", Close(1011), nth=30)]}, forgets=True)
    async with running(how) as upstream:
        async with ours(upstream, pace=BRISK, asked=setup(*SAID)) as client:
            await client.tell("Begin.", answer=True)
            await marks(client, "over")
            following = await speak(client, 0, loud=40, quiet=0)
            await marks(client, "crossed")
            assert client.seen.crossings == [Crossed(resumed=False, unfinished=False)]
            following = await speak(client, following, loud=10, quiet=20)
            await marks(client, "over", 2)
            assert up(upstream) == list(range(following))
        assert [bool(s.get("sessionResumption")) for s in upstream.memory.setups] == [0, 1, 0]
        turns = upstream.memory.sessions[-1].turns[:3]
        assert turns[:2] == [("model", SAID[0].text), ("user", SAID[1].text)]
        assert turns[2][0] == "user"
        assert turns[2][1].startswith(" 0-11")


async def test_refused_resumption_while_the_old_connection_still_works() -> None:
    how = Script(LINES, faults={0: [Fault("turnComplete", Away(20.0))]}, forgets=True)
    async with running(how) as upstream:
        async with ours(upstream, pace=BRISK, asked=setup(*SAID)) as client:
            await client.tell("Begin.", answer=True)
            await marks(client, "crossed")
            assert client.seen.crossings == [Crossed(resumed=False, unfinished=False)]
            assert upstream.dialled == 3
            assert upstream.memory.most_open == 2


async def test_one_connection_at_a_time() -> None:
    """The real one was seen to resume no session whose old connection is open: 1011."""
    how = Script(LINES, one_at_a_time=True, every=[Fault("turnComplete", Away(20.0))])
    async with running(how) as upstream, ours(upstream, pace=BRISK) as client:
        following = 0
        for count in (1, 2, 3):
            await client.tell("Go on.", answer=True)
            await marks(client, "crossed", count)
            following = await speak(client, following, loud=0, quiet=10)
        assert [c.resumed for c in client.seen.crossings] == [True, True, True]
        assert client.seen.words == "".join(line.text for line in LINES[:3])
        # Tried beside the old one the first time, and never again.
        assert upstream.dialled == 5
        await until(lambda: len(upstream.memory.sound) == following * sounds.UP_BYTES)
        assert up(upstream, reach=0) == list(range(following))


async def test_a_session_whose_old_connection_lingers_is_resumed_all_the_same() -> None:
    how = Script(
        LINES,
        one_at_a_time=True,
        lingers=0.4,
        faults={0: [Fault("turnComplete", Away(20.0))]},
    )
    pace = replace(BRISK, resuming=20.0, tries=200)
    async with running(how) as upstream, ours(upstream, pace=pace) as client:
        await client.tell("Begin.", answer=True)
        await marks(client, "crossed")
        assert client.seen.crossings == [Crossed(resumed=True, unfinished=False)]
        assert upstream.dialled > 3


async def test_what_is_told_while_it_crosses_is_told_once() -> None:
    """It waits for the new connection; nothing is unfinished, for the answer comes there."""
    how = Script(
        LINES,
        faults={0: [Fault("heard", Close(1011))], 1: [Fault("setupComplete", Wait(0.2))]},
    )
    async with running(how) as upstream, ours(upstream, pace=BRISK) as client:
        await client.tell("Begin.", answer=True)
        await marks(client, "over")
        await asyncio.sleep(0.05)
        await client.hear(sounds.heard(0, loud=False))
        await until(lambda: upstream.dialled == 2)
        await client.tell("Ask about testing next.", answer=True)
        await marks(client, "over", 2)
        assert client.seen.crossings == [Crossed(resumed=True, unfinished=False)]
        assert [told[2:] for told in upstream.memory.told] == [
            ("Begin.", True),
            ("Ask about testing next.", True),
        ]


async def test_an_old_connection_that_can_stay_stays_while_the_next_cannot_be_had() -> None:
    busy = Fault("setupComplete", Close(1011, "Resource has been exhausted (e.g. check quota)."))
    how = Script(LINES, faults={0: [Fault("turnComplete", Away(20.0))], 1: [busy], 2: [busy]})
    async with running(how) as upstream, ours(upstream, pace=BRISK) as client:
        await client.tell("Begin.", answer=True)
        following = 0
        while not client.seen.crossings:
            following = await speak(client, following, loud=0, quiet=5)
        assert client.seen.crossings == [Crossed(resumed=True, unfinished=False)]
        assert upstream.dialled == 4
        following = await speak(client, following, loud=0, quiet=5)
        await until(lambda: len(upstream.memory.sound) == following * sounds.UP_BYTES)
        assert up(upstream, reach=0) == list(range(following))
