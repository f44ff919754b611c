"""Pauses of 1.2 s within answers: how many are cut, and how long the interviewer waits at the real end.

    .venv/bin/python -m benchmarks.patience [--voices 6] [--first 0] [--texts 24] [--show]

Needs flite, espeak-ng and sox, which speak the answers of `tests/voices/thinking.json`; every pause there
is in mid-sentence, and some answers have none. The last eight were written after the rules that they judge. The product's own recogniser and turn machine hear them in standing time, so the figures
are those of patience: recognition and synthesis come on top (`local_voice_latency`). Asked twice: by a
question for a story, and by a follow-up, after which a short answer is a whole one. For comparison, what a
fixed silence of 0.7 s would do: it cuts every one of these pauses.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import statistics
import sys
import tempfile
from pathlib import Path

from preppal.interviewer.transcript import Intent
from preppal.providers.local_speech import LocalSpeech
from preppal.providers.protocols import SpeechSlot
from tests import voices
from tests.voices import thinking
from tests.voices.make import think

VOICES = ("flite:slt", "espeak:en-us", "flite:rms", "espeak:en-gb", "flite:awb", "espeak:en-us+f3")
CUTS, DELAY_S = 0.1, 1.5
"""Of the pauses after a question for a story, and the median wait at its end: at most so much."""
PAUSE = re.compile(r"\[\d+\]")


async def measure(
    slot: SpeechSlot, folder: Path, names: tuple[str, ...], texts: list[str], *, show: bool
) -> bool:
    kept = True
    asked: tuple[tuple[str, Intent], ...] = (("story", "lead"), ("follow-up", "follow_up"))
    rows: dict[str, list[tuple[int, int, float]]] = {kind: [] for kind, _ in asked}
    for number, text in enumerate(texts):
        voice = names[number % len(names)]
        sound = voices.decoded(await asyncio.to_thread(think, number, voice, text, folder))
        for kind, intent in asked:
            heard = await thinking.answered(slot, sound, intent=intent)
            rows[kind].append((len(PAUSE.findall(text)), heard.cuts, heard.delay_s))
            if show:
                print(
                    f"{number:2} {voice:16} {kind:10} {heard.cuts} {heard.delay_s:.2f}",
                    *heard.heard,
                )
    for kind, found in rows.items():
        pauses, cuts = sum(row[0] for row in found), sum(row[1] for row in found)
        waits = [
            f"median {statistics.median(delays):.2f} s, worst {max(delays):.2f} s after {name}"
            for name, delays in (
                ("thinking pauses", [row[2] for row in found if row[0]]),
                ("none", [row[2] for row in found if not row[0]]),
            )
            if delays
        ]
        print(
            f"{kind:10} {pauses} pauses, {cuts} cut ({cuts / pauses:.0%}); wait at the end:",
            "; ".join(waits),
        )
        delays = [row[2] for row in found]
        if kind == "story":
            kept = cuts / pauses <= CUTS and statistics.median(delays) <= DELAY_S
    return kept


async def run(names: tuple[str, ...], texts: list[str], *, show: bool) -> bool:
    models = LocalSpeech(capacity=1)
    await models.wait_ready()
    slot = models.acquire()
    if slot is None:
        raise SystemExit("no place to talk")
    with tempfile.TemporaryDirectory(prefix="preppal-bench-") as scratch:
        kept = await measure(slot, Path(scratch), names, texts, show=show)
    slot.release()
    await models.close()
    return kept


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--voices", type=int, default=len(VOICES))
    parser.add_argument("--first", type=int, default=0, help="text to begin with")
    parser.add_argument("--texts", type=int, default=len(thinking.texts()))
    parser.add_argument("--show", action="store_true", help="print what was heard")
    arguments = parser.parse_args()
    names, texts = (
        VOICES[: arguments.voices],
        thinking.texts()[arguments.first :][: arguments.texts],
    )
    kept = asyncio.run(run(names, texts, show=arguments.show))
    print(f"budget: {CUTS:.0%} cut, {DELAY_S} s after a story: {'kept' if kept else 'missed'}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
