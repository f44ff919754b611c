"""Regenerate the recorded voices of this folder with Debian's synthesisers.

    python tests/voices/make.py             everything
    python tests/voices/make.py thinking    only the answers with thinking pauses

Needs flite, espeak-ng and sox. Preppal never speaks with these voices, so a recogniser that was tuned to
its own synthesiser would fail here. The tests run from the committed files; this is only needed after a
change of `texts.json`. In a text, [400] is a silence of 400 ms.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import av

FOLDER = Path(__file__).parent
FLAC = ["-r", "16000", "-c", "1", "-b", "16"]
PAUSE = re.compile(r"\[(\d+)\]")
THINKING = ((0, "flite:slt"), (1, "espeak:en-us"), (2, "flite:rms"))
"""Which of `thinking.json` are recorded, and who speaks."""
EDGE = "0.4"  # seconds of silence before and after, as when a microphone is already open


def run(*command: str | Path) -> None:
    subprocess.run([str(part) for part in command], check=True)


def say(voice: str, text: str, target: Path) -> None:
    program, _, name = voice.partition(":")
    raw = target.with_suffix(".raw.wav")
    if program == "flite":
        run("flite", "-voice", name, "-t", text, "-o", raw)
    else:
        run("espeak-ng", "-v", name, "-s", "150", "-w", raw, text)
    # both programs pad with silence of their own: pauses are to be exactly what the text says
    trim = ["silence", "1", "0.01", "0.5%", "reverse", "silence", "1", "0.01", "0.5%", "reverse"]
    run("sox", raw, *FLAC, target, *trim, "norm", "-6")


def record(name: str, voice: str, text: str, folder: Path = FOLDER) -> dict[str, object]:
    """Write `name`.flac; what comes before a pause in mid-sentence is said as if more was to come."""
    pieces = PAUSE.split(text)
    with tempfile.TemporaryDirectory() as scratch:
        parts: list[Path] = []
        for number, piece in enumerate(pieces):
            part = Path(scratch) / f"{number}.wav"
            if number % 2:
                seconds = f"{int(piece) / 1000:.3f}"
                run("sox", "-n", *FLAC, part, "trim", "0", seconds)
            else:
                said = piece.strip()
                say(voice, said if said[-1] in ".,?!" else f"{said},", part)
            parts.append(part)
        target = folder / f"{name}.flac"
        run("sox", *parts, *FLAC, "-C", "8", target, "pad", EDGE, EDGE)
    words = " ".join(piece.strip() for piece in pieces[::2])
    return {"voice": voice, "text": words, "pauses_ms": [int(p) for p in pieces[1::2]]}


def think(number: int, voice: str, text: str, folder: Path) -> Path:
    """An answer with thinking pauses, as Ogg Opus: a tenth of the size, and as clear at 24 kbit/s."""
    name = f"thinking_{number}"
    with tempfile.TemporaryDirectory() as scratch:
        record(name, voice, text, Path(scratch))
        with (
            av.open(Path(scratch) / f"{name}.flac") as source,
            av.open(folder / f"{name}.ogg", "w") as target,
        ):
            stream = target.add_stream("libopus", rate=48_000, layout="mono")
            stream.bit_rate = 24_000
            resampler = av.AudioResampler(format="s16", layout="mono", rate=48_000)
            for frame in [*source.decode(audio=0), None]:
                for piece in resampler.resample(frame):
                    target.mux(stream.encode(piece))
            target.mux(stream.encode(None))
    return folder / f"{name}.ogg"


def main() -> None:
    thoughts = json.loads((FOLDER / "thinking.json").read_text())
    for number, voice in THINKING:
        think(number, voice, thoughts[number], FOLDER)
    if "thinking" in sys.argv:
        return
    texts = json.loads((FOLDER / "texts.json").read_text())
    truth = {name: record(name, said["voice"], said["text"]) for name, said in texts.items()}
    # a quiet room, then a keyboard-like clatter: nobody speaks
    noise = FOLDER / "quiet_room.flac"
    effects = ["synth", "5", "pinknoise", "vol", "0.004", "tremolo", "9", "70"]
    run("sox", "-R", "-n", *FLAC, "-C", "8", noise, *effects)
    truth["quiet_room"] = {"voice": "", "text": "", "pauses_ms": []}
    (FOLDER / "truth.json").write_text(json.dumps(truth, indent=2) + "\n")


if __name__ == "__main__":
    main()
