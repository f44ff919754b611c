"""How many sessions a machine carries: by what this process may really use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from preppal.providers.processors import (
    SESSIONS_A_PROCESSOR,
    usable_processors,
    voice_sessions_here,
)


@pytest.mark.parametrize(
    ("quota", "at_most"),
    [
        ("100000 100000", 1),
        ("50000 100000", 1),
        ("max 100000", 10_000),
        ("", 10_000),
        ("1 0", 10_000),
    ],
)
def test_a_containers_share_counts(tmp_path: Path, quota: str, at_most: int) -> None:
    file = tmp_path / "cpu.max"
    file.write_text(quota)
    assert 1 <= usable_processors(file) <= at_most


def test_without_a_quota_all_that_it_may_run_on(tmp_path: Path) -> None:
    count = usable_processors(tmp_path / "nothing")
    assert 1 <= count <= (os.cpu_count() or 1)


def test_sessions_by_processors() -> None:
    assert voice_sessions_here() == min(64, SESSIONS_A_PROCESSOR * usable_processors())
