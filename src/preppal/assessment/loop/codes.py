"""Every code of a debrief, with the English sentences that pages translate and show.

Names of competencies stand in ``%(competency)s`` and ``%(competencies)s``, already translated; at the start
of a sentence or after a colon, where a capital letter is right in every language.
"""

from __future__ import annotations

from collections.abc import Mapping

from preppal.assessment.loop.debrief import MustState
from preppal.assessment.loop.deciding import Outcome, VetoGround, Why
from preppal.assessment.loop.heat import State
from preppal.assessment.loop.moving import Direction
from preppal.assessment.loop.readiness import Cap, Gap, Word
from preppal.assessment.loop.settling import ExerciseReason
from preppal.foundation.i18n import N_

READINESS_WORDS: Mapping[Word, str] = {
    "ready": N_("Ready"),
    "close": N_("Nearly ready"),
    "mixed": N_("Getting there"),
    "not_yet": N_("Not yet"),
    "not_enough": N_("Not enough evidence yet"),
}
READINESS_SENTENCES: Mapping[Word, str] = {
    "ready": N_(
        "What was heard lies over the bar for this level, also at the lower end of what is likely."
    ),
    "close": N_("What was heard lies about the bar for this level, rather over it than under."),
    "mixed": N_("What was heard lies about the bar for this level, and it could go either way."),
    "not_yet": N_("What was heard does not reach the bar for this level yet."),
    "not_enough": N_(
        "Too little was heard for a word on the whole. What each interview heard is below."
    ),
}
READINESS_RULE = N_(
    "Readiness is arithmetic: what each interview heard, weighed by how sure it is, how old it is and what"
    " counts for this job. What was not asked stays in the middle and widens the band. The steps are our own"
    " choice and were not checked against hiring; it is no chance of being hired."
)
PRACTICE_ONLY = N_("Practice, not for selection.")

CAP_SENTENCES: Mapping[Cap, str] = {
    "must_low": N_(
        "Held at “not yet”: something the job insists on was heard too little. Strengths elsewhere do not make up for it."
    ),
    "must_middling": N_(
        "Held at “getting there”: something the job insists on was heard only in part. Strengths elsewhere do not make up for it."
    ),
    "veto": N_("Held at “not yet”: there is a veto."),
    "votes": N_("Held at “getting there”: most would vote no."),
    "one_more": N_("Held at “nearly ready”: it takes one more interview."),
    "lower_level": N_("Held at “nearly ready”: it speaks for a lower level."),
}
GAP_SENTENCES: Mapping[Gap, str] = {
    "few_answers": N_(
        "%(heard)s answers have a score; %(least)s are the least for a word on the whole."
    ),
    "one_interview": N_(
        "Two interviews with scored answers are the least for a word on the whole."
    ),
    "much_unheard": N_("Much of what counts was not heard, or only faintly: %(competencies)s."),
    "must_untested": N_("The job insists on it, and nobody has heard it yet: %(competencies)s."),
}
NEXT_COVERS = N_("Next: %(stage)s covers %(competencies)s.")
NEXT_AGAIN = N_("Next: %(stage)s, held once more, covers %(competencies)s.")
NEXT_ANY = N_("Next: %(stage)s.")
NEXT_ANY_AGAIN = N_("Next: %(stage)s, held once more.")
NEXT_NOBODY = N_("No interview of this loop asks about it: %(competencies)s.")

OUTCOME_WORDS: Mapping[Outcome, str] = {
    "hire": N_("Hire"),
    "hire_lower": N_("Hire at a lower level"),
    "hold": N_("Hold: one more interview"),
    "no": N_("No hire"),
}
OUTCOME_SENTENCES: Mapping[Outcome, str] = {
    "hire": N_("On these interviews, the debrief would end with: hire."),
    "hire_lower": N_("On these interviews, the debrief would end with: hire, one level lower."),
    "hold": N_(
        "On these interviews, the debrief would end with: hold, and hear one more interview."
    ),
    "no": N_("On these interviews, the debrief would end with: no hire."),
}
WHY_SENTENCES: Mapping[Why, str] = {
    "evidence_missing": N_("There is not enough evidence to decide."),
    "veto": N_("A veto stands, and no vote outweighs it."),
    "under_the_bar": N_(
        "All that is likely lies under the bar, and the votes do not speak against it."
    ),
    "votes_on_both_sides": N_("The votes lie on both sides, and are not averaged."),
    "must_in_doubt": N_("Something the job insists on is in doubt."),
    "votes_short": N_("The votes do not carry it, and what was heard does not rule it out."),
    "near_the_bar": N_("The votes carry it, and what was heard lies too near the bar."),
    "under_the_level": N_("The votes carry it; leadership or design lies under this level."),
    "votes_and_bar": N_("The votes carry it, and what was heard bears them out."),
}
VETO_SENTENCES: Mapping[VetoGround, str] = {
    "fabrication": N_("A veto, with these words: something was made up."),
    "blame": N_("A veto, with these words: the fault was put on others."),
    "unsafe_practice": N_("A veto, with these words: a practice that is not safe."),
    "must_have": N_(
        "A veto: the job insists on it, and two interviews heard too little of it. %(competency)s."
    ),
    "senior": N_(
        "A veto: a strong no from senior management, which rests on this. %(competency)s."
    ),
}
STATE_SENTENCES: Mapping[State, str] = {
    "scored": N_("Scored"),
    "thin": N_("Asked, not enough evidence"),
    "not_asked": N_("Not asked"),
}
MUST_SENTENCES: Mapping[MustState, str] = {
    "untested": N_("Not tested yet."),
    "low": N_("Heard too little."),
    "middling": N_("Heard in part."),
    "met": N_("Heard."),
}
HEARD_ONCE = N_("Heard once only, which is not enough for a clear word.")
DIRECTION_SENTENCES: Mapping[Direction, str] = {
    "up": N_("Later interviews heard more than earlier ones."),
    "down": N_("Later interviews heard less than earlier ones."),
    "unclear": N_("No clear change yet."),
}
EXERCISE_REASONS: Mapping[ExerciseReason, str] = {
    "must_untested": N_("The job insists on it, and nobody has heard it yet."),
    "must_low": N_("The job insists on it, and more of it would change most."),
    "untested": N_("It counts for this job, and nobody has heard it yet."),
    "weak": N_("It counts for this job, and more of it would change most."),
}

SETTLE: Mapping[str, str] = {
    "problem_solving": N_(
        "One problem told from the first sign to the fix, with the causes you ruled out and how."
    ),
    "ownership": N_(
        "One story of a failure in your own area, told with “I” from the first sign to the last check."
    ),
    "communication": N_(
        "One message you changed for somebody who could not follow, and how you knew that it landed."
    ),
    "collaboration": N_(
        "One thing done with another team: your part, theirs, and what you changed for them."
    ),
    "leadership": N_(
        "One person or group that did something differently because of you, and how it went on without you."
    ),
    "customer_focus": N_(
        "One customer or user whose need was not what they asked for, and how you found out."
    ),
    "domain_depth": N_(
        "One thing of your field explained down to where it fails, with a case you saw yourself."
    ),
    "design_tradeoffs": N_(
        "One choice between two workable ways: what each would have cost, and what you gave up."
    ),
    "execution_results": N_(
        "One thing you finished, with the number before, the number after, and your share in it."
    ),
    "learning_adaptability": N_(
        "One habit you changed after hearing that something was wrong, and where it showed since."
    ),
    "integrity_judgement": N_(
        "One right decision that cost you something, and who would have been harmed otherwise."
    ),
    "motivation_fit": N_("Two things about this very job, each tied to a choice you made before."),
    "planning": N_("One plan that broke: the first sign, what you dropped, and whom you told."),
    "conflict_handling": N_(
        "One disagreement told fairly from the other side, and how the two of you got on afterwards."
    ),
}
"""What would settle a doubt about a competency: which story to tell, never how to score."""

VOTES_CAST = N_("%(yes)s of %(votes)s would vote yes, each before seeing the others.")
VOTES_ALL_NO = N_("None of %(votes)s would vote yes, each before seeing the others.")
VOTE_ONE = N_("%(who)s alone has voted: %(vote)s.")
VOTES_NONE = N_("Nobody heard enough for a vote.")
NO_VOTE_FROM = N_("Too little was heard for a vote from: %(who)s.")
THEY_DISAGREE = N_("Where they disagree: %(competencies)s.")
VOTES_DIFFER = N_("%(yes)s would vote “%(pro)s” and %(no)s “%(contra)s”.")
WOULD_SETTLE = N_("What would settle it: %(settle)s")
THEY_AGREE = N_("Heard alike in more than one interview: %(competencies)s.")
EXERCISE_LINE = N_("The one exercise to do next: %(competency)s.")
