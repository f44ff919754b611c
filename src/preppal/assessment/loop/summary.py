"""A few sentences made from the values of a debrief, in the reader's language; numbers are the debrief's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from preppal.assessment.codes import VOTE_WORDS
from preppal.assessment.loop import codes
from preppal.assessment.loop.debrief import PanelDebrief, StageVote
from preppal.assessment.loop.differing import YES_SIDE, Disagreement
from preppal.assessment.loop.readiness import Readiness
from preppal.assessment.loop.settling import NextInterview
from preppal.foundation.i18n import Words

WITHOUT_SPACES = ("zh",)
MOST_NAMED = 3


def summary(found: PanelDebrief, say: Words, names: Mapping[str, str]) -> tuple[str, ...]:
    """The votes, where they differ, what would settle it, the outcome and why, what is missing, what to do.

    ``names`` has a msgid for every competency. Sentences are translated; joined by `paragraph`.
    """
    told = _Telling(say, names)
    return tuple(
        sentence
        for part in (
            told.votes(found),
            told.differences(found),
            told.outcome(found),
            told.gaps(found),
            told.after(found),
        )
        for sentence in part
    )


def paragraph(found: PanelDebrief, say: Words, names: Mapping[str, str]) -> str:
    """`summary` as one text."""
    return ("" if say.locale in WITHOUT_SPACES else " ").join(summary(found, say, names))


def readiness_sentence(of: Readiness, say: Words) -> str:
    """What held the word down, or else what it stands for: the two could contradict each other."""
    return say(codes.CAP_SENTENCES[of.cap] if of.cap else codes.READINESS_SENTENCES[of.word])


def next_sentence(following: NextInterview, say: Words, names: Mapping[str, str]) -> str:
    """Which interview comes next and what it covers; or that none of the loop does."""
    told = _Telling(say, names)
    competencies = told.listed(following.competencies)
    if not following.stage:
        return say(codes.NEXT_NOBODY, competencies=competencies)
    if not following.competencies:
        bare = codes.NEXT_ANY_AGAIN if following.again else codes.NEXT_ANY
        return say(bare, stage=following.title)
    sentence = codes.NEXT_AGAIN if following.again else codes.NEXT_COVERS
    return say(sentence, stage=following.title, competencies=competencies)


class _Telling:
    """The words and names that all sentences need."""

    def __init__(self, say: Words, names: Mapping[str, str]) -> None:
        self._say = say
        self._names = names

    def listed(self, competencies: Iterable[str]) -> str:
        return self._say(", ").join(self._name(name) for name in competencies)

    def votes(self, found: PanelDebrief) -> Iterator[str]:
        say = self._say
        cast = [stage for stage in found.stages if stage.vote]
        yes = sum(stage.vote in YES_SIDE for stage in cast)
        if not cast:
            yield say(codes.VOTES_NONE)
        elif len(cast) == 1:
            yield say(codes.VOTE_ONE, who=cast[0].who, vote=self._vote(cast[0]))
        elif yes:
            yield say(codes.VOTES_CAST, votes=len(cast), yes=yes)
        else:
            yield say(codes.VOTES_ALL_NO, votes=len(cast))
        silent = [stage.who for stage in found.stages if not stage.vote]
        if cast and silent:
            yield say(codes.NO_VOTE_FROM, who=say(", ").join(silent))

    def differences(self, found: PanelDebrief) -> Iterator[str]:
        say = self._say
        of_votes = [one for one in found.disagreements if one.kind == "votes"]
        apart = [one for one in found.disagreements if one.kind == "competency"]
        for one in of_votes:
            yield self._votes_differ(found, one)
        if apart:
            named = self.listed(one.competency for one in apart[:MOST_NAMED])
            yield say(codes.THEY_DISAGREE, competencies=named)
        settle = next((one.settle for one in (*apart, *of_votes) if one.settle), "")
        if settle in codes.SETTLE:
            yield say(codes.WOULD_SETTLE, settle=say(codes.SETTLE[settle]))
        if found.agreements and not found.disagreements:
            alike = (one.competency for one in found.agreements[:MOST_NAMED])
            yield say(codes.THEY_AGREE, competencies=self.listed(alike))

    def outcome(self, found: PanelDebrief) -> Iterator[str]:
        if found.readiness.word == "not_enough":
            yield self._say(codes.WHY_SENTENCES[found.why])
            return
        yield self._say(codes.OUTCOME_SENTENCES[found.outcome])
        yield self._say(codes.WHY_SENTENCES[found.why])

    def gaps(self, found: PanelDebrief) -> Iterator[str]:
        for one in found.readiness.missing:
            yield self._say(
                codes.GAP_SENTENCES[one.gap],
                heard=one.heard,
                least=one.least,
                competencies=self.listed(one.competencies),
            )

    def after(self, found: PanelDebrief) -> Iterator[str]:
        if found.next:
            yield next_sentence(found.next, self._say, self._names)
        elif found.exercise:
            name = self._name(found.exercise.competency)
            yield self._say(codes.EXERCISE_LINE, competency=name)

    def _votes_differ(self, found: PanelDebrief, one: Disagreement) -> str:
        pro, contra = found.stage(one.higher.stage), found.stage(one.lower.stage)
        return self._say(
            codes.VOTES_DIFFER,
            yes=pro.who,
            pro=self._vote(pro),
            no=contra.who,
            contra=self._vote(contra),
        )

    def _vote(self, stage: StageVote) -> str:
        return self._say(VOTE_WORDS[stage.vote]) if stage.vote else ""

    def _name(self, competency: str) -> str:
        return self._say(self._names.get(competency, competency))
