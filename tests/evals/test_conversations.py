"""Every kind of simulated candidate, interviewed by the built-in mind: conversations/*.yaml."""

import pytest

from preppal.interviewer.asking import WORDS_A_TURN
from preppal.interviewer.conversation import BuiltInMind
from preppal.interviewer.simulation.candidates import KINDS
from tests.evals.minds import mind_for
from tests.evals.running import Conversation, conversations, faults


@pytest.mark.parametrize("conversation", conversations(), ids=lambda one: one.candidate)
async def test_what_a_kind_of_candidate_must_meet(conversation: Conversation) -> None:
    assert await faults(conversation, BuiltInMind(), most_words=WORDS_A_TURN) == []


def test_every_kind_has_its_conversation() -> None:
    assert [one.candidate for one in conversations()] == sorted(KINDS)


async def test_a_conversation_can_fail() -> None:
    """The expectations of one kind do not hold for another."""
    by_kind = {one.candidate: one for one in conversations()}
    strong = by_kind["strong"]
    swapped = Conversation("terse", strong.minutes[:1], strong.each, strong.some)
    found = await faults(swapped, BuiltInMind(), most_words=WORDS_A_TURN)
    assert any("says say_more" in fault for fault in found)
    assert any("in no interview: deepen" in fault for fault in found)


def test_a_mind_that_is_not_there_is_said_to_be_missing() -> None:
    with pytest.raises(ValueError, match="nobody"):
        mind_for("nobody:nothing")
