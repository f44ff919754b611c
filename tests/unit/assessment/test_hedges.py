"""Hedging is counted where words are taken back, not in estimates, courtesies and questions."""

import pytest

from preppal.assessment.hedges import hedges_in


@pytest.mark.parametrize(
    ("said", "language", "hedges"),
    [
        ("I think we should maybe have told them.", "en", ["I think", "maybe"]),
        ("I guess it was kind of late, perhaps.", "en-GB", ["I guess", "kind of", "perhaps"]),
        ("It took probably thirty minutes, maybe about a week.", "en", []),
        ("I think it was 40 percent.", "en", []),
        ("What kind of valve? I don't think so. I think about it a lot.", "en", []),
        ("Maybe we should stop? I closed it.", "en", []),
        ("Maybe you would like an example.", "en", []),
        ("Creo que quizás fue tarde, tal vez tres días.", "es", ["Creo que", "quizás"]),
        ("我觉得可能是泵的问题，大概三天。", "zh-CN", ["我觉得", "可能"]),
        ("", "en", []),
    ],
)
def test_what_is_a_hedge(said: str, language: str, hedges: list[str]) -> None:
    found = hedges_in(said, language)
    assert found is not None
    assert [said[start:end] for start, end in found] == hedges


def test_a_language_without_a_list_is_not_counted() -> None:
    assert hedges_in("たぶん", "ja") is None
