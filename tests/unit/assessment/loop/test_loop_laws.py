"""What must hold for any loop: readiness against scores, gaps and order, and against the debrief's outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from preppal.assessment.loop.debrief import PanelDebrief, debrief
from preppal.assessment.loop.deciding import GOES_WITH
from preppal.assessment.loop.evidence import Objection, StageHeld
from preppal.assessment.loop.readiness import BARS, WORDS, chance, weigh
from tests.unit.assessment.loop.panels import MODEL, NOW, Loop, judged, loops, solid_loops, words

ANY = st.one_of(loops(), solid_loops())
ROUNDING = 1e-9


def debriefed(loop: Loop) -> PanelDebrief:
    return debrief(loop.stages, now=NOW, level=loop.level, ahead=loop.ahead)


def with_stage(loop: Loop, number: int, stage: StageHeld) -> Loop:
    stages = list(loop.stages)
    stages[number] = stage
    return loop._replace(stages=tuple(stages))


def raised(loop: Loop, data: st.DataObject) -> Loop:
    """The same loop with one answer scored higher, and all that follows from it in its own interview."""
    number = data.draw(st.integers(0, len(loop.stages) - 1))
    stage = loop.stages[number]
    assume(stage.answers)
    which = data.draw(st.integers(0, len(stage.answers) - 1))
    more = data.draw(st.integers(1, 40)) / 10
    answers = [
        replace(answer, score=min(5.0, answer.score + more)) if place == which else answer
        for place, answer in enumerate(stage.answers)
    ]
    return with_stage(loop, number, judged(replace(stage, answers=tuple(answers))))


@given(ANY, st.data())
def test_a_higher_score_never_lowers_readiness(loop: Loop, data: st.DataObject) -> None:
    higher = raised(loop, data)
    before, after = (weigh(one.stages, now=NOW, ahead=one.ahead) for one in (loop, higher))
    assert after.total.mean >= before.total.mean - ROUNDING
    assert after.total.sd == before.total.sd
    bar = BARS[loop.level]
    assert chance(after.total, bar) >= chance(before.total, bar) - ROUNDING
    was, became = debriefed(loop), debriefed(higher)
    assert WORDS.index(became.readiness.word) >= WORDS.index(was.readiness.word)
    assert (became.outcome == "no") <= (was.outcome == "no")
    assert (was.outcome == "hire") <= (became.outcome == "hire")


@given(ANY, st.data())
def test_less_evidence_never_narrows_the_band(loop: Loop, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(loop.stages) - 1))
    stage = loop.stages[number]
    assume(stage.answers)
    gone = data.draw(st.integers(0, len(stage.answers) - 1))
    kept = stage.answers[:gone] + stage.answers[gone + 1 :]
    less = with_stage(loop, number, judged(replace(stage, answers=kept)))
    before, after = (weigh(one.stages, now=NOW, ahead=one.ahead) for one in (loop, less))
    assert after.total.sd >= before.total.sd - ROUNDING
    for name, of in before.estimates.items():
        assert name not in after.estimates or after.estimates[name].sd >= of.sd - ROUNDING


@given(ANY, st.integers(1, 400))
def test_older_evidence_never_narrows_the_band(loop: Loop, days: int) -> None:
    before, after = (
        weigh(loop.stages, now=now, ahead=loop.ahead) for now in (NOW, NOW + timedelta(days=days))
    )
    assert after.total.sd >= before.total.sd - ROUNDING
    assert after.missing == before.missing


@given(ANY, st.randoms(use_true_random=False))
def test_the_order_of_interviews_makes_no_difference(loop: Loop, random: object) -> None:
    stages = list(loop.stages)
    random.shuffle(stages)  # type: ignore[attr-defined]
    assert debriefed(loop._replace(stages=tuple(stages))) == debriefed(loop)


@given(ANY)
def test_readiness_never_contradicts_the_outcome(loop: Loop) -> None:
    found = debriefed(loop)
    assert found.readiness.word in GOES_WITH[found.outcome]
    votes = [stage.vote for stage in found.stages if stage.vote]
    if found.outcome in ("hire", "hire_lower"):
        assert not found.vetoes
        assert votes
        assert set(votes) <= {"yes", "strong_yes"}
        assert all(one.state == "met" for one in found.must_haves)
    if found.outcome == "no":
        assert found.vetoes or (found.readiness.high or 5) <= found.readiness.bar
    assert (found.next is not None) == (found.outcome == "hold")
    if found.readiness.word == "ready":
        assert found.outcome == "hire"


@given(ANY)
def test_what_is_said_to_hold_the_word_down_does(loop: Loop) -> None:
    """Only where the word would be higher without it; and then it lies where that holds it."""
    at = {"must_low": "not_yet", "must_middling": "mixed", "veto": "not_yet", "votes": "mixed"}
    at |= {"one_more": "close", "lower_level": "close"}
    found = debriefed(loop).readiness
    assert found.cap is None or found.word == at[found.cap]


@given(ANY)
def test_not_enough_evidence_exactly_when_the_rule_says_so(loop: Loop) -> None:
    """§9: six scored leads in two stages, 60 % of the weight heard at .4 or better, every must-have tested."""
    answers = [answer for stage in loop.stages for answer in stage.answers]
    plans = [stage.weights for stage in loop.stages] + [one.weights for one in loop.ahead]
    sure = {answer.competency for answer in answers if answer.confidence >= 0.4}
    covered = sum(plan[name] for plan in plans for name in sure) / len(plans)
    assume(abs(covered - 0.6) > ROUNDING)
    enough = (
        len(answers) >= 6
        and len({stage.key for stage in loop.stages if stage.answers}) >= 2
        and covered > 0.6
        and loop.stages[0].must_haves <= {answer.competency for answer in answers}
    )
    found = debriefed(loop).readiness
    assert (found.word != "not_enough") == enough
    assert bool(found.missing) != enough
    assert (found.value is not None) == enough


@given(ANY)
def test_numbers_leave_with_one_decimal_and_no_chance(loop: Loop) -> None:
    def look(value: object, name: str = "") -> None:
        assert name not in {"p", "chance", "probability", "percent", "mean", "sd", "weight"}
        if isinstance(value, dict):
            for key, inner in value.items():
                look(inner, key)
        elif isinstance(value, list):
            for inner in value:
                look(inner)
        elif isinstance(value, float):
            assert value == round(value, 1)
            assert 1 <= value <= 5

    look(debriefed(loop).to_json())


@given(ANY)
def test_a_stored_debrief_comes_back_equal(loop: Loop) -> None:
    found = debriefed(loop)
    assert PanelDebrief.from_json(found.to_json()) == found


@given(ANY, st.data())
def test_no_vote_outweighs_a_veto(loop: Loop, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(loop.stages) - 1))
    stage = loop.stages[number]
    ground = data.draw(st.sampled_from(("fabrication", "blame", "unsafe_practice")))
    objection = Objection(ground, "He names two employers for one year.", words(stage.key, "x"))
    found = debriefed(with_stage(loop, number, replace(stage, objections=(objection,))))
    assert any(veto.ground == ground for veto in found.vetoes)
    enough = found.readiness.word != "not_enough"
    assert found.outcome == ("no" if enough else "hold")
    assert all(veto.said and all(said.quote for said in veto.said) for veto in found.vetoes)


@given(ANY)
def test_votes_stand_as_they_were(loop: Loop) -> None:
    found = debriefed(loop)
    cast = {stage.key: stage.vote.vote for stage in loop.stages if stage.vote}
    assert {stage.key: stage.vote for stage in found.stages} == cast


@given(ANY)
def test_every_quote_was_said_in_the_interview_it_names(loop: Loop) -> None:
    found = debriefed(loop)
    said = {one for stage in loop.stages for heard in stage.heard for one in heard.said}
    sides = [side for one in found.disagreements for side in (one.higher, one.lower)]
    assert all(side.said is None or side.said.stage == side.stage for side in sides)
    quotes = [side.said for side in sides] + [one.said for one in found.agreements]
    quotes += [one.said for one in (*found.strongest, *found.weakest, *found.must_haves)]
    assert all(one is None or one in said for one in quotes)


@given(ANY)
def test_a_model_counts_for_more_than_the_builtin_reviewer(loop: Loop) -> None:
    of_model = loop._replace(
        stages=tuple(
            replace(
                stage,
                answers=tuple(replace(answer, assessor=MODEL) for answer in stage.answers),
            )
            for stage in loop.stages
        )
    )
    assert (
        weigh(of_model.stages, now=NOW).total.sd <= weigh(loop.stages, now=NOW).total.sd + ROUNDING
    )
