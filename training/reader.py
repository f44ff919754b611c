"""Teach the reader from graded answers: `python -m training.reader [--held 1 2 3] [--write]`.

Needs the dependency group `training` (PyTorch and the weights of all-MiniLM-L6-v2, Apache-2.0), which nothing
else does. Answers are given as the scorer gives them (`masking`). The last layers learn; what the layers before
them make of an answer is made once. Three things are asked of it together: the grade, the order of two
answers to one question, and which trap an answer is, if any.

First trades are left out in parts, whole, and read by a reader that never saw them: `held_out.json`, from
which `training/learn.py` learns how reading and features add up. With ``--write`` it then learns from all,
and writes src/preppal/assessment/scoring/reader/. The seed is fixed; another machine's arithmetic may still
differ in the last digits.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import tempfile
import time
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from all_minilm_l6_v2 import get_model_zip_path
from torch import nn

from preppal.assessment.scoring.reader import FOLDER, Reader
from tools.graded_answers import TRAPS
from training import relevance
from training.base import Base, Prepared, export_ending, quickly, write_beginning
from training.fields import field_of
from training.learn import (
    DOUBTED,
    HELD_OUT,
    READERS,
    read_examples,
    version_of,
    write_readings,
)

SEED = 0
EPOCHS = 5
QUESTIONS_AT_ONCE = 4
QUESTIONS_SORTED = 40  # among so many, those with answers of like length are learned from together
STEP, STEP_OF_HEAD = 1e-4, 1e-3
MIDDLE = 2.6  # about the mean grade: the head starts there
SHARPNESS, MOST_APART = 2.0, 2.0  # of the loss over two answers
TRAPS_COUNT = 0.3  # beside grade and order
NO_TRAP_AND_TRAPS = ("none", *sorted(TRAPS))
LEFT_OUT = 0.2
"""The share of an answer's pieces that it is learned from without, others each time: no single word decides then."""


class Together:
    """Answers of different lengths end to end; each is laid out by itself only where its pieces look at
    each other. So nothing is computed for gaps."""

    def __init__(self, given: Sequence[torch.Tensor]) -> None:
        self.hidden = torch.cat(list(given)).float()
        self.lengths = torch.tensor([len(hidden) for hidden in given])
        self.longest = int(self.lengths.max())
        there = torch.arange(self.longest)[None] < self.lengths[:, None]
        self.places = there.flatten().nonzero().squeeze(1)
        self.unseen = torch.where(there, 0.0, -1e4)[:, None, None].bfloat16()

    def through(self, layer: Any, hidden: torch.Tensor) -> torch.Tensor:
        """What one layer makes of all pieces."""
        own = layer.attention.self
        heads = own.num_attention_heads
        query, key, value = (self._laid(part(hidden), heads) for part in _parts_of(own))
        # Step by step: on a processor twice as fast, there and back, as the fused kernel.
        near = query @ key.transpose(-1, -2) * query.shape[-1] ** -0.5 + self.unseen
        seen = torch.softmax(near, -1).to(value.dtype) @ value
        seen = seen.transpose(1, 2).reshape(-1, hidden.shape[1])[self.places]
        hidden = layer.attention.output(seen, hidden)
        result: torch.Tensor = layer.output(layer.intermediate(hidden), hidden)
        return result

    def _laid(self, pieces: torch.Tensor, heads: int) -> torch.Tensor:
        """Answers beside each other: (answer, head, piece, width of a head)."""
        size = (len(self.lengths), self.longest, heads, pieces.shape[1] // heads)
        gaps = torch.zeros(size[0] * size[1], pieces.shape[1], dtype=torch.bfloat16)
        return gaps.index_copy(0, self.places, pieces.bfloat16()).view(size).transpose(1, 2)

    def means(self, hidden: torch.Tensor) -> torch.Tensor:
        """The mean of each answer's pieces."""
        owner = torch.repeat_interleave(torch.arange(len(self.lengths)), self.lengths)
        sums = torch.zeros(len(self.lengths), hidden.shape[1]).index_add(0, owner, hidden.float())
        return sums / self.lengths[:, None]

    def firsts(self, hidden: torch.Tensor) -> torch.Tensor:
        """The first piece of each answer."""
        return hidden[torch.cumsum(self.lengths, 0) - self.lengths].float()


def _parts_of(attention: Any) -> tuple[nn.Module, nn.Module, nn.Module]:
    return attention.query, attention.key, attention.value


class Taught(nn.Module):
    """The layers that learn, and two heads: one number a piece, whose mean is the grade; and for each trap
    (the first is none) how much the mean of the pieces and the first piece look like it."""

    def __init__(self, base: Base) -> None:
        super().__init__()
        width = base.model.config.hidden_size
        self.layers = nn.ModuleList(copy.deepcopy(base.learning))
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(width, 1)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.constant_(self.head.bias, MIDDLE)
        self.traps = nn.Linear(2 * width, len(NO_TRAP_AND_TRAPS))

    def forward(self, together: Together) -> tuple[torch.Tensor, torch.Tensor]:
        hidden = together.hidden
        for layer in self.layers:
            hidden = together.through(layer, hidden)
        means = together.means(hidden)
        seen = torch.cat([means, together.firsts(hidden)], 1)
        return self.head(self.drop(means)).squeeze(-1), self.traps(self.drop(seen))


def teach(base: Base, prepared: Sequence[Prepared], name: str) -> Taught:
    torch.manual_seed(SEED)
    order = random.Random(SEED)
    taught = Taught(base)
    by_question = defaultdict(list)
    for one in prepared:
        by_question[one.example.question].append(one)
    questions = list(by_question.values())
    heads = [*taught.head.parameters(), *taught.traps.parameters()]
    groups = [
        {"params": taught.layers.parameters(), "lr": STEP},
        {"params": heads, "lr": STEP_OF_HEAD},
    ]
    steps = EPOCHS * -(-len(questions) // QUESTIONS_AT_ONCE)
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda at: min(1, (at + 1) / (steps * 0.1)) * max(0.02, 1 - at / steps)
    )
    began = time.monotonic()
    taught.train()
    for epoch in range(EPOCHS):
        lost = 0.0
        for batch in _batches(questions, order):
            with quickly():
                said, traps = taught(Together([_thinned(one.hidden) for one in batch]))
            loss = _loss(said.float(), batch) + TRAPS_COUNT * _trap_loss(traps.float(), batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(taught.parameters(), 1.0)
            optimizer.step()
            pace.step()
            lost += loss.item()
        print(
            f"{name}, epoch {epoch + 1}: {lost:.0f}, {time.monotonic() - began:.0f} s", flush=True
        )
    return taught.eval()


def _batches(questions: Sequence[list[Prepared]], order: random.Random) -> Iterator[list[Prepared]]:
    """Every question's answers once, a few questions at a time, those with long answers together."""
    shuffled = order.sample(questions, len(questions))
    found = []
    for begin in range(0, len(shuffled), QUESTIONS_SORTED):
        alike = sorted(
            shuffled[begin : begin + QUESTIONS_SORTED],
            key=lambda answers: max(len(one.hidden) for one in answers),
        )
        for at in range(0, len(alike), QUESTIONS_AT_ONCE):
            found.append([one for answers in alike[at : at + QUESTIONS_AT_ONCE] for one in answers])
    order.shuffle(found)
    yield from found


def _thinned(hidden: torch.Tensor) -> torch.Tensor:
    """Without some of its pieces, by chance; the first, which stands for all, stays."""
    stays = torch.rand(len(hidden)) >= LEFT_OUT
    stays[0] = True
    return hidden[stays]


def _loss(said: torch.Tensor, batch: Sequence[Prepared]) -> torch.Tensor:
    """Squared distance from the grade, and for each two answers to one question how far from their order."""
    grades = torch.tensor([one.example.score for one in batch])
    worth = torch.tensor([one.example.worth for one in batch])
    questions = [one.example.question for one in batch]
    same = torch.tensor([[a == b for b in questions] for a in questions])
    apart, told = grades[:, None] - grades[None], said[:, None] - said[None]
    ordered = same & (apart > 0)
    loss = (worth * (said - grades) ** 2).sum() / worth.sum()
    if ordered.any():
        both = torch.minimum(worth[:, None], worth[None])[ordered]
        wrong = nn.functional.softplus(-SHARPNESS * told[ordered]) * apart[ordered].clamp(
            max=MOST_APART
        )
        loss = loss + (both * wrong).sum() / both.sum()
    return loss


def _trap_loss(told: torch.Tensor, batch: Sequence[Prepared]) -> torch.Tensor:
    """How surprising each answer's trap was. None counts less: they are here to show what they are."""
    traps = [NO_TRAP_AND_TRAPS.index(one.example.trap or "none") for one in batch]
    return nn.functional.cross_entropy(told, torch.tensor(traps))


def readings(folder: Path, prepared: Sequence[Prepared]) -> dict[str, list[float]]:
    """What the written reader makes of each: its score, how likely the traps are that are `DOUBTED`, and the relevance."""
    reader = Reader(folder)
    found = {}
    for one in prepared:
        question = one.example.question
        read = reader.read(question, one.sentences)
        about = reader.relevance.beside(question).relevance(one.sentences)
        doubts = (read.doubts[trap] for trap in DOUBTED)
        found[one.example.id] = [round(value, 3) for value in (read.score, *doubts, about)]
    return found


def leave_out(
    base: Base,
    prepared: Sequence[Prepared],
    given: relevance.Meanings,
    parts: int,
    held: Sequence[int],
) -> dict[str, list[float]]:
    """Answers read by readers that never saw their trade: those ``held`` (from 1) of ``parts`` equal parts of
    the trades. These readers are kept for `training.learn`."""
    fields = sorted({field_of(one.example.trade) for one in prepared})
    random.Random(1).shuffle(fields)
    trades = {one.example.trade for one in prepared}
    found: dict[str, list[float]] = {}
    for part in held:
        chosen = fields[part - 1 :: parts]
        out = {trade for trade in trades if field_of(trade) in chosen}
        name = f"part {part} of {parts}"
        stays = [one for one in prepared if one.example.trade not in out]
        folder = READERS / str(part)
        write(base, teach(base, stays, name), name, folder)
        relevance.write(relevance.teach(given, [one.example for one in stays]), folder)
        (folder / "left_out.json").write_text(json.dumps(sorted(out)) + "\n")
        found |= readings(folder, [one for one in prepared if one.example.trade in out])
    return found


def write(base: Base, taught: Taught, version: str, into: Path) -> None:
    """What was taught, and the head, beside what was not."""
    write_beginning(base, into)
    export_ending(base, taught.layers, into / "taught.onnx")
    head = {
        "version": version,
        "base": round(float(taught.head.bias), 5),
        "weights": [round(weight, 6) for weight in taught.head.weight[0].tolist()],
        "traps": {
            "names": NO_TRAP_AND_TRAPS,
            "weights": [
                [round(weight, 4) for weight in row] for row in taught.traps.weight.tolist()
            ],
            "added": [round(weight, 4) for weight in taught.traps.bias.tolist()],
        },
    }
    (into / "head.json").write_text(json.dumps(head) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--parts", type=int, default=3, help="into how many the trades are divided")
    parser.add_argument(
        "--held", type=int, nargs="*", default=[1, 2, 3], help="which of them are left out in turn"
    )
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    np.random.seed(SEED)
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(get_model_zip_path()) as stored:
            stored.extractall(folder)
        base = Base(Path(folder))
    examples = read_examples()
    prepared = base.prepare(examples)
    print(f"{len(prepared)} of {len(examples)} answers have something to read", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        write_beginning(base, Path(folder))
        given = relevance.meanings(Path(folder), ((one.example, one.sentences) for one in prepared))
    if asked.held:
        found = json.loads(HELD_OUT.read_text("utf-8"))
        found |= leave_out(base, prepared, given, asked.parts, asked.held)
        write_readings({one.example.id: found[one.example.id] for one in prepared}, HELD_OUT)
    if asked.write:
        write(base, teach(base, prepared, "all"), version_of(examples), FOLDER)
        relevance.write(relevance.teach(given, examples), FOLDER)


if __name__ == "__main__":
    main()
