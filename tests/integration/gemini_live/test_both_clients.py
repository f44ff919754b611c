"""The same conversations through our client and through google-genai's: neither sees it differently.

google-genai judges the double: what satisfies it is the real format.
"""

import ssl

import pytest

from tests.gemini_live.driving import (
    INSTRUCTION,
    Broken,
    Opener,
    marks,
    ours,
    sdk,
    speak,
    until,
)
from tests.gemini_live.script import Line, Script
from tests.gemini_live.upstream import running

TLS = tuple[ssl.SSLContext, ssl.SSLContext]
LINES = [Line("Good morning. What brings you here?"), Line("And what did you learn from it?", 40)]
STYLES = [
    Script(LINES),
    Script(LINES, text_frames=True, extra_fields=True),
    Script(LINES, several=True, frames_a_message=7),
]

client = pytest.mark.parametrize("client", [ours, sdk])


@client
@pytest.mark.parametrize("how", STYLES, ids=["plain", "text", "several"])
async def test_a_line(client: Opener, how: Script, tls: TLS) -> None:
    async with running(how, tls[0]) as upstream, client(upstream, tls[1]) as talker:
        await talker.tell("Begin.", answer=True)
        await marks(talker, "over")
        assert talker.seen.frames == list(range(25))
        assert talker.seen.words == LINES[0].text
        assert talker.seen.marks == ["made", "over"]
        await until(lambda: bool(talker.seen.tokens))
        assert talker.seen.tokens == {"text_in": 90, "audio_in": 50, "audio_out": 30}
        [asked] = upstream.memory.setups
        assert asked["systemInstruction"]["parts"] == [{"text": INSTRUCTION}]
        voice = asked["generationConfig"]["speechConfig"]["voiceConfig"]["prebuiltVoiceConfig"]
        assert voice == {"voiceName": "Charon"}
        assert "slidingWindow" in asked["contextWindowCompression"]
        assert "sessionResumption" in asked


@client
async def test_an_answer_that_ends_in_silence(client: Opener, tls: TLS) -> None:
    async with running(Script(LINES), tls[0]) as upstream, client(upstream, tls[1]) as talker:
        await speak(talker, 0, loud=30, quiet=20)
        await marks(talker, "over")
        await until(lambda: len(upstream.memory.sound) == 50 * 1280)
        assert talker.seen.heard == " 0-11 12-23 24-29"
        assert talker.seen.words == LINES[0].text


@client
async def test_an_answer_that_is_said_to_be_over(client: Opener, tls: TLS) -> None:
    async with running(Script(LINES), tls[0]) as upstream, client(upstream, tls[1]) as talker:
        await speak(talker, 0, loud=20, quiet=0)
        await talker.silence()
        await marks(talker, "over")
        assert talker.seen.heard == " 0-11 12-19"
        assert upstream.memory.ends_of_sound == 1


@client
async def test_speaking_into_a_line(client: Opener, tls: TLS) -> None:
    how = Script([Line("A long line. " * 20, 500)], frame_seconds=0.01)
    async with running(how, tls[0]) as upstream, client(upstream, tls[1]) as talker:
        await talker.tell("Begin.", answer=True)
        await until(lambda: bool(talker.seen.sound))
        await speak(talker, 0, loud=10, quiet=0)
        await marks(talker, "over")
        assert talker.seen.marks == ["cut_in", "over"]
        assert len(talker.seen.frames) < 500


@client
async def test_words_that_ask_for_no_answer(client: Opener, tls: TLS) -> None:
    async with running(Script(LINES), tls[0]) as upstream, client(upstream, tls[1]) as talker:
        await talker.tell("Ask about testing next.", answer=False)
        await talker.tell("Go on.", answer=True)
        await marks(talker, "over")
        assert talker.seen.marks == ["made", "over"]
        assert [told[1:] for told in upstream.memory.told] == [
            ("user", "Ask about testing next.", False),
            ("user", "Go on.", True),
        ]


async def test_google_genai_resumes_by_handle(tls: TLS) -> None:
    async with running(Script(LINES), tls[0]) as upstream:
        async with sdk(upstream, tls[1]) as talker:
            await talker.tell("Begin.", answer=True)
            await until(lambda: bool(talker.seen.handle))
            handle = talker.seen.handle
        async with sdk(upstream, tls[1], handle=handle) as talker:
            await talker.tell("Go on.", answer=True)
            await marks(talker, "over")
            assert talker.seen.words == LINES[1].text
        assert [s.number for s in upstream.memory.sessions] == [0, 0]
        with pytest.raises(Broken, match="invalid argument"):
            async with sdk(upstream, tls[1], handle="never-given"):
                pass


async def test_google_genai_is_refused(tls: TLS) -> None:
    async with running(Script(LINES), tls[0]) as upstream:
        with pytest.raises(Broken, match="API key not valid"):
            async with sdk(upstream, tls[1], key="wrong"):
                pass
        with pytest.raises(Broken, match="is not found for API version"):
            async with sdk(upstream, tls[1], model="gemini-9-live"):
                pass
