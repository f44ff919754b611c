"""Hold every conversation with one mind and print what does not hold: make eval MODEL=builtin."""

import argparse
import asyncio
import sys
import time

from tests.evals.judging import WORDS_OF_A_FOLLOW_UP
from tests.evals.minds import BUILT_IN, mind_for
from tests.evals.running import conversations, faults


async def evaluate(model: str, only: str) -> int:
    """The number of conversations with a fault."""
    mind, failed = mind_for(model), 0
    for conversation in conversations():
        if only and conversation.candidate != only:
            continue
        started = time.monotonic()
        found = await faults(conversation, mind, most_words=WORDS_OF_A_FOLLOW_UP)
        took = time.monotonic() - started
        held = len(conversation.settings)
        print(f"{conversation.candidate:14} {held} interviews, {len(found)} faults, {took:.1f} s")
        for fault in found:
            print(f"    {fault}")
        failed += bool(found)
    return failed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default=BUILT_IN)
    parser.add_argument("--only", default="", help="one kind of candidate")
    arguments = parser.parse_args()
    try:
        return min(1, asyncio.run(evaluate(arguments.model, arguments.only)))
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
