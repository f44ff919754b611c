"""What a candidate asks of the interviewer in the middle of an interview, heard in their words."""

import re

from preppal.interviewer.answers import Heard, Request
from preppal.interviewer.job_answers import asks_about_result
from preppal.interviewer.orders import gives_orders, without_orders
from preppal.interviewer.spoken_text import sentences_of, spoken, words_of

_NOT = r"(?:n't|nt| not|not)"
_REPEAT = re.compile(
    r"\b(?:repeat|say (?:that|it) again|come again|once more|one more time|pardon|what was the question|ask (?:that |it )?again"
    rf"|(?:did{_NOT}|could{_NOT}) (?:quite |really )?(?:catch|hear|get) (?:that|it|you|the|all|what)"
    r"|can(?:'t|not|t) hear|sorry,? what)\b|^(?:sorry|what|huh|excuse me)\s*\?*$",
    re.I,
)
_CLARIFY = re.compile(
    r"\b(?:what do you mean|what (?:kind|sort|type) of|which (?:kind|sort|type)|clarify|rephrase|do(?:n't|nt| not) (?:quite |really |fully )?understand (?:the |your |what )"
    r"|not sure (?:what|i understand|i follow|which)|what (?:exactly|precisely)|(?:can|could|does) it (?:be|have to be|count)|for example what"
    r"|(?:from|at) (?:work|school|university) or|are you (?:asking|looking) (?:for|about))\b",
    re.I,
)
_STOP = re.compile(
    r"\b(?:(?:want|like|need|prefer) to (?:stop|end|quit|finish|leave)(?: (?:now|here|it|this|the interview))?[\s.!?,]*$"
    r"|(?:can|could|shall|let'?s|may) (?:we|i|us)? ?(?:please )?(?:stop|end|finish)(?: (?:now|here|it|this|the interview|for today))*[\s.!?,]*$"
    r"|^(?:\W|no|ok|okay|sorry|thanks|thank you|please|just)*stop(?: (?:now|here|it|this|please))*[\s.!,]*$"
    r"|\bstop(?: (?:now|here|it|this))?,? please[\s.!]*$|please,? stop(?: (?:now|here|it|this))*[\s.!]*$|^(?:\W|no|ok|okay|please)*let us (?:stop|end|finish)(?: (?:here|now|it|please|for today))*[\s.!]*$"
    r"|(?:like|want) to withdraw(?=[\s.!]*$| (?:from|now|here)\b)"
    r"|(?:stop|end|quit) (?:the|this) (?:interview|call|session|conversation)|i give up|i(?:'m| am) (?:not (?:feeling )?well|feeling (?:ill|sick|unwell|awful|dizzy)|panicking)"
    r"|do(?:n't|nt| not) feel (?:well|good)|feel (?:ill|sick|unwell)|panic attack|i can(?:'t|not|t) (?:do this|go on|continue)\b"
    r"|do(?:n't|nt| not) (?:want|wish) to (?:do this|go on|continue|be here)\b|i(?:'m| am) too \w+ to (?:go on|continue)\b|this is too much\b)",
    re.I,
)
# Of the person who speaks, now: offered a stop however much else was said.
_DISTRESS = re.compile(
    r"\b(?:i(?:'m| am) (?:\w+ )?(?:crying|overwhelmed|panicking|shaking|fainting|suicidal|about to (?:cry|faint|throw up|be sick)|going to (?:cry|faint|throw up|be sick))"
    r"|i(?:'m| am) (?:having|getting) (?:a|an) (?:panic|anxiety|heart) attack|i feel (?:\w+ )?(?:ill|sick|unwell|dizzy|faint)(?=[\s.!,]*$)"
    r"|i (?:have|need) to (?:throw up|be sick|lie down)"
    r"|my (?:\w+ )?(?:mother|father|mum|mom|dad|wife|husband|partner|son|daughter|brother|sister|child|baby|friend|grand\w+) (?:has |have )?"
    r"(?:(?:just )(?:died|passed away)|(?:died|passed away) (?:today|yesterday|last night|this (?:morning|week))|is dying(?: (?:now|today))?(?=[\s.!,]*$))"
    r"|(?:want|going|like) to (?:kill|hurt|harm) myself|i want to die\b|end my (?:own )?life|do(?:n't|nt| not) want to live)\b",
    re.I,
)
_PAUSE = re.compile(
    r"\b(?:(?:need|take|have|want) (?:a|a short|a quick|a little|another) (?:break|pause|breather)|can we pause|pause (?:here|for)|be right back|back in a (?:minute|moment|second)"
    r"|someone(?:'s| is) at the door|(?:the|my) (?:door|phone)(?:bell)? (?:is ringing|rang)|hold on)\b",
    re.I,
)
_THINKING = re.compile(
    r"\b(?:let me (?:think|see)|give me (?:a|one) (?:second|moment|minute|sec)|one (?:second|moment|sec)|just a (?:second|moment|minute|sec)"
    r"|i(?:'m| am) thinking|have to think|need (?:a|some) (?:moment|minute|second|time) ?(?:to think)?|good question|where do i (?:start|begin)|wait)\b",
    re.I,
)
_DECLINES = re.compile(
    rf"\b(?:(?:rather|prefer) not|not comfortable|(?:can(?:'t|not|t)|not allowed to|not at liberty to) (?:really )?(?:talk|share|say(?! (?:it|i|enough|we|they|that (?:it|i|we|they|was))\b)|discuss|disclose|speak|go into)"
    rf"|confidential|under (?:an )?nda|non[- ]?disclosure|(?:that's|it's|that is|it is|too) (?:private|personal)|none of your business|no comment"
    rf"|do{_NOT} (?:want|wish) to (?:talk|answer|share|say|discuss|go)|won't (?:answer|say)|refuse)\b",
    re.I,
)
_REPORTED = re.compile(
    r"\b(?:said|says|saying|shouted|told (?:me|us|him|her|them))\b[^.!?]*$", re.I
)
# The same, said of oneself at the beginning: whatever else the sentence tells, it is a refusal.
_OF_THIS = r"(?:(?: about| on| into)?(?: (?:it|that|this|my \w+|the (?:details?|questions?|reasons?)))?(?=\s*(?:[,.;!]|$|\b(?:because|since|but|here|now|with you)\b)))"
_WILL_NOT = re.compile(
    rf"^(?:(?:no|sorry|well|honestly|i'm afraid|actually),?\s+)*i(?:(?:'d| would) (?:rather|prefer) not\b"
    rf"|(?: can(?:'t|not|t)| do{_NOT} (?:want|wish|like) to| won't| will not| refuse to|(?:'m| am) not (?:allowed|at liberty) to)"
    rf" (?:really )?(?:talk|share|answer|say|discuss|disclose|speak|go into){_OF_THIS}"
    r"|(?:'m| am) not comfortable (?:talking|sharing|saying|answering|discussing|with (?:that|this|the question)))",
    re.I,
)
_SKIP = re.compile(
    r"\b(?:skip|pass|next (?:question|one)|move on|another question|different question)\b", re.I
)
_NO_EXAMPLE = re.compile(
    r"\b(?:do(?:n't|nt| not) (?:really )?know|dunno|no idea|can(?:'t|not|t) (?:really )?(?:think of|remember|recall|come up)|never (?:really )?(?:had|did|done|been|faced|experienced|happened)"
    r"|no (?:example|experience|such)|nothing comes|do(?:n't|nt| not) (?:really )?(?:have|remember)|have(?:n't|nt| not) (?:really )?(?:had|done|been)|no clue|not sure|mind (?:is|went) blank)\b",
    re.I,
)
_ASKS = re.compile(
    r"^(?:(?:so|and|but|well|actually|okay|ok|also|before i answer|first|sorry),?\s+)*"
    r"(?:what|how|when|where|who|which|why|is|are|do|does|did|will|would|can|could|may|shall|should|have|has)\b",
    re.I,
)
_ABOUT_YOU = re.compile(
    r"\b(?:you|your|yours|(?:the|this) (?:role|job|team|company|position|salary|contract|office|pay|post|interview|school|hospital|firm))\b",
    re.I,
)
_WANTS_TO_ASK = re.compile(
    r"\b(?:(?:can|could|may|might) i (?:just )?ask|i (?:have|had|'ve got) (?:a|one|another|some|two|a few) questions?|(?:i )?(?:want|wanted|like|'d like) to (?:ask|know)|i(?:'m| was| am) wondering|tell me (?:about|more about) (?:the|your)|curious (?:about|whether|how|what))\b",
    re.I,
)
_TAG_QUESTION = re.compile(r",?\s*(?:you know|right|okay|ok|isn't it|you see|see)\s*\?", re.I)
_YES = re.compile(
    r"^(?:yes|yeah|yep|sure|i do|ok|okay|of course|absolutely|certainly|actually yes)\b", re.I
)
_CLOSES = re.compile(
    r"\b(?:no|nope|nothing|none|not really|that's (?:it|all)|that is (?:it|all)|all (?:clear|good|set)|no (?:more )?questions?|i'm (?:good|fine)|i am (?:good|fine))\b",
    re.I,
)
_GO_ON = re.compile(
    r"\b(?:go on|going on|continue|continuing|carry on|carrying on|keep going|ready|back|resume|go ahead|let's go|proceed|start|okay|ok)\b",
    re.I,
)
_NO_MORE = re.compile(
    r"\b(?:can(?:'t|not|t)|couldn't|do(?:n't|nt| not)|won't|not|unable to)(?: \w+){0,2}? (?:go on|going on|continue|carry on|keep going|proceed)\b"
    r"|\bnot sure(?: \w+){0,3} (?:go on|continue|carry on|keep going)\b",
    re.I,
)
_NO_STOP = re.compile(
    r"\b(?:do(?:n't|nt| not)|not|no need to|never|rather than)(?: \w+){0,2}? (?:stop|stopping|end|quit|finish|leave)\b",
    re.I,
)
_STARTS = re.compile(r"\b(?:okay|ok|start)\b", re.I)
"""Said before "stop" as well."""
_NOT_YET = re.compile(
    r"^(?:no|nope|nah)\b(?! (?:problem|worr|question|objection|doubt|trouble|need))|\bnot (?:yet|quite|really|ready)\b|n't ready\b",
    re.I,
)
_END_IT = re.compile(
    r"\b(?:stop|stopping|end|ending|quit|finish|leave|leaving|done|enough|over)\b|^(?:yes|yeah|yep)\W*$",
    re.I,
)


def read_request(text: str, heard: Heard) -> Request:
    """The request an answer amounts to, or "" for an ordinary answer. ``heard`` is of ``text``.

    Tested in the order of INTERVIEWING §5, rows 1 to 7.
    """
    said = spoken(text)
    count = len(words_of(said))
    if count == 0:
        return "nothing"
    if gives_orders(said) and len(words_of(without_orders(said))) < 15:
        return "instructs"
    if count > 60:
        return ""
    if _is_in_distress(said):
        return "stop"
    if heard.own <= 1 and count < 25:
        if _CLARIFY.search(said):
            return "clarify"
        if _REPEAT.search(said):
            return "repeat"
    if heard.own <= 1 and count < 40 and (asks_back(said) or _fishes(said, count)):
        return "asks_back"
    if count < 30 and heard.own == 0:
        return _short_request(said, count)
    if count < 30 and _WILL_NOT.search(said):
        return "declines"
    return ""


def _is_in_distress(said: str) -> bool:
    """Now and themselves: "my patient said, I want to die" is a story."""
    found = _DISTRESS.search(said)
    return found is not None and not _REPORTED.search(said[: found.start()])


def _fishes(said: str, count: int) -> bool:
    """ "Was that good?": no answer, and nothing that is answered before the end."""
    return count < 12 and said.endswith("?") and asks_about_result(said)


def _short_request(said: str, count: int) -> Request:
    if _STOP.search(said):
        return "stop"
    if count < 20 and _PAUSE.search(said):
        return "pause"
    if _DECLINES.search(said):
        return "declines"
    if count < 10 and _SKIP.search(said):
        return "skip"
    if _NO_EXAMPLE.search(said):
        return "no_example"
    if count < 12 and _THINKING.search(said):
        return "thinking"
    return ""


def asks_back(text: str) -> bool:
    """Whether the candidate puts a question to the interviewer in the middle of an answer."""
    plain = _TAG_QUESTION.sub(".", text)
    if _WANTS_TO_ASK.search(plain):
        return True
    last = sentences_of(plain)[-1] if sentences_of(plain) else ""
    return bool(
        (last.rstrip().endswith("?") or _ASKS.search(last))
        and _ASKS.search(last)
        and _ABOUT_YOU.search(last)
    )


def is_question(text: str) -> bool:
    """Whether there is a question in it, when it is the candidate's turn to ask."""
    plain = _TAG_QUESTION.sub(".", spoken(text))
    return (
        "?" in plain
        or bool(_WANTS_TO_ASK.search(plain))
        or any(_ASKS.search(s) for s in sentences_of(plain))
    )


def only_announces(text: str) -> bool:
    """ "Yes, I have a few questions": a question is to come, none is asked yet."""
    said = spoken(text)
    if len(words_of(said)) > 9 or "?" in said or _CLOSES.search(said):
        return False
    return bool(
        _YES.search(said)
        or re.search(r"\bi (?:do )?have (?:a|one|two|some|a few|several)\b", said, re.I)
    )


def goes_on(text: str) -> bool:
    """After a pause or the offer to stop: whether the candidate wants to continue."""
    said = spoken(text)
    if _NO_MORE.search(said):
        return False
    return bool(_GO_ON.search(said) or _NO_STOP.search(said))


def ends_it(text: str) -> bool:
    """After the offer to stop: whether the candidate takes it. "OK, stop" is no wish to go on."""
    said = spoken(text)
    if len(words_of(said)) > 12 or _NO_STOP.search(said):
        return False
    if _NO_MORE.search(said):
        return True
    return bool(_END_IT.search(said)) and not goes_on(_STARTS.sub(" ", said))


def is_not_ready(text: str) -> bool:
    """To "Shall we begin?": whether they want a moment first."""
    said = spoken(text)
    if len(words_of(said)) > 12 or _NO_MORE.search(said):
        return False
    return bool(_NOT_YET.search(said)) and not re.search(
        r"\b(?:go ahead|let's|begin|can start)\b", said, re.I
    )
