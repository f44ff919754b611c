"""From an assessment's scores to the rows of its page. Pure: values in, values out."""

from collections.abc import Mapping, Sequence
from statistics import median

from preppal.assessment.assess import CONDUCT, is_away
from preppal.assessment.codes import SCORE_RULES, SHAPE_QUESTIONS, SIGNAL_MISSING, STRENGTHS
from preppal.assessment.model_assessor.assessor import OFF_TOPIC
from preppal.assessment.model_assessor.rubric import check_texts
from preppal.assessment.rating import BUILTIN, EVERYTHING_ELSE
from preppal.assessment.report import (
    SIGNALS,
    AnswerScore,
    Assessment,
    CompetencyScore,
    QuestionFinding,
    certainty_of,
)
from preppal.assessment.shapes import shape_of
from preppal.assessment.transcript import AssessedTurn
from preppal.interviewer.questions import load_bank
from preppal.interviews.judged_rows import (
    Anchor,
    AnswerRow,
    CheckRow,
    JudgedRows,
    KeepLine,
    MustRow,
    PartRow,
    ScoreRow,
    Slot,
    State,
    Structure,
    VoteLine,
    Worth,
    dot,
    told,
)
from preppal.interviews.quoting import Span, quote_of
from preppal.interviews.wording import COMPETENCY_NAMES

MOST_QUOTES = 2
"""Of a competency's row; all of them stand with what made its score."""
HEARD = 0.75
"""From which mean of the samples a check is heard, not partly."""
UNSCORED = "nobody asked"


def judged_rows(
    assessment: Assessment,
    letters: Mapping[Span, str],
    turns: Mapping[int, AssessedTurn],
    musts: Sequence[MustRow] = (),
) -> JudgedRows:
    """All parts beyond what was heard; nothing where there was not enough to judge."""
    if not assessment.enough:
        return JudgedRows()
    answers = answer_rows(assessment, letters, turns)
    return JudgedRows(
        scores=tuple(
            _score_row(one, assessment, answers, letters, turns)
            for one in sorted(assessment.competencies, key=lambda one: one.score or 9.0)
        ),
        vote=_vote(assessment),
        keep=_keep(assessment, letters, turns),
        structure=_structure(assessment.findings),
        musts=tuple(musts),
        made_by=_made_by(assessment),
    )


def answer_rows(
    assessment: Assessment, letters: Mapping[Span, str], turns: Mapping[int, AssessedTurn]
) -> dict[str, AnswerRow]:
    """By lead: score, what made it, and a stronger shape. Without scores there is still the shape."""
    scores = {score.lead_id: score for score in assessment.answers}
    by_model = {one.competency for one in assessment.competencies if one.assessor != BUILTIN}
    return {
        finding.lead_id: _answer_row(
            finding,
            scores.get(finding.lead_id),
            letters,
            turns,
            by_model=finding.competency in by_model,
        )
        for finding in assessment.findings
    }


def _answer_row(
    finding: QuestionFinding,
    score: AnswerScore | None,
    letters: Mapping[Span, str],
    turns: Mapping[int, AssessedTurn],
    *,
    by_model: bool,
) -> AnswerRow:
    off = score is not None and (is_away(score) or OFF_TOPIC in score.rules)
    # Told better, it would be no better.
    unshaped = off or (score is not None and CONDUCT in score.rules)
    shape = None if unshaped else shape_of(finding)
    return AnswerRow(
        question=finding.short,
        told=told(score.score, certainty_of(score.confidence))
        if score and score.score is not None
        else None,
        rules=tuple(SCORE_RULES.get(rule, rule) for rule in score.rules) if score else (),
        worths=_worths(score.worths) if score and not by_model else (),
        checks=_checks(score.worths) if score and by_model else (),
        rationale=score.rationale if score else "",
        quotes=tuple(quote_of(one, letters, turns) for one in score.evidence) if score else (),
        shape=tuple(
            Slot(
                slot.signal,
                tuple(quote_of(one, letters, turns) for one in slot.evidence),
                SHAPE_QUESTIONS.get(slot.asks, ""),
                say_earlier=slot.earlier,
            )
            for slot in shape.slots
        )
        if shape
        else (),
        is_away=off,
        turn_seq=min(finding.turn_seqs, default=None),
        words=finding.words,
    )


def _checks(shares: Mapping[str, float]) -> tuple[CheckRow, ...]:
    """In the rubric's order. A share is what the samples said together: 1 a yes each, .5 a partly."""
    texts = check_texts()
    return tuple(
        CheckRow(
            texts.get(check, check),
            "heard" if share >= HEARD else "partly" if share > 0 else "missing",
        )
        for check, share in sorted(shares.items())
    )


def _worths(parts: Mapping[str, float]) -> tuple[Worth, ...]:
    """The weightiest first, what is not named last: a JSON column keeps no order. What would be shown as nothing is not shown:
    it only alarms, such as a doubt that hardly is one."""
    named = sorted(
        (
            (name, worth)
            for name, worth in parts.items()
            if name != EVERYTHING_ELSE and round(worth, 2)
        ),
        key=lambda part: (-abs(part[1]), part[0]),
    )
    rest = parts.get(EVERYTHING_ELSE, 0.0)
    last = () if not round(rest, 2) else (Worth(EVERYTHING_ELSE, rest, is_rest=True),)
    return (*(Worth(name, worth) for name, worth in named), *last)


def _score_row(
    one: CompetencyScore,
    assessment: Assessment,
    answers: Mapping[str, AnswerRow],
    letters: Mapping[Span, str],
    turns: Mapping[int, AssessedTurn],
) -> ScoreRow:
    mine = [answer for answer in assessment.answers if answer.competency == one.competency]
    name = COMPETENCY_NAMES.get(one.competency, one.competency)
    rows = tuple(answers[answer.lead_id] for answer in mine if UNSCORED not in answer.rules)
    if one.score is None or one.low is None or one.high is None:
        return ScoreRow(name, None, None, why=_why(mine), answers=rows, assessor=one.assessor)
    return ScoreRow(
        name=name,
        told=told(one.score, one.certainty),
        dot=dot(one.score, one.low, one.high),
        note=_note(one, assessment.findings),
        quotes=tuple(quote_of(span, letters, turns) for span in one.evidence[:MOST_QUOTES]),
        prompted=bool(one.evidence) and all(span.prompted for span in one.evidence),
        anchors=_anchors(one),
        answers=rows,
        assessor=one.assessor,
        rationale=one.rationale,
    )


def _why(answers: Sequence[AnswerScore]) -> str:
    """Why nothing was observed: what is told of the first answer that somebody asked for."""
    rules = [rule for answer in answers for rule in answer.rules]
    asked = [rule for rule in rules if rule != UNSCORED]
    first = next(iter(asked or rules), UNSCORED)
    return SCORE_RULES.get(first, first)


def _note(one: CompetencyScore, findings: Sequence[QuestionFinding]) -> str:
    """What was missing in the answers it was made of: the first thing in an answer's order."""
    missing = {s for f in findings if f.lead_id in one.lead_ids for s in f.missing}
    return next((SIGNAL_MISSING[signal] for signal in reversed(SIGNALS) if signal in missing), "")


def _anchors(one: CompetencyScore) -> tuple[Anchor, ...]:
    competency = load_bank().competencies.get(one.competency)
    if competency is None or one.score is None:
        return ()
    near = min(competency.anchors, key=lambda place: abs(place - (one.score or 0)))
    return tuple(
        Anchor(place, text, place == near) for place, text in sorted(competency.anchors.items())
    )


def _vote(assessment: Assessment) -> VoteLine | None:
    found = assessment.recommendation
    if found is None or not assessment.competencies:
        return None
    return VoteLine(
        vote=found.vote,
        certainty=found.certainty,
        average=told(found.mean, found.certainty) if found.mean is not None else None,
        held_by=COMPETENCY_NAMES.get(found.held_by, ""),
    )


def _keep(
    assessment: Assessment, letters: Mapping[Span, str], turns: Mapping[int, AssessedTurn]
) -> tuple[KeepLine, ...]:
    shorts = {finding.lead_id: finding.short for finding in assessment.findings}
    return tuple(
        KeepLine(
            STRENGTHS[one.code].headline,  # type: ignore[index]
            STRENGTHS[one.code].body,  # type: ignore[index]
            shorts.get(one.lead_id, ""),
            quote_of(one.evidence, letters, turns),
        )
        for one in assessment.strengths
        if one.code in STRENGTHS
    )


def _structure(findings: Sequence[QuestionFinding]) -> Structure | None:
    """Over the questions that brought something to judge."""
    seen = [finding for finding in findings if finding.status in ("shown", "partly")]
    if not seen:
        return None
    parts = []
    for signal in SIGNALS:
        states: list[State] = []
        for finding in seen:
            if any(evidence.signal == signal for evidence in finding.evidence):
                states.append("prompted" if signal in finding.after_prompt else "heard")
            elif signal in finding.missing:
                states.append("missing")
        if states:
            parts.append(PartRow(signal, tuple(states)))
    words = [finding.words for finding in seen]
    return Structure(tuple(parts), round(median(words)), max(words))


def _made_by(assessment: Assessment) -> str:
    stamps = assessment.stamps
    named = {
        "rubric": stamps.rubric,
        "assessor": stamps.assessor,
        "weights": stamps.weights,
        "prompt": stamps.prompt,
    }
    return ", ".join(f"{name} {version}" for name, version in named.items() if version)
