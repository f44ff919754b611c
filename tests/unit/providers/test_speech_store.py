"""Rendered speech on disk: whole or not at all, bounded, shared, and never in anybody's way."""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np
import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from preppal.providers.speech_store import ABANDONED_SECONDS, SpeechStore, key_of, packed, unpacked

TONE = (3_000 * np.sin(np.arange(24_000) / 9)).astype("<i2").tobytes()


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def noise(length: int, seed: int = 0) -> bytes:
    """What does not compress."""
    return np.random.default_rng(seed).integers(-(2**15), 2**15, length).astype("<i2").tobytes()


@given(st.lists(st.integers(-(2**15), 2**15 - 1), max_size=200))
def test_every_sound_comes_back_as_it_was(samples: list[int]) -> None:
    pcm = np.array(samples, "<i2").tobytes()
    assert unpacked(packed(pcm)) == pcm


def test_an_odd_last_byte_is_no_sample() -> None:
    assert unpacked(packed(TONE + b"x")) == TONE


@given(st.binary(max_size=60), st.integers(0, 200), st.integers(1, 255))
def test_what_was_broken_is_noticed(rest: bytes, place: int, by: int) -> None:
    whole = bytearray(packed(TONE[:400]))
    whole[place % len(whole)] ^= by
    assert unpacked(bytes(whole)) is None
    assert unpacked(rest) is None
    assert unpacked(packed(TONE)[:-3]) is None


def test_keys_depend_on_every_fact_and_its_place() -> None:
    assert key_of("a", "b") == key_of("a", "b")
    assert len({key_of("a", "b"), key_of("b", "a"), key_of("ab"), key_of("ab", "")}) == 4


def test_kept_and_found_again_by_another_process(tmp_path: Path) -> None:
    folder = tmp_path / "speech"
    key = key_of("hibari", "heart", "1.0", "I see.")
    assert SpeechStore(folder).get(key) is None
    SpeechStore(folder).put(key, TONE)
    assert SpeechStore(folder).has(key)
    assert SpeechStore(folder).get(key) == TONE
    (path,) = files(folder)
    assert len(path.read_bytes()) < len(TONE)


@pytest.mark.parametrize("content", [b"", b"PPSP1", packed(TONE)[:-1], b"\0" * 500])
def test_a_broken_file_is_dropped_and_made_again(tmp_path: Path, content: bytes) -> None:
    store, key = SpeechStore(tmp_path), key_of("x")
    store.put(key, TONE)
    (path,) = files(tmp_path)
    path.write_bytes(content)
    assert store.get(key) is None
    assert not store.has(key)
    store.put(key, TONE)
    assert store.get(key) == TONE


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    size = len(packed(noise(5_000)))
    store = SpeechStore(tmp_path, limit=size * 4 + size // 2)
    keys = [key_of(str(number)) for number in range(5)]
    for age, key in zip((500, 400, 9_000, 200), keys, strict=False):
        store.put(key, noise(5_000))
        path = tmp_path / key[:2] / key[2:]
        os.utime(path, (time.time() - age * 10, time.time() - age * 10))
    assert store.get(keys[2]) is not None  # used now, although it is the oldest
    store.put(keys[4], noise(5_000, seed=1))
    assert not store.has(keys[0])
    assert all(store.has(key) for key in keys[1:])


def test_others_files_count_too(tmp_path: Path) -> None:
    size = len(packed(noise(5_000)))
    mine, theirs = (SpeechStore(tmp_path, limit=size * 6) for _ in range(2))
    for number in range(20):
        (mine, theirs)[number % 2].put(key_of(str(number)), noise(5_000, seed=number))
    assert sum(path.stat().st_size for path in files(tmp_path)) <= size * 7


def test_what_somebody_died_over_is_cleared_away(tmp_path: Path) -> None:
    store = SpeechStore(tmp_path, limit=10)
    (tmp_path / "ab").mkdir()
    torn, fresh = tmp_path / "ab" / "cd.1.part", tmp_path / "ab" / "cd.2.part"
    for path in (torn, fresh):
        path.write_bytes(b"PPSP1")
    long_ago = time.time() - ABANDONED_SECONDS - 60
    os.utime(torn, (long_ago, long_ago))
    store.put(key_of("x"), TONE)
    assert not torn.exists()
    assert fresh.exists()


def test_a_folder_that_cannot_be_written_is_said_once(tmp_path: Path) -> None:
    blocked = tmp_path / "speech"
    blocked.write_text("a file stands where the folder should be")
    store = SpeechStore(blocked)
    with structlog.testing.capture_logs() as logs:
        for number in range(3):
            store.put(key_of(str(number)), TONE)
    assert [entry["log_level"] for entry in logs] == ["warning"]
    assert str(tmp_path) not in str(logs)
    assert store.get(key_of("0")) is None


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_said_once_and_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, key = SpeechStore(tmp_path), key_of("x")
    (tmp_path / key[:2]).mkdir()
    # what is written beside the place goes to a device that has no room
    monkeypatch.setattr(
        Path, "with_name", lambda path, name: _linked(path.parent / name, Path("/dev/full"))
    )
    with structlog.testing.capture_logs() as logs:
        store.put(key, TONE)
        store.put(key, TONE)
    assert len(logs) == 1
    assert "space" in logs[0]["reason"]
    assert files(tmp_path) == []


def _linked(path: Path, target: Path) -> Path:
    path.symlink_to(target)
    return path
