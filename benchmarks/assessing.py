"""What the built-in report of an interview of thirty minutes takes: wall and processor time, from turns to assessment.

    python -m benchmarks.assessing

Budget: 2 s. Answers are as long as people talk in half an hour (about 3,000 words); once with punctuation, once as a
recogniser without it writes them.
"""

import re
import time
from collections.abc import Sequence

from preppal.assessment.assess import assess
from preppal.assessment.transcript import AssessedTurn, Lead
from preppal.interviewer.questions import load_bank

SECONDS = 2.0
ROUNDS = 5
LEADS = 10
WORDS_AN_ANSWER = 180
MS_A_WORD = 400
STORY = (
    "Last spring our nightly load began to finish four hours late, and everybody blamed the warehouse because we had "
    "resized it the week before. I pulled two weeks of the query log and saw that the queries were as fast as ever, they "
    "only started later. So I checked the queue, then the locks, one at a time, and on the third evening I found a feed "
    "number {n} that held a lock while it retried. I could have killed it, but then the depot would have had no list in "
    "the morning, so I moved it to run {n} after the load instead. I told the vendor, wrote down what I had seen for "
    "the night shift, and put an alert on the start time. In the end the load was back to {n} minutes in June, and since "
    "then I look at what waits before I look at what is slow. "
)


def interview(*, punctuated: bool) -> tuple[list[AssessedTurn], list[Lead]]:
    """Ten leads with a follow-up each, all answered at length."""
    questions = load_bank().leads[:: len(load_bank().leads) // LEADS][:LEADS]
    leads = [Lead(q.id, q.competency, q.text, q.short, q.kind) for q in questions]
    turns: list[AssessedTurn] = []
    for number, lead in enumerate(leads):
        for part, intent in enumerate(("lead", "follow_up")):
            said = " ".join(
                (STORY.format(n=10 * number + part + 2) * 2).split()[
                    : WORDS_AN_ANSWER + 10 * number
                ]
            )
            if not punctuated:
                said = re.sub(r"[.,]", "", said).lower()
            _say(
                turns,
                "interviewer",
                lead.text if part == 0 else "What did you do next?",
                intent,
                lead,
            )
            _say(turns, "candidate", said)
    return turns, leads


def _say(
    turns: list[AssessedTurn],
    speaker: str,
    text: str,
    intent: str | None = None,
    lead: Lead | None = None,
) -> None:
    start = turns[-1].ended_ms + 900 if turns else 0
    end = start + MS_A_WORD * len(text.split())
    lead_id = lead.lead_id if lead else None
    turns.append(
        AssessedTurn(len(turns) + 1, speaker, text, start, end, intent=intent, lead_id=lead_id)  # type: ignore[arg-type]
    )


def measure(name: str, turns: Sequence[AssessedTurn], leads: Sequence[Lead]) -> None:
    words = sum(len(turn.text.split()) for turn in turns if turn.speaker == "candidate")
    minutes = turns[-1].ended_ms / 60_000
    began = time.perf_counter()
    assess(turns, leads, spoken=True)
    first = time.perf_counter() - began
    began, used = time.perf_counter(), time.process_time()
    for _ in range(ROUNDS):
        assess(turns, leads, spoken=True)
    each, processor = (time.perf_counter() - began) / ROUNDS, (time.process_time() - used) / ROUNDS
    print(
        f"{name:>14}: {minutes:.0f} min, {words} words: the first {first:.2f} s (with what is read once),"
        f" then {each:.2f} s, {processor:.2f} s of processor; budget {SECONDS:.0f} s"
    )


def main() -> None:
    for name, punctuated in (("punctuated", True), ("as recognised", False)):
        measure(name, *interview(punctuated=punctuated))


if __name__ == "__main__":
    main()
