"""Simulated candidates interviewed by a model's words: the rules hold, and the words are the model's."""

import itertools
from pathlib import Path

import pytest

from preppal.interviewer.transcript import BUILT_IN
from tests.evals.judging import WORDS_OF_A_FOLLOW_UP, faults_of_any, faults_of_kind
from tests.evals.minds import mind_for
from tests.evals.running import Conversation, conversations, hold
from tests.language_models.minds import OPENAI, mind_at
from tests.language_models.script import Asked, Reply, Script
from tests.language_models.server import running

CANDIDATES = ("terse", "we_only", "injects")
THINGS = (
    "plan", "morning", "call", "list", "meeting", "letter", "shift", "visit", "order", "note", "talk", "change",
    "table", "order book", "rota", "door", "phone", "box", "room", "street", "corner", "desk", "window", "map",
)  # fmt: skip


def varied() -> Script:
    """A model that never says the same twice."""
    things = (f"{one} and the {other}" for one, other in itertools.permutations(THINGS, 2))

    def words(asked: Asked) -> Reply:
        if "Write only the words before it" in asked.text:
            return Reply(f"Thank you. I leave the {next(things)} there.")
        return Reply(f"What came before the {next(things)}?")

    return Script(answering=words)


@pytest.mark.parametrize("conversation", [c for c in conversations() if c.candidate in CANDIDATES])
async def test_no_rule_is_broken_in_a_models_words(conversation: Conversation) -> None:
    setting = conversation.settings[0]
    async with running(varied()) as provider, mind_at(provider) as mind:
        held = await hold(setting, conversation.candidate, mind)
    assert faults_of_any(held, most_words=WORDS_OF_A_FOLLOW_UP) == []
    assert faults_of_kind(held, conversation.each) == []
    assert {OPENAI, BUILT_IN} <= {line.worded_by for line in held.lines}


def test_a_model_that_cannot_be_used_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ValueError, match="OPENAI_API_KEY"):
        mind_for(OPENAI)
