"""Which languages some Whisper weights hear, and how they are told, without loading them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from preppal.foundation.language_tags import primary
from preppal.providers.local_recognition import start_tokens
from preppal.providers.local_speech import LocalSpeech
from preppal.providers.protocols import SpeechUnavailable
from preppal.providers.recognition_model import model_in, packaged_model


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(packaged_model().folder / "tokenizer.json"))


@pytest.fixture(scope="module")
def numbers(tokenizer: Tokenizer) -> Callable[[str], int]:
    def number(name: str) -> int:
        found = tokenizer.token_to_id(name)
        assert found is not None, name
        return int(found)

    return number


def a_folder(tmp_path: Path, *, vocabulary: int, listed: bool = True) -> Path:
    """Another model's folder: the packaged tokenizer, which knows all language tokens, and a
    vocabulary of this size. The weights are not looked at."""
    shutil.copy(packaged_model().folder / "tokenizer.json", tmp_path)
    (tmp_path / "model.bin").write_bytes(b"")
    tokens = [f"t{number}" for number in range(vocabulary)]
    if listed:
        (tmp_path / "vocabulary.json").write_text(json.dumps(tokens))
    else:
        (tmp_path / "vocabulary.txt").write_text("\n".join(tokens) + "\n")
    return tmp_path


def test_the_packaged_weights_hear_english_alone() -> None:
    model = packaged_model()
    assert not model.multilingual
    assert model.hears("en")
    assert model.hears("en-GB")
    assert not model.hears("es")
    assert (model.folder / "model.bin").is_file()
    assert model_in(model.folder).languages == {"en"}


@pytest.mark.parametrize("listed", [True, False])
def test_multilingual_weights_hear_what_their_tokenizer_has(tmp_path: Path, listed: bool) -> None:
    model = model_in(a_folder(tmp_path, vocabulary=51_865, listed=listed))
    assert model.multilingual
    for language in ("en-US", "es", "es-MX", "zh", "zh_TW", "de"):
        assert model.hears(language)
    assert not model.hears("tlh")
    assert not model.languages & {"transcribe", "nospeech"}


def test_one_token_less_is_english(tmp_path: Path) -> None:
    assert not model_in(a_folder(tmp_path, vocabulary=51_864)).multilingual


@pytest.mark.parametrize("missing", ["model.bin", "tokenizer.json", "vocabulary.json"])
def test_a_folder_without_a_model_is_refused_in_a_sentence(tmp_path: Path, missing: str) -> None:
    folder = a_folder(tmp_path, vocabulary=10)
    (folder / missing).unlink()
    with pytest.raises(SpeechUnavailable):
        model_in(folder)


def test_a_tokenizer_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, vocabulary=10)
    (folder / "tokenizer.json").write_text("[1, 2")
    with pytest.raises(SpeechUnavailable):
        model_in(folder)


def test_what_is_heard_is_known_before_anything_is_loaded(tmp_path: Path) -> None:
    assert LocalSpeech(capacity=1).hears("en-US")
    assert not LocalSpeech(capacity=1).hears("es")
    other = LocalSpeech(capacity=1, whisper=a_folder(tmp_path, vocabulary=51_866))
    assert other.hears("es")
    assert not LocalSpeech(capacity=1, whisper=tmp_path / "nowhere").hears("en")
    assert LocalSpeech(capacity=1).speaks("en-GB")
    assert not LocalSpeech(capacity=1).speaks("zh")


def test_english_weights_are_not_told_a_language(numbers: Callable[[str], int]) -> None:
    assert start_tokens(numbers, "en-US", multilingual=False) == [
        numbers("<|startoftranscript|>"),
        numbers("<|notimestamps|>"),
    ]


@pytest.mark.parametrize(("language", "token"), [("es-MX", "<|es|>"), ("zh", "<|zh|>")])
def test_multilingual_weights_are_told_language_and_task(
    numbers: Callable[[str], int], tokenizer: Tokenizer, language: str, token: str
) -> None:
    tokens = start_tokens(numbers, language, multilingual=True)
    said = [tokenizer.id_to_token(number) for number in tokens]
    assert said == ["<|startoftranscript|>", token, "<|transcribe|>", "<|notimestamps|>"]


def test_primary_tags() -> None:
    assert [primary(tag) for tag in ("en", "en-US", "zh_Hant_TW", "ES")] == ["en", "en", "zh", "es"]
