"""The small language model that the reader and the relevance share: its pieces of words, its layers on one thread.

Its files in ``reader/`` hold numbers, no code. The first layers lie by themselves: the relevance needs no more.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Encoding, Tokenizer

Hidden = npt.NDArray[np.float32]
"""What layers make of each piece: (piece, width)."""

MOST_PIECES = 288  # at once: as much as the reader was taught to read


class Layers:
    """Some layers after the first ones. Keeps nothing: any number of threads may share it."""

    def __init__(self, file: Path) -> None:
        self._session = _session(file)

    def after(self, hidden: Hidden) -> Hidden:
        return np.asarray(self._session.run(None, {"before": hidden[None]})[0][0], np.float32)


class Beginning:
    """Pieces of words, their places, and the first layers. Keeps nothing: any number of threads may share it."""

    def __init__(self, folder: Path) -> None:
        self._session = _session(folder / "beginning.onnx")
        self._pieces = Tokenizer.from_file(str(folder / "tokenizer.json"))

    def pieces(self, text: str) -> Encoding:
        """Of a text alone, without the marks that stand before and after it."""
        return self._pieces.encode(text, add_special_tokens=False)

    def encode(self, text: str, beside: str | None = None) -> Encoding:
        """A text, or two beside each other, with the marks around them."""
        return self._pieces.encode(text, beside)

    def read(self, encoding: Encoding) -> Hidden:
        """The first `MOST_PIECES` of them, through the first layers."""
        ids, types = (
            np.array([values[:MOST_PIECES]], np.int64)
            for values in (encoding.ids, encoding.type_ids)
        )
        return np.asarray(self._session.run(None, {"ids": ids, "types": types})[0][0], np.float32)


def _session(file: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
