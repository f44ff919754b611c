"""What it costs to relay a session to Gemini Live and back, beside a relay that does nothing else.

    python -m benchmarks.live_relay [--sessions 24] [--seconds 8] [--rounds 3] [--relays bare ours …]

Browsers, relay and provider are processes of their own on loopback; sound comes in 40 ms, 16 kHz up and
24 kHz down. Each round measures every relay at the same number of sessions: the processor time of the
relay's process alone, and how old sound is when it comes out at either end. The median of the rounds
counts. Twice: with sound both ways all the time, and in turns, as people talk. The relays:

- `bare` does nothing but relay (`_relay_bare`).
- `ours` is our provider under the product's web server, without a room.
- `sdk` is google-genai's live client there, `pipecat` Pipecat's pipeline, when it is installed.
- `application` is the real thing: `preppal serve` with its socket, room, engine and database. It only
  takes turns: an interviewer who speaks without end is nobody's.

Budget (docs: DESIGN §8): the product's relay at most 1.25 times the bare one, and at least 3 times better
than Pipecat. Runs about five minutes; the exit code says whether the budget was kept.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from benchmarks._live_application import application

HERE = Path(__file__).parent
BUDGET, PIPECAT_BUDGET = 1.25, 3.0
TURN_SECONDS = 27.0
"""A line and its answer: what is measured in turns lasts as long, or longer."""
NAMES = {"both": "Both ways all the time", "turns": "In turns"}
MODULES = {"bare": "_relay_bare", "ours": "_relay_ours", "sdk": "_relay_sdk"}
if importlib.util.find_spec("pipecat") is not None:
    MODULES["pipecat"] = "_relay_pipecat"
RELAYS = list(MODULES)
if importlib.util.find_spec("preppal.interviews.live.speech_to_speech") is not None:
    RELAYS.insert(1, "application")

Visit = dict[str, Any]


@dataclass
class Measured:
    """Of one relay, one number a round; ages in milliseconds, of all rounds."""

    cpu_ms: list[float] = field(default_factory=list)
    memory_kb: list[float] = field(default_factory=list)
    up_ms: list[float] = field(default_factory=list)
    down_ms: list[float] = field(default_factory=list)
    up_rate: list[float] = field(default_factory=list)
    down_rate: list[float] = field(default_factory=list)
    """Frames a session-second that went through."""

    @property
    def cpu(self) -> float:
        return statistics.median(self.cpu_ms)


@contextmanager
def process(module: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """One that is killed when it has done its part; what it complained of is told when it stops early."""
    with tempfile.TemporaryFile("w+") as complaints:
        running = subprocess.Popen(
            [sys.executable, "-m", f"benchmarks.{module}", *arguments],
            cwd=HERE.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
        )
        try:
            yield running
        except Stopped:
            complaints.seek(0)
            print(complaints.read()[-3000:], file=sys.stderr)
            raise
        finally:
            running.kill()
            running.communicate()


class Stopped(Exception):
    """A process of the benchmark ended before its time."""


def line(running: subprocess.Popen[str]) -> str:
    assert running.stdout is not None
    said = running.stdout.readline().strip()
    if not said:
        raise Stopped(str(running.args))
    return said


@contextmanager
def relaying(relay: str, upstream: str, sessions: int) -> Iterator[tuple[int, list[Visit]]]:
    """A relay's process, and a visit for each session."""
    if relay == "application":
        with application(upstream, sessions) as served:
            yield served
    else:
        with process(MODULES[relay], upstream) as running:
            address = f"ws://127.0.0.1:{line(running)}/"
            yield running.pid, [{"url": address, "headers": {}, "first": ""}] * sessions


def measure(relay: str, traffic: str, sessions: int, seconds: float, into: Measured) -> None:
    with process("_live_upstream", traffic) as upstream:
        address = f"ws://127.0.0.1:{line(upstream)}"
        # One visit more, which comes first: what is loaded with the first visit is no session's cost.
        with relaying(relay, address, sessions + 1) as (pid, visits):
            relay_process = psutil.Process(pid)
            with browsing(visits[:1], 0.2) as first:
                line(first)
            idle_kb = relay_process.memory_info().rss / 1024
            with browsing(visits[1:], seconds) as browsers:
                ages_of(upstream)
                before = relay_process.cpu_times()
                result = json.loads(line(browsers))
                after = relay_process.cpu_times()
                memory_kb = relay_process.memory_info().rss / 1024 - idle_kb
                up = ages_of(upstream)
    if result["failed"]:
        raise SystemExit(f"{relay}: {result['failed'][0]}")
    used = after.user + after.system - before.user - before.system
    into.cpu_ms.append(used * 1000 / (sessions * seconds))
    into.memory_kb.append(memory_kb / sessions)
    into.up_ms += [age / 1000 for age in up]
    into.down_ms += [age / 1000 for age in result["ages"]]
    into.up_rate.append(len(up) / (sessions * seconds))
    into.down_rate.append(len(result["ages"]) / (sessions * seconds))


@contextmanager
def browsing(visits: list[Visit], seconds: float) -> Iterator[subprocess.Popen[str]]:
    """Browsers that have all come in."""
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory, "visits.json")
        file.write_text(json.dumps(visits))
        with process("_live_browsers", str(file), str(seconds)) as browsers:
            assert line(browsers) == "ready"
            yield browsers


def ages_of(upstream: subprocess.Popen[str]) -> list[int]:
    assert upstream.stdin is not None
    upstream.stdin.write("\n")
    upstream.stdin.flush()
    ages: list[int] = json.loads(line(upstream))
    return ages


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))] if ordered else 0.0


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--sessions", type=int, default=24)
    options.add_argument("--seconds", type=float, default=8.0)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--relays", nargs="+", default=RELAYS, choices=RELAYS)
    chosen = options.parse_args()

    both = [relay for relay in chosen.relays if relay != "application"]
    turns = [relay for relay in chosen.relays if relay in ("bare", "ours", "application")]
    kept = True
    for traffic, relays in (("both", both), ("turns", turns)):
        measured = {relay: Measured() for relay in relays}
        seconds = chosen.seconds if traffic == "both" else max(chosen.seconds, TURN_SECONDS)
        for _ in range(chosen.rounds):
            for relay, into in measured.items():
                measure(relay, traffic, chosen.sessions, seconds, into)
        print(f"\n{NAMES[traffic]}: {chosen.sessions} sessions, {chosen.rounds} rounds")
        show(measured)
        kept = verdict(measured) and kept
    return 0 if kept else 1


def show(measured: dict[str, Measured]) -> None:
    print(
        f"{'relay':<12}{'CPU ms/s':>9}{'x bare':>8}{'a core':>8}{'up /s':>7}{'p50':>7}{'p99 ms':>8}"
        f"{'down /s':>9}{'p50':>7}{'p99 ms':>8}{'kB':>7}"
    )
    bare = measured["bare"].cpu if "bare" in measured else 0.0
    for relay, got in measured.items():
        ratio = f"{got.cpu / bare:.2f}" if bare else ""
        print(
            f"{relay:<12}{got.cpu:>9.1f}{ratio:>8}{1000 / got.cpu:>8.0f}"
            f"{statistics.median(got.up_rate):>7.1f}"
            f"{percentile(got.up_ms, 0.5):>7.1f}{percentile(got.up_ms, 0.99):>8.1f}"
            f"{statistics.median(got.down_rate):>9.1f}"
            f"{percentile(got.down_ms, 0.5):>7.1f}{percentile(got.down_ms, 0.99):>8.1f}"
            f"{statistics.median(got.memory_kb):>7.0f}"
        )


def verdict(measured: dict[str, Measured]) -> bool:
    """The product's own relay is the application, or its provider alone where that is not measured."""
    mine = "application" if "application" in measured else "ours"
    kept = True
    if {"bare", mine} <= measured.keys():
        ratio = measured[mine].cpu / measured["bare"].cpu
        kept = ratio <= BUDGET
        print(f"budget: {mine} <= {BUDGET} x bare: {'kept' if kept else 'MISSED'} ({ratio:.2f})")
    if {"pipecat", mine} <= measured.keys():
        better = measured["pipecat"].cpu / measured[mine].cpu
        kept = kept and better >= PIPECAT_BUDGET
        print(f"budget: {mine} {PIPECAT_BUDGET:g} x better than Pipecat: {better:.1f} x")
    return kept


if __name__ == "__main__":
    sys.exit(main())
