"""Teach how much an answer is about its question: `python -m training.relevance [--write]`.

What the first layers of the reader's model make of questions and of answers is taken as it comes. Learned is a map
for each, by contrast (van den Oord and others, 2018, arXiv:1807.03748): an answer is to lie nearer to its own question
than to the other ones of its trade and of two more. Only good answers that are no trap teach it: what misses its
question is never shown. The maps begin with what comes, and are held near that.

`training/reader.py` writes the maps beside each reader it teaches, from the same answers. By itself this learns them
again for the readers that are there, with ``--write`` for the one in the package too.
"""

from __future__ import annotations

import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from preppal.assessment.scoring.layers import Beginning
from preppal.assessment.scoring.masking import masked_question
from preppal.assessment.scoring.reader import FOLDER
from preppal.assessment.scoring.relevance import FILE, Vector, meaning, summed, turned
from training.learn import (
    HELD_OUT,
    READERS,
    Example,
    read_examples,
    sentences_of,
    write_readings,
)

SEED = 0
GOOD = 3.0  # the least grade of an answer that teaches
TRADES_AT_ONCE = 3
ROUNDS = 12
STEP, LEAST_SHARE = 1e-3, 0.02  # of Adam, and what is left of it at the end
TEMPERATURE = 0.1  # by which cosines are divided
NOISE = 0.01  # on every number of an answer, others each time
HELD_NEAR = 3e-4  # times the squared distance of a map from where it began


@dataclass(frozen=True)
class Meanings:
    """What the first layers make of each answer (by id) and question (by its words)."""

    answers: Mapping[str, Vector]
    questions: Mapping[str, Vector]


def meanings(folder: Path, heard: Iterable[tuple[Example, Sequence[str]]]) -> Meanings:
    """Of examples and their sentences, where there are any. ``folder``: a reader's, written."""
    beginning = Beginning(folder)
    answers, questions = {}, {}
    for one, said in heard:
        if not said:
            continue  # for the rules
        answers[one.id] = meaning([summed(beginning, text) for text in said])
        if one.question not in questions:
            questions[one.question] = meaning([summed(beginning, masked_question(one.question))])
    return Meanings(answers, questions)


def teach(given: Meanings, examples: Sequence[Example]) -> dict[str, Vector]:
    """The means and the maps, as they are written: numbers of two bytes each."""
    known = [one for one in examples if one.id in given.answers]
    asked = sorted({one.question for one in known})
    answer_mean = np.mean([given.answers[one.id] for one in known], axis=0)
    question_mean = np.mean([given.questions[question] for question in asked], axis=0)
    of_trade = defaultdict(list)
    for one in known:
        if one.is_good(GOOD):
            of_trade[one.trade].append(one)
    torch.manual_seed(SEED)
    order = random.Random(SEED)
    begun = torch.eye(len(answer_mean))
    maps = [begun.clone().requires_grad_() for _ in range(2)]
    trades = list(of_trade)
    steps = ROUNDS * -(-len(trades) // TRADES_AT_ONCE)
    optimizer = torch.optim.AdamW(maps, lr=STEP, weight_decay=0.0)
    pace = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda at: max(LEAST_SHARE, 1 - at / steps))
    for _ in range(ROUNDS):
        order.shuffle(trades)
        for begin in range(0, len(trades), TRADES_AT_ONCE):
            batch = [
                one for trade in trades[begin : begin + TRADES_AT_ONCE] for one in of_trade[trade]
            ]
            questions = sorted({one.question for one in batch})
            said = _stacked([given.answers[one.id] for one in batch], answer_mean)
            said = said + NOISE * torch.randn_like(said)
            of = _stacked([given.questions[question] for question in questions], question_mean)
            near = functional.normalize(said @ maps[0]) @ functional.normalize(of @ maps[1]).T
            own = torch.tensor([questions.index(one.question) for one in batch])
            loss = functional.cross_entropy(near / TEMPERATURE, own)
            for learned in maps:
                loss = loss + HELD_NEAR * ((learned - begun) ** 2).sum()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            pace.step()
    of_answer, of_question = (learned.detach().numpy() for learned in maps)
    learned = {
        "answer_mean": answer_mean,
        "answer_map": of_answer,
        "question_mean": question_mean,
        "question_map": of_question,
    }
    return {name: found.astype(np.float16) for name, found in learned.items()}


def _stacked(found: Sequence[Vector], mean: Vector) -> torch.Tensor:
    return torch.tensor(np.stack(found) - mean).float()


def write(learned: Mapping[str, Vector], folder: Path) -> None:
    np.savez(folder / FILE, **learned)


def relevance_of(one: Example, given: Meanings, learned: Mapping[str, Vector]) -> float:
    """As `Relevance` tells it, from what was read of it already."""
    said = turned(given.answers[one.id], learned["answer_mean"], learned["answer_map"])
    asked = turned(given.questions[one.question], learned["question_mean"], learned["question_map"])
    return round(float(said @ asked), 3)


def main() -> None:
    examples = read_examples()
    given = meanings(FOLDER, ((one, sentences_of(one.question, one.answer)) for one in examples))
    print(f"{len(given.answers)} answers, {len(given.questions)} questions", flush=True)
    held_out = json.loads(HELD_OUT.read_text("utf-8"))
    for folder in sorted(READERS.iterdir()):
        out = set(json.loads((folder / "left_out.json").read_text()))
        learned = teach(given, [one for one in examples if one.trade not in out])
        write(learned, folder)
        for one in examples:
            if one.trade in out and one.id in held_out:
                held_out[one.id][-1] = relevance_of(one, given, learned)
        print(f"{folder.name}: learned without {len(out)} trades", flush=True)
    write_readings(held_out, HELD_OUT)
    if "--write" in sys.argv:
        write(teach(given, examples), FOLDER)


if __name__ == "__main__":
    main()
