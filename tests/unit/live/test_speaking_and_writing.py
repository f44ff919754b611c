"""Who speaks and writes in one answer: neither costs the other a word."""

from __future__ import annotations

from preppal.interviews.live import engine as say
from tests.voices.driving import Listener, ScriptedMind, ask
from tests.voices.scripted import LOUD, ScriptedSpeech


async def test_what_is_said_while_an_answer_is_sent_is_in_it() -> None:
    async with Listener(
        ScriptedSpeech("Like this:"), ScriptedMind(ask("How?"), ask("Why?"))
    ) as visit:
        await visit.open()
        await visit.until(say.Listening)
        await visit.hear(LOUD * 30)  # and no pause, so that no word of it was recognised yet
        await visit.engine.read("select 1;")
        await visit.until(say.Speaking, within=1.0)
    assert visit.said("candidate") == ["Like this: select 1;"]
