from __future__ import annotations

import pytest

from preppal.assessment.scoring.naming import names
from preppal.assessment.sentences import sentences, words_in


def named(text: str) -> list[str]:
    found = names(text, (sentence.words for sentence in sentences(text)))
    words = [word for sentence in sentences(text) for word in sentence.words]
    return [text[word.start : word.end] for word in words if word.start in found]


@pytest.mark.parametrize(
    "name", ["Ingrid", "Priya", "Zbigniew", "Olu", "Mark", "Grace", "Jean-Luc", "O'Brien"]
)
def test_a_name_is_one_wherever_it_stands(name: str) -> None:
    assert named(f"I asked {name} on Friday.") == [name]
    assert named(f"{name} told me that the oven was off.") == [name]
    assert named(f"{name}'s oven was off. I told {name}.") == [f"{name}'s", name]


@pytest.mark.parametrize(
    "name",
    [
        "al-Rashid",
        "d'Angelo",
        "de la Cruz",
        "Mohammed al-Rashid",
        "Ludwig van der Berg",
        "Omar bin Salman",
        "Jan van Dijk",
        "李明",
        "محمد",
        "June",
        "JP",
    ],
)
def test_every_word_of_a_name_is_of_it(name: str) -> None:
    text = f"I asked {name} for the list, and later {name} had it."
    assert named(text) == [name[word.start : word.end] for word in words_in(name)] * 2


@pytest.mark.parametrize("name", ["May", "June", "Patience Okafor", "Mark Smith"])
def test_who_is_called_like_something_else_is_known_by_what_is_done(name: str) -> None:
    assert " ".join(named(f"{name} told me that the oven was off.")) == name


@pytest.mark.parametrize(
    "text",
    [
        "We opened in May and closed on 3 June.",
        "June was quiet, and the April figures were late.",
        "I moved the van to the bin, and la carte was off.",
        "Customers complained about the queue.",
        "Nobody told me. Everybody knew it.",
        "Monday was quiet. March is the month of audits.",
        "I'd called him. I'll call again.",
        "Mark the bay before you unload.",
        "Will that be enough? Patience with a child pays.",
        "Rapid-acting insulin works within a quarter of an hour.",
        "What's done is done, and that's that.",
    ],
)
def test_another_word_at_the_beginning_is_none(text: str) -> None:
    assert named(text) == []


def test_both_words_of_a_name_are_of_it() -> None:
    assert named("Li Wei rang at six. I wrote to Li Wei.") == ["Li", "Wei", "Li", "Wei"]
