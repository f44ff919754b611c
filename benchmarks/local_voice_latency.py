"""End of speech to first audio, through the whole local voice engine, in real time.

    .venv/bin/python benchmarks/local_voice_latency.py [--rounds 3] [--sessions 1 4]

Recorded answers go into the engine frame by frame as a microphone would send them; the clock runs from
the last sample of speech to the first audio of the interviewer's next line. A scripted mind answers, so
this times activity, recognition, patience and synthesis. Budget (docs: DESIGN §8): p50 <= 0.9 s, p95 <=
1.8 s on 2 cores. Runs about three minutes; the exit code says whether the budget was kept.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import resource
import statistics
import sys
import time
from dataclasses import dataclass

from preppal.interviews.live import engine as say
from preppal.interviews.live.local_voice import LocalVoice
from preppal.providers.local_speech import LocalSpeech
from tests import voices
from tests.voices.driving import ScriptedMind, ask, opening

P50, P95 = 0.9, 1.8
EDGE_SECONDS = 0.4  # of silence after the last word of every recording
SHORT = ("answer_1", "answer_2", "answer_3", "barge_in")
LONG = ("long_answer",)


@dataclass(frozen=True)
class Measured:
    waits: list[float]
    cpu_ms: float  # of the whole process, a session-second
    lag_ms: float  # by which the event loop was late, 99th percentile


class Session:
    """One candidate who answers a list of recordings, one after the other."""

    def __init__(self, speech: LocalSpeech, answers: list[str], offset: float) -> None:
        slot = speech.acquire()
        assert slot is not None, "capacity is smaller than the number of sessions"
        self.slot = slot
        lines = [ask("I see.", "follow_up") for _ in answers]
        self.engine = LocalVoice(slot, ScriptedMind(ask("Hello."), *lines), clock=time.monotonic)
        self.answers = answers
        self.offset = offset
        self.waits: list[float] = []
        self.audio = asyncio.Event()
        self.listening = asyncio.Event()

    async def run(self) -> None:
        await asyncio.sleep(self.offset)
        await self.engine.open(opening())
        reader = asyncio.create_task(self.read())
        for answer in self.answers:
            await self.speak(bytes(0), until=self.listening)
            await self.answer(voices.pcm(answer))
        await self.engine.close()
        await reader
        self.slot.release()

    async def read(self) -> None:
        turn, queued = 0, 0
        async for event in self.engine.events():
            match event:
                case say.Speaking(turn=turn):
                    queued = 0
                case say.Audio(pcm24k=pcm):
                    self.audio.set()
                    queued += len(pcm) // 48
                    await self.engine.playback(turn, queued)  # a loudspeaker in a hurry
                case say.Listening():
                    self.listening.set()
                case _:
                    pass

    async def answer(self, sound: bytes) -> None:
        self.audio.clear()
        self.listening.clear()
        speech = sound[: -int(EDGE_SECONDS * 32_000)]
        await self.speak(speech, until=None)
        ended = time.monotonic()
        await self.speak(b"", until=self.audio)
        self.waits.append(time.monotonic() - ended)

    async def speak(self, sound: bytes, until: asyncio.Event | None) -> None:
        """Frames at the pace of a microphone; without `until` as long as the sound, else silence."""
        due, at = time.monotonic(), 0
        while (at < len(sound)) if until is None else not until.is_set():
            frame = sound[at : at + voices.FRAME_BYTES] or bytes(voices.FRAME_BYTES)
            at += len(frame)
            due += len(frame) / 32_000
            delay = max(0.0, due - time.monotonic())
            if until is None:
                await asyncio.sleep(delay)
            else:
                try:
                    async with asyncio.timeout(delay):
                        await until.wait()
                except TimeoutError:
                    pass
            await self.engine.hear(frame)


async def measure(
    speech: LocalSpeech, names: tuple[str, ...], sessions: int, rounds: int
) -> Measured:
    rng = random.Random(7)
    people = []
    for _ in range(sessions):
        answers = list(names) * rounds
        rng.shuffle(answers)
        people.append(Session(speech, answers, offset=rng.uniform(0, 8.0)))
    began, cpu = time.monotonic(), time.process_time()
    lags: list[float] = []
    watching = asyncio.create_task(watch_loop(lags))
    await asyncio.gather(*(person.run() for person in people))
    watching.cancel()
    seconds = (time.monotonic() - began) * sessions
    cpu_ms = (time.process_time() - cpu) * 1000 / seconds
    waits = [wait for person in people for wait in person.waits]
    return Measured(waits, cpu_ms, percentile(lags, 0.99) * 1000)


async def watch_loop(lags: list[float]) -> None:
    """How late does a sleep of 10 ms end?"""
    while True:
        before = time.monotonic()
        await asyncio.sleep(0.01)
        lags.append(time.monotonic() - before - 0.01)


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


async def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--sessions", type=int, nargs="+", default=[1, 4])
    chosen = options.parse_args()

    speech = LocalSpeech(capacity=max(chosen.sessions))
    began = time.monotonic()
    await speech.wait_ready()
    print(f"models loaded in {time.monotonic() - began:.1f} s")
    print(
        f"{'answers':<12}{'sessions':>9}{'turns':>7}{'p50 s':>8}{'p95 s':>8}{'CPU ms/s':>10}{'loop ms':>9}"
    )
    kept = True
    for label, names, rounds in (("short", SHORT, chosen.rounds), ("one minute", LONG, 1)):
        for sessions in chosen.sessions:
            done = await measure(speech, names, sessions, rounds)
            p50, p95 = statistics.median(done.waits), percentile(done.waits, 0.95)
            kept = kept and p50 <= P50 and p95 <= P95
            print(
                f"{label:<12}{sessions:>9}{len(done.waits):>7}{p50:>8.2f}{p95:>8.2f}{done.cpu_ms:>10.0f}"
                f"{done.lag_ms:>9.0f}"
            )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"peak memory {peak:.0f} MB; budget p50 <= {P50}, p95 <= {P95}: {'kept' if kept else 'MISSED'}"
    )
    await speech.close()
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
