"""The language model that the reader begins with, and how its layers are written: all-MiniLM-L6-v2, Apache-2.0.

What the first layers make of an answer is made once, since they never learn.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoModel

from preppal.assessment.scoring.layers import MOST_PIECES
from preppal.assessment.scoring.masking import masked_question
from training.learn import Example, sentences_of

LEARNING_LAYERS = 3


@dataclass
class Prepared:
    """An answer as the frozen layers leave it."""

    example: Example
    sentences: list[str]
    hidden: torch.Tensor


class Base:
    """The frozen beginning: pieces, their places, the first layers."""

    def __init__(self, folder: Path) -> None:
        self.pieces = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.pieces.no_padding()
        self.pieces.enable_truncation(MOST_PIECES, strategy="only_second")
        self.model = AutoModel.from_pretrained(
            folder, dtype=torch.float32, attn_implementation="sdpa"
        )
        self.model.eval()
        layers = self.model.encoder.layer
        self.frozen, self.learning = layers[:-LEARNING_LAYERS], layers[-LEARNING_LAYERS:]

    def prepare(self, examples: Sequence[Example]) -> list[Prepared]:
        found = []
        with torch.no_grad(), quickly():
            for example in examples:
                sentences = sentences_of(example.question, example.answer)
                if not sentences:
                    continue  # for the rules, not for the reader
                read = self.pieces.encode(masked_question(example.question), " ".join(sentences))
                hidden = self.model.embeddings(
                    input_ids=torch.tensor([read.ids]), token_type_ids=torch.tensor([read.type_ids])
                )
                for layer in self.frozen:
                    hidden = first(layer(hidden, None))
                found.append(Prepared(example, sentences, hidden[0].bfloat16()))
        return found


def quickly() -> torch.autocast:
    return torch.autocast("cpu", dtype=torch.bfloat16)


def first(given: Any) -> torch.Tensor:
    return given[0] if isinstance(given, tuple) else given


class Beginning(nn.Module):
    """From pieces to what the frozen layers make of each."""

    def __init__(self, base: Base) -> None:
        super().__init__()
        self.embeddings, self.layers = base.model.embeddings, nn.ModuleList(base.frozen)

    def forward(self, ids: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        return _through(self.layers, self.embeddings(input_ids=ids, token_type_ids=types))


class Ending(nn.Module):
    """The layers after them."""

    def __init__(self, layers: nn.ModuleList) -> None:
        super().__init__()
        self.layers = layers

    def forward(self, before: torch.Tensor) -> torch.Tensor:
        return _through(self.layers, before)


def _through(layers: nn.ModuleList, hidden: torch.Tensor) -> torch.Tensor:
    for layer in layers:
        hidden = first(layer(hidden, None))
    return hidden


def write_beginning(base: Base, into: Path) -> None:
    """What every reader begins with, and the relevance too: pieces, and the layers that never learn."""
    into.mkdir(parents=True, exist_ok=True)
    ids = torch.ones(1, 16, dtype=torch.long)
    _export(Beginning(base), {"ids": ids, "types": ids * 0}, into / "beginning.onnx")
    pieces = Tokenizer.from_str(base.pieces.to_str())
    pieces.no_truncation()
    pieces.save(str(into / "tokenizer.json"))


def export_ending(base: Base, layers: nn.ModuleList, file: Path) -> None:
    _export(Ending(layers), {"before": torch.zeros(1, 16, base.model.config.hidden_size)}, file)


def _export(model: nn.Module, given: dict[str, torch.Tensor], file: Path) -> None:
    """Weights of one byte each."""
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            model.eval(),
            tuple(given.values()),
            str(full),
            input_names=list(given),
            output_names=["hidden"],
            dynamic_axes={name: {1: "pieces"} for name in (*given, "hidden")},
            dynamo=False,
            opset_version=17,
        )
        quantize_dynamic(full, file, weight_type=QuantType.QInt8, per_channel=True)
