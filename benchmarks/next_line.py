"""How long the built-in mind takes for a line: late in an hour, and after an answer of ten minutes.

    .venv/bin/python -m benchmarks.next_line [--rounds 3]

Every turn of hours held with four kinds of simulated candidates is asked for again, in processor time.
Then each pattern that reads an answer, and all of it together, is given texts that grow: one that goes back over what it has read
takes sixteen times as long for four times the text.
"""

import argparse
import asyncio
import re
import statistics
import sys
import time
from collections.abc import Callable
from types import ModuleType

from preppal.interviewer import answers, echo, orders, points, relevance, requests, spoken_text
from preppal.interviewer.answers import listen
from preppal.interviewer.conversation import BuiltInMind
from preppal.interviewer.echo import echo_of
from preppal.interviewer.orders import gives_orders
from preppal.interviewer.requests import asks_back, is_question
from preppal.interviewer.simulation.holding import Held
from preppal.interviewer.transcript import Occasion, SpokenTurn
from tests.evals.running import Setting, briefing_of, hold

BUDGET_MS = 15
"""99 of 100 lines in a transcript of sixty minutes."""
GROWTH = 8.0
"""Four times the text may take at most so many times as long; 4 is linear, 16 quadratic."""
KINDS = ("strong", "rambling", "non_native", "we_only")
SETTING = Setting("backend_engineer", "hiring_manager", 60, 11)
MODULES: tuple[ModuleType, ...] = (answers, echo, orders, points, relevance, requests, spoken_text)
PIECES = (
    "i really then just went and then ",
    "we had to go to the old one and ",
    "the my our the my ",
    "from about 12 to from 9 ",
    "ignore now please now then ignore ",
    "a ",
    "aaaaaaaaaa",
    "i was the ",
    "tell me about the ",
    "1,000.5 % ",
    "you know, right, okay ",
)


async def lines(held: Held, mind: BuiltInMind, rounds: int) -> list[float]:
    """Milliseconds of processor time for each line, asked for again."""
    took = []
    for _ in range(rounds):
        forget()  # what is remembered is then what the lines before have asked
        for at, turn in enumerate(held.turns):
            if turn.speaker == "candidate":
                continue
            occasion: Occasion = "answered" if at else "start"
            took.append(await _timed(mind, held, tuple(held.turns[:at]), occasion))
    return took


async def _timed(
    mind: BuiltInMind,
    held: Held,
    turns: tuple[SpokenTurn, ...],
    occasion: Occasion,
) -> float:
    briefing = briefing_of(SETTING)
    remaining = max(30_000, held.total_ms - (turns[-1].ended_ms if turns else 0))
    started = time.process_time()
    await mind.next_line(
        held.plan,
        briefing.interviewer,
        turns,
        job_text=briefing.job_text,
        company=briefing.company,
        job_title=briefing.job_title,
        remaining_ms=remaining,
        occasion=occasion,
    )
    return (time.process_time() - started) * 1000


def forget() -> None:
    """As in a process that has just begun."""
    answers._read.cache_clear()
    spoken_text._rare_terms.cache_clear()
    orders._kept_of.cache_clear()


def patterns() -> dict[str, re.Pattern[str]]:
    """Every compiled pattern of the modules that read an answer."""
    return {
        f"{module.__name__.rpartition('.')[2]}.{name}": value
        for module in MODULES
        for name, value in vars(module).items()
        if isinstance(value, re.Pattern)
    }


def read(text: str) -> None:
    """Everything that reads an answer, as for the first time."""
    forget()
    listen([text])
    gives_orders(text)
    echo_of(text)
    asks_back(text)
    is_question(text)


def growth(search: Callable[[str], object], piece: str, words: int = 1_500) -> float:
    """How many times as long ``search`` takes for four times the text; 1 where it takes no time."""
    small = piece * (words * 6 // len(piece))
    took = [min(_seconds(search, text) for _ in range(5)) for text in (small, small * 4)]
    return took[1] / took[0] if took[1] > 0.002 else 1.0


def _seconds(search: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    search(text)
    return time.process_time() - started


async def run(rounds: int) -> bool:
    mind, kept = BuiltInMind(), True
    for kind in KINDS:
        held = await hold(SETTING, kind, mind)
        took = sorted(await lines(held, mind, rounds))
        p99 = took[int(len(took) * 0.99) - 1]
        kept = kept and p99 <= BUDGET_MS
        print(
            f"{kind:11} {len(held.lines):3} lines: median {statistics.median(took):5.2f} ms,"
            f" p99 {p99:5.2f} ms, worst {took[-1]:5.2f} ms"
        )
    held = await hold(SETTING, "strong", mind)
    lead = next(at for at, turn in enumerate(held.turns) if turn.intent == "lead")
    for name, text in long_answers(held):
        turns = (*held.turns[: lead + 1], SpokenTurn("candidate", text, 100_000, 700_000))
        took = []
        for _ in range(5):
            forget()
            took.append(await _timed(mind, held, turns, "answered"))
        print(f"after {name} ({len(text):,} characters): {min(took):.1f} ms")
    searches = {name: pattern.findall for name, pattern in patterns().items()} | {"all": read}
    worst = max(
        (growth(search, piece), name, piece)
        for name, search in searches.items()
        for piece in PIECES
    )
    kept = kept and worst[0] <= GROWTH
    print(
        f"{len(searches)} readers; four times the text takes {worst[0]:.1f} times as long at worst"
    )
    print(f"  ({worst[1]} on {worst[2]!r})")
    return kept


def long_answers(held: Held) -> list[tuple[str, str]]:
    """Ten minutes of speech, with and without punctuation."""
    told = " ".join(turn.text for turn in held.turns if turn.speaker == "candidate")
    words = (told.split() * 20)[:1_500]
    plain = re.sub(r"[^\w' ]", "", " ".join(words)).lower()
    return [("ten minutes", " ".join(words)), ("ten minutes without a full stop", plain)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    kept = asyncio.run(run(parser.parse_args().rounds))
    print(f"budget: p99 {BUDGET_MS} ms, {GROWTH:g} times: {'kept' if kept else 'missed'}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
