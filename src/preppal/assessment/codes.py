"""Every code the judgement emits (delivery: `delivery_words`), with the English sentences that pages translate and show.

A page looks a code up here and passes the message through gettext with the code's params:
`_(ADVICE[a.code].body, **a.params)`. No message holds a bare percent sign. Questions and quotes
are shown beside the sentence by the page, never pasted into it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from preppal.assessment.report import Certainty, Signal, Status, Vote
from preppal.foundation.i18n import N_

NotEnough = Literal[
    "nothing_said", "no_question_answered", "too_few_words", "only_declined", "other_language"
]
AdviceCode = Literal[
    "name_your_part",
    "give_one_occasion",
    "set_the_scene",
    "say_the_result",
    "say_why",
    "give_reasons",
    "be_particular",
    "answer_the_question",
    "look_at_conduct",
    "say_what_you_learned",
    "say_what_you_would_do",
    "say_more",
    "say_how_much",
    "shorten",
    "come_back_to_it",
    "slow_down",
    "pick_up_the_pace",
    "drop_the_fillers",
    "lead_with_it",
    "take_a_harder_one",
]
StrengthCode = Literal[
    "sized_the_result",
    "told_the_result",
    "own_part_is_clear",
    "gave_reasons",
    "said_what_changed",
    "set_the_scene_well",
]

NOT_ENOUGH_CODES: tuple[NotEnough, ...] = get_args(NotEnough)
ADVICE_CODES: tuple[AdviceCode, ...] = get_args(AdviceCode)


@dataclass(frozen=True, slots=True)
class Wording:
    """A headline (one short sentence) and a body (what was heard, then what to do)."""

    headline: str
    body: str


SIGNAL_NAMES: Mapping[Signal, str] = {
    "situation": N_("The situation"),
    "own_part": N_("Your own part"),
    "reasons": N_("Reasons"),
    "result": N_("The result"),
    "learning": N_("What you learned"),
}

SIGNAL_MISSING: Mapping[Signal, str] = {
    "situation": N_("Not heard: when it was, where, and what was going on."),
    "own_part": N_("Not heard: what you did yourself."),
    "reasons": N_("Not heard: the reason why."),
    "result": N_("Not heard: how it ended."),
    "learning": N_("Not heard: what you do differently since."),
}

AFTER_PROMPT = N_("Said after a follow-up question.")

STATUS_WORDS: Mapping[Status, str] = {
    "shown": N_("Heard"),
    "partly": N_("Partly heard"),
    "not_enough": N_("Not enough to judge"),
    "declined": N_("Passed"),
    "not_asked": N_("Not asked"),
}

LITTLE_HEARD = N_("Little heard")
"""Of an answer that was long enough to score, and has nothing that its question asks for."""
OWN_WAY_HEARD = N_("Heard, told in its own way")
"""The same of an answer that scored well all the same."""
AWAY_HEARD = N_("Heard, hardly on the question")
"""Of an answer that says much, and nothing of its question's words."""
STATUS_SENTENCES: Mapping[Status, str] = {
    "shown": N_("Everything this question asks for was heard."),
    "partly": N_("Some of what this question asks for was heard."),
    "not_enough": N_("Too little was heard to say anything about it."),
    "declined": N_("You passed on this one. That counts neither way."),
    "not_asked": N_("There was no time for this one."),
}

NOT_ENOUGH: Mapping[NotEnough, Wording] = {
    "nothing_said": Wording(
        N_("Not enough to judge. Nothing was said."),
        N_("No words of yours reached the transcript. Check the microphone, or answer typed."),
    ),
    "no_question_answered": Wording(
        N_("Not enough to judge. It ended before the first question was answered."),
        N_("The warm-up is not judged. Stay for one question and there will be a report."),
    ),
    "too_few_words": Wording(
        N_("Not enough to judge. The answers were very short."),
        N_("Tell one real case in five or six sentences, and there will be something to quote."),
    ),
    "only_declined": Wording(
        N_("Not enough to judge. You passed on the questions that came."),
        N_("That counts neither way. Another set of questions may suit you better."),
    ),
    "other_language": Wording(
        N_("Not enough to judge. Most of it was not in English."),
        N_("This reviewer reads English only so far. Your transcript is kept."),
    ),
}

ADVICE: Mapping[AdviceCode, Wording] = {
    "name_your_part": Wording(
        N_("Say which part was yours."),
        N_(
            "Little of what you did yourself could be made out here. Tell it again and name one"
            " thing you decided, one you did, and one you would answer for."
        ),
    ),
    "give_one_occasion": Wording(
        N_("Tell one occasion, start to end."),
        N_(
            "No single day with its steps could be made out in this answer. Pick one on which it"
            " showed, and tell what happened and what you did."
        ),
    ),
    "set_the_scene": Wording(
        N_("Say where and when it was."),
        N_(
            "The steps are there and the place is not. Open with one sentence: when it was, who"
            " was there, what was at stake."
        ),
    ),
    "say_the_result": Wording(
        N_("Say how it ended."),
        N_(
            "No end could be made out in this answer. Say in one sentence what was different afterwards,"
            " also when it did not go well."
        ),
    ),
    "say_why": Wording(
        N_("Say why you did it that way."),
        N_(
            "The steps were heard, and hardly a reason for them. Name one thing you could have done"
            " instead, and why you did not."
        ),
    ),
    "give_reasons": Wording(
        N_("Give reasons that are yours."),
        N_(
            "What you think was heard, and hardly why. Name one reason that would not be true of"
            " everybody, and where it comes from."
        ),
    ),
    "be_particular": Wording(
        N_("Add a detail that only you could know."),
        N_(
            "The parts were heard, and little in them could be scored. A name, a number or an hour"
            " shows that it was you, and that day."
        ),
    ),
    "answer_the_question": Wording(
        N_("Begin with what was asked."),
        N_(
            "The answer does not seem to be about what was asked, and little of it could be scored."
            " Name in the first sentence what you were asked about."
        ),
    ),
    "look_at_conduct": Wording(
        N_("A listener will stop at this."),
        N_(
            "It reads as conduct that nobody wants beside them, told as if nothing were wrong with it. If"
            " it was so, say what you would do today. If it was not, say what is missing here."
        ),
    ),
    "say_what_you_learned": Wording(
        N_("Say what you do differently now."),
        N_(
            "The question asks what changed in you. Add one habit you have since then, and where"
            " it showed."
        ),
    ),
    "say_what_you_would_do": Wording(
        N_("Say what you would do, step by step."),
        N_(
            "The question asks for your steps. Say what you would do first, what next, and what"
            " would make you stop."
        ),
    ),
    "say_more": Wording(
        N_("Stay with the answer a little longer."),
        N_(
            "The answer ended after %(words)s words. About a minute leaves room for the case,"
            " your part in it and how it ended."
        ),
    ),
    "say_how_much": Wording(
        N_("Say how big the change was."),
        N_(
            "The end was heard without its size. A number, a time or a comparison with before is"
            " enough, also a rough one."
        ),
    ),
    "shorten": Wording(
        N_("Get to the end sooner."),
        N_(
            "The answer ran to %(words)s words. Keep the scene to two sentences and give the"
            " time to what you did and how it ended."
        ),
    ),
    "come_back_to_it": Wording(
        N_("Find a story for the question you passed on."),
        N_("A small case from study or private life will do. Have one ready for next time."),
    ),
    "slow_down": Wording(
        N_("Take a breath between sentences."),
        N_("You spoke about %(value)s words a minute. Most people follow up to 180 with ease."),
    ),
    "pick_up_the_pace": Wording(
        N_("Practise the first two sentences aloud."),
        N_("You spoke about %(value)s words a minute. A known opening makes the rest flow."),
    ),
    "drop_the_fillers": Wording(
        N_("Let a pause stand instead of a filler."),
        N_("About %(value)s in 100 words were fillers. A second of silence does the same work."),
    ),
    "lead_with_it": Wording(
        N_("Say it before you are asked."),
        N_(
            "This came only after a follow-up. Put it into the first answer, and the follow-up"
            " can go deeper."
        ),
    ),
    "take_a_harder_one": Wording(
        N_("Take a harder question next."),
        N_(
            "The parts that these questions ask for were heard. Tell the same stories to an"
            " interviewer who probes more."
        ),
    ),
}

STRENGTHS: Mapping[StrengthCode, Wording] = {
    "sized_the_result": Wording(
        N_("You said how big the change was."),
        N_("A listener can weigh that. Keep the size, and how you know it, at hand."),
    ),
    "told_the_result": Wording(
        N_("You told how it ended."),
        N_("Many stories stop before their end. Yours did not."),
    ),
    "own_part_is_clear": Wording(
        N_("It is clear which part was yours."),
        N_("The step has an author. Open the next story with one like it."),
    ),
    "gave_reasons": Wording(
        N_("You said why."),
        N_("A reason shows judgement where a list of steps does not."),
    ),
    "said_what_changed": Wording(
        N_("You said what you do differently since."),
        N_("It turns a mistake into something learned."),
    ),
    "set_the_scene_well": Wording(
        N_("You said where and when it was."),
        N_("One sentence, and a listener can picture it."),
    ),
}

SHAPE_QUESTIONS: Mapping[str, str] = {
    "situation": N_("When was it, where, and what was at stake?"),
    "own_part": N_("What did you do yourself, or would you do: first, and then?"),
    "reasons": N_("Why so, and what else was possible?"),
    "result": N_("What was different afterwards?"),
    "learning": N_("What do you do differently since?"),
    "size": N_("How big was the change, and how do you know?"),
}
"""Asked of oneself: what is missing is for the candidate to remember, never for us to make up."""

CERTAINTY_WORDS: Mapping[Certainty, str] = {
    "low": N_("not very sure"),
    "medium": N_("fairly sure"),
    "high": N_("sure"),
}
VOTE_WORDS: Mapping[Vote, str] = {
    "strong_no": N_("strong no"),
    "no": N_("no"),
    "yes": N_("yes"),
    "strong_yes": N_("strong yes"),
}
VOTE_SENTENCES: Mapping[Vote, str] = {
    "strong_no": N_("%(name)s would vote a strong no, on these answers."),
    "no": N_("%(name)s would vote no, on these answers."),
    "yes": N_("%(name)s would vote yes, on these answers."),
    "strong_yes": N_("%(name)s would vote a strong yes, on these answers."),
}
NO_VOTE = N_("Not enough evidence for a vote. Two competencies with a score are the least.")
VOTE_RULE = N_(
    "The vote is arithmetic: from 4.2 on average it is a strong yes, from 3.3 a yes, from 2.4 a no."
    " These steps are our own choice and were not checked against hiring. All that was scored counts the same."
)
VOTE_HELD = N_(
    "The average alone would be a yes. %(competency)s is a must for this job and was heard too little."
)
SCORE_RULES: Mapping[str, str] = {
    "buzzwords without a number": N_("Held down: big words, and no number."),
    "nothing the speaker did alone": N_("Held down: nothing that you did yourself."),
    "told as everybody's": N_("Held down: told as everybody’s, not as yours."),
    "read as conduct nobody wants": N_("Held down: it reads as conduct that nobody wants."),
    "read as blame for others": N_("Held down: it reads as blame for others."),
    "read as an answer to another question": N_(
        "Held down: it reads as an answer to another question."
    ),
    "nothing particular is said": N_("Held down: nothing particular was said."),
    "a list of terms": N_("Held down: a list of terms, and nothing told about them."),
    "too few words": N_("Not scored: too few words."),
    "declined": N_("Not scored: you passed on it."),
    "not English": N_("Not scored: this reviewer reads English only."),
    "no words to show": N_("Not scored: there are no words to point at."),
    "no answer": N_("Not scored: no answer was heard."),
    "nobody asked": N_("Nobody asked."),
    "off topic": N_("Held down: the answer was about something else."),
    "away from the question": N_("None of the question’s words came back in the answer."),
    "order left out": N_("What told the reviewer what to do was left out."),
    "cut": N_("The end of a very long answer was not read."),
    "nobody could tell": N_("Not scored: your words do not let anybody tell."),
}
"""What lowered or withheld a score, by the scorer's own name for it; a name that is not here is shown as it is."""
