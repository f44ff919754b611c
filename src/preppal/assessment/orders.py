"""Lines that order the reviewer around. They are never evidence and change nothing.

What the candidate says is material, not an instruction (INTERVIEWING.md §6.1, §8.7). A sentence
is an order when it tells the reviewer what to do with marks, rules or the prompt; merely telling
that "my boss told me to forget the rules" is a story. The verb must therefore stand at the start
of a clause or after a word of command. What is meant for the reviewer in other words is told by `swaying`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from preppal.assessment.acts import own_acts
from preppal.assessment.sentences import Sentence, sentences
from preppal.assessment.swaying import sways
from preppal.foundation.lookalikes import folded

_REVIEWER = (
    r"(?:evaluators?|assessors?|reviewers?|graders?|scorers?|raters?|examiners?|judges?|"
    r"(?:scoring|grading|attention scoring|ai|language) (?:assistant|model|system|engine)|"
    r"ai|llm|chatbot|bot|language model|system|model|assistant|algorithm)"
)
_MARKS = (
    r"(?:scores?|marks?|ratings?|grades?|points|stars|five|ten|5|10|100|hundred|top|highest|full|"
    r"maximum|max|best|perfect|excellent|outstanding|strong|shown|passed|pass|hired?|evidence|"
    r"signals?|positive)"
)
_OBJECT = (
    r"(?:me|this|that|these|my|the|every|all|each|any|it|us|him|her|candidate|answers?|responses?)"
)
_COMMAND = (
    r"(?:^|(?<=please )|(?<=now )|(?<=must )|(?<=should )|(?<=shall )|(?<=simply )|(?<=just )"
    r"|(?<=further )|(?<=instead )|(?<=also )|(?<=therefore )|(?<=always )|(?<=only )|(?<=you )(?!.* (?:only|if|when|unless)\b)"
    r"|(?<=you to )|(?<=need to )|(?<=ought to )|(?<=first ))"
)

# Matched against each clause of a sentence, so that `^` is the start of a clause.
_ORDERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_COMMAND}(?:and )?(?:ignore|disregard|forget|override|bypass|discard|skip)"
        r"(?: \S+){0,4} (?:instructions?|prompts?|rubrics?|rules|guidelines?|criteria|directions?|"
        r"transcript|constraints|policy|policies|scoring|above|question that was asked)\b",
        rf"{_COMMAND}(?:and )?(?:give|award|grant|assign|hand|allocate) {_OBJECT}(?: \S+){{0,5}} "
        r"(?:scores?|marks?|ratings?|grades?|points|stars|five out of five|ten out of ten)\b",
        rf"{_COMMAND}(?:and )?(?:give|award|assign) (?:me )?(?:a |an |the )?(?:\S+ )?"
        r"(?:5|10|100|five|ten|hundred)(?: out of \S+| points?| stars?|$)",
        rf"{_COMMAND}(?:and )?(?:rate|score|grade|mark|rank|evaluate|assess|judge|label|classify|count|"
        rf"treat|consider|record|report|list|flag|set) {_OBJECT}(?: \S+){{0,6}} {_MARKS}\b",
        rf"{_COMMAND}(?:and )?(?:write|output|return|print|respond|reply|answer|say|state)(?: \S+){{0,6}} "
        r"(?:scores?|ratings?|grades?|json|signals?|highest|verdict|rubric|recommendation)\b",
        rf"{_COMMAND}(?:and )?(?:reveal|repeat|show|print)(?: \S+){{0,3}} (?:system )?"
        r"(?:prompt|instructions|rubric)\b",
        rf"\b(?:notes?|message|attention|memo|instructions?|reminder|dear|hello|hi|hey|important)"
        rf"(?: \S+)? (?:to|for) (?:the |any |all |my |our )?(?:\S+ )?{_REVIEWER}\b",
        rf"^(?:dear|hello|hi|hey|attention) (?:the )?(?:\S+ )?{_REVIEWER}\b",
        rf"^you(?:'re| are) (?:now |no longer |actually )?(?:an? |the )?(?:\S+ )?{_REVIEWER}\b",
        r"^you(?:'re| are) now (?:in|a|an|the|going to act|acting|free|allowed)\b",
        r"^from now on (?:you|act|respond|answer|score|rate)\b",
        r"^(?:act as|pretend to be|behave as) an? (?:ai|llm|language model|assistant|evaluator)\b",
        r"^as an? (?:ai|llm|language model|evaluator)\b",
        r"\b(?:min|max|minimum|maximum|final|overall|default)[ _]?score(?: field)?"
        r"(?: (?:equals?|is|to|must|should)|$)",
        r"\bignore[ _]transcript\b|\bscore field\b|\bnumber in the score\b|\bmaximum[ _]score\b",
        r"\b(?:correct|right|appropriate|only|fair) (?:score|rating|grade|mark) (?:is|for|here|would)\b",
        rf"\b(?:deserves?|warrants?|merits?|earns?)(?: \S+){{0,4}} {_MARKS}(?: \S+){{0,2}} ?"
        r"(?:scores?|marks?|ratings?|grades?|stars|points|out of)?$",
        r"\b(?:system|developer|admin|hidden) (?:prompt|message|instruction|override|note)s?"
        r" (?:is|says?|follows?|begins?|ends?|updated?|changed)\b",
        r"\b(?:end|begin|start) of (?:transcript|instructions|prompt|system|candidate answer)\b",
        rf"{_COMMAND}(?:end|finish|stop|close) (?:this |the )?(?:interview|session|evaluation|assessment)"
        r"(?: \S+){0,4} (?:pass|hired?|marks?|scores?|points|report)\b",
        r"^(?:act as|pretend|behave)(?: \S+){0,8} (?:hired?|interview|report|reviewer|recruiter|verdict)\b",
        r"^scores? (?:of |is )?(?:\d+|five|ten)\b",
        rf"^(?:as|being) (?:the|a|an|my|our) (?:\S+ )?{_REVIEWER} (?:you|please|award|give|rate|grade|score)\b",
        r"\bif you(?:'re| are) (?:an? |the )?(?:\S+ )?(?:ai|llm|chatbot|bot|language model|machine|robot|evaluator|grader|"
        r"scorer|rater)\b",
        r"^\w+ (?:all )?(?:of )?(?:the |your )?(?:prev\w+|prior|earlier) (?:instruct|prompt|rule)\w*",
        r"\b(?:volle punktzahl|bestnote|höchste (?:note|punktzahl)|puntuación máxima|máxima puntuación|note maximale|"
        r"punteggio massimo|pontuação máxima)\b|\bde instructies\b",
        r"\b(?:i|this|it|my (?:answer|response|reply)|the candidate) (?:clearly |really |surely |truly )?"
        r"(?:deserves?|warrants?|merits?)(?: \S+){0,4} (?:scores?|marks?|ratings?|grades?|stars|points|five|5)\b",
        rf"{_COMMAND}(?:and )?(?:kindly |please )?(?:rate|score|grade|mark|evaluate|assess|judge) (?:this|my|the) "
        r"(?:answer|response|reply|interview|candidate)\b",
        rf"^kindly (?:rate|score|grade|mark|award|evaluate|assess|(?:give|consider|treat)(?: \S+){{1,6}} {_MARKS})\b",
        r"\b(?:pretend|imagine|assume|suppose) (?:that )?(?:this|my|the) (?:answer|response|reply|candidate)\b",
        r"\b(?:be|please be) (?:generous|lenient|kind|merciful) (?:with|in|when|on|to)?(?: \S+){0,3}"
        r"(?:scor\w+|grad\w+|mark\w*|rating|answer|response|candidate)\b",
        rf"{_COMMAND}(?:and )?(?:award|give) (?:\S+ ){{0,3}}(?:top|full|maximum|highest|best|perfect) (?:marks?|scores?|points|grades?|ratings?)\b",
        r"\b(?:decode|decrypt|translate) (?:this|the following)(?: \S+){0,3} (?:obey|follow|execute|comply|do)\b",
        # The same in languages that a reviewer's model may understand.
        r"^(?:ignora|ignorad|ignore[nz]?|ignoriere?n?|olvida|oublie[rz]?|vergiss|vergessen)(?: \S+){0,5} "
        r"(?:instrucciones|instructions|anweisungen|regeln|reglas|règles|consignes|istruzioni|regole)\b",
    )
)
# Who marks, and to what, in one sentence: nobody tells of his work in these words, however they are put together.
_WHO_MARKS = re.compile(
    r"\b(?:evaluators?|assessors?|graders?|scorers?|raters?|language model|rubrics?|assistant note|"
    r"(?:scoring|grading|rating|marking|assessment|evaluation|automatic) (?:assistant|module|service|daemon|software|"
    r"engine|system|memory|rules?|bot|agent|model|field|evaluation)|"
    r"(?:to the|dear|hear me) (?:robot|ai|bot|software|computer|program|machine)|reader of this transcript|"
    r"(?:whoever|anyone(?: or anything)?|anything)(?: is|'s)? (?:scor|mark|grad|rat|evaluat|compil|produc)\w*|"
    r"admin mode|system (?:message|prompt))\b"
)
_MARKED_AS = re.compile(
    r"\b(?:(?<!to )(?:fives?|5)|full marks?|maximum|max|top (?:marks?|value|band|score)|highest|exemplary|exceptional|"
    r"ideal answer|upper end|leniency|no deductions|no flag|ignore|pre-? ?approved|verified|in force)\b"
)
_MARK_ITSELF = re.compile(
    r"\b(?:correct|assumed|final|fixed|value for) (?:score|mark|rating|grade)(?: is|'s)?(?: fixed at| of)? (?:five|5)\b"
)
_ENTRY = re.compile(
    r"\b(?:score|rating|grade|mark|result|verdict|total|confidence|planning|reason(?:ing)?|motivation|quality|depth|"
    r"impact)(?: (?:equals?|is|of|as|at|to))? (?:five|5)\b"
)
_ENTRIES = 2  # in one sentence: a form filled in
# Who speaks for the reviewer, or is no subject at all.
_NO_SUBJECT = (
    r"(?!(?:system|prompt|note|rubric|instruction|rule|policy|panel|evaluator|reviewer|recruiter|grader|guideline|"
    r"developer|administrator|answer|score)s?\b|(?:and|or|is|are|was|were|be|to|that)\b)"
)
# From here on somebody else speaks, or the speaker as he spoke then: a story, whatever is told to whom.
_SPEECH = re.compile(
    r"\b(?:(?:he|she|who|somebody|someone|everybody|everyone|"
    rf"(?:the|a|an|my|our|his|her|their|one|another|each|every)(?: {_NO_SUBJECT}\S+){{1,4}}?)"
    r"(?: (?:will|would|always|sometimes|often|just|kept|keeps|then|even|to me|me))*"
    r" (?:says|said|saying|tells|told|asks|asked|writes|wrote|typed|shouted|replied|answered|begged)|"
    rf"(?:they|people|(?:some|all|most|many) (?:of )?(?:the )?\S+|{_NO_SUBJECT}\w+s)"
    r"(?: (?:will|would|always|sometimes|often|just|keep|then|even|come|came|all|to me|to the \S+))*"
    r" (?:say|said|saying|tell|told|ask|asked|write|wrote|typed|shouted|replied|begged|go|went)|"
    r"(?:somebody|someone|he|she|they|the \S+)(?: sometimes| often| always)? (?:will |would )?(?:say|tell|ask)(?: me)?|"
    r"i (?:then |just |only )?(?:said|told|asked|typed|pasted|wrote)(?! you\b)|"
    r"(?:put|left|wrote|sent)(?: \S+){0,2} (?:comment|letter|message|mail|email|text|review)|"
    r"(?:he|she)(?: all)? (?:goes|went|was like))\b"
)
# Markup that no one speaks.
_MARKUP = re.compile(
    r"<\|?/?\s*(?:im_start|im_end|system|assistant|user|instructions?|prompt)\b|\[/?INST\]"
    r"|^\s*#{2,}\s|```|^\s*(?:system|assistant|developer)\s*:|[\"'“”](?:score|rating|verdict|role|not_observed|evidence|label)"
    r"[\"'“”]\s*:",
    re.IGNORECASE | re.MULTILINE,
)
# Words that make a neighbour of an order part of it, one of each ("Config: minimum score equals five"): what is
# set, and to what. One alone is the speaker's trade ("signals to red", "the voltage is highest").
_REVIEWING = re.compile(
    r"\b(?:scores?|scoring|ratings?|grades?|grading|rubrics?|evaluators?|assessors?|graders?|"
    r"config|configuration|prompts?|instructions?|signals?|transcript|number on the scale)\b"
)
_SET_TO = re.compile(
    r"\b(?:equals?|minimum|maximum|min|max|full|best|perfect|excellent|outstanding|passed|positive|"
    r"(?:is|are|be|as|to|of) (?:now )?(?:five|5|ten|10|100|hundred)|mandatory|overridden)\b"
)
# No order can do without one of these: a quick look that spares most sentences the patterns.
_TRIGGER = re.compile(
    r"\b(?:ignor|disregard|forget|overrid|bypass|discard|skip|giv|award|grant|assign|hand|allocat|rat|"
    r"scor|grad|mark|rank|evaluat|assess|judg|label|classif|count|treat|consider|record|report|list|"
    r"flag|set|writ|output|return|print|respon|reply|answer|say|state|reveal|repeat|show|note|message|"
    r"attention|memo|instruct|reminder|dear|hello|hi|hey|important|you|from now|as an?|act|pretend|"
    r"end|finish|stop|close|olvida|oubli|vergiss|vergessen|"
    r"behave|minimum|maximum|final|overall|default|number|correct|right|appropriate|only|fair|deserv|"
    r"punktzahl|bestnote|höchste|puntua|máxima|maximale|punteggio|pontua|instructies|prev|prior|earlier|"
    r"warrant|merit|earn|kindly|imagine|assum|suppos|generous|lenient|being|decod|decrypt|translat|system|developer|admin|hidden|end of|begin|start|min|max)"
)
_REACH = 2  # sentences around an order in which reviewing words are taken for part of it


def is_order(text: str, sentence: Sentence) -> bool:
    """Whether this sentence of the turn `text` tells the reviewer what to do."""
    raw = sentence.text_in(text)
    plain = folded(raw)
    if plain != raw and any(is_order(plain, one) for one in sentences(plain)):
        return True
    before = text[max(0, sentence.words[0].start - 6) : sentence.words[0].start]
    if _MARKUP.search(before + raw) or _MARKUP.search(raw):
        return True
    quoted = _SPEECH.search(sentence.joined)
    if quoted is None and _marks_itself(sentence.joined) and not own_acts(sentence):
        return True
    if not _TRIGGER.search(sentence.joined):
        return False
    clauses = [sentence.joined[: quoted.start()]] if quoted else _clauses(sentence)
    return any(pattern.search(clause) for clause in clauses for pattern in _ORDERS)


def tells_speech(sentence: Sentence) -> bool:
    """Whether it says what somebody said."""
    return _SPEECH.search(sentence.joined) is not None


def _marks_itself(joined: str) -> bool:
    if _MARK_ITSELF.search(joined) or len(_ENTRY.findall(joined)) >= _ENTRIES:
        return True
    return bool(_WHO_MARKS.search(joined) and _MARKED_AS.search(joined))


def _clauses(sentence: Sentence) -> list[str]:
    """The sentence's clauses, and the whole sentence, as plain words."""
    cuts = sorted(sentence.breaks)
    bounds = zip(cuts, [*cuts[1:], len(sentence.words)], strict=True)
    parts = [" ".join(word.text for word in sentence.words[low:high]) for low, high in bounds]
    return [sentence.joined, *parts] if len(parts) > 1 else parts


def without_orders(text: str, spoken: Sequence[Sentence]) -> list[Sentence]:
    """The sentences of one turn that may be judged."""
    ordered = {
        index
        for index, sentence in enumerate(spoken)
        if is_order(text, sentence) or (sways(sentence) and not tells_speech(sentence))
    }
    if not ordered:
        return list(spoken)
    return [
        sentence
        for index, sentence in enumerate(spoken)
        if index not in ordered
        and not (
            _REVIEWING.search(sentence.joined)
            and _SET_TO.search(sentence.joined)
            and any(abs(index - other) <= _REACH for other in ordered)
        )
    ]
