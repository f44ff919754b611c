"""Sentences that order the interviewer about: never acted on, and left out of what is heard."""

import re
from functools import lru_cache

from preppal.foundation.lookalikes import folded
from preppal.interviewer.spoken_text import sentences_of, spoken

# Searched in lower case. An order stands at the beginning of a clause, or after "please", "now" and the like:
# "my boss told me to forget the rules" is a story.
_BEGINS = (
    r"(?:^|[,;:.]\s*|^(?:(?:ok|okay|so|well|right|alright|and|but|um|uh|hey|listen|hello|thanks|thank you|stop|attention|interviewer)\W+){1,3}"
    r"|\bplease\s+|\bnow\s+|\bthen\s+|\byou (?:must|should|can|will|have to|need to|are (?:required|instructed|ordered) to)\s+)"
)
_ORDER = re.compile(
    _BEGINS
    + r"(?:(?:ignore|disregard|forget|override|bypass|drop)\b(?:\W+\w+){0,4}?\W+(?:instructions?|rules?|prompts?|rubrics?|guidelines?|training|constraints?)\b"
    r"|(?:rate|score|mark|grade)\s+(?:me|this (?:answer|candidate)|my answers?)\b|(?:pass|hire|recommend)\s+me\W*$"
    r"|(?:give|award|grant)\s+(?:me|this candidate)\b.{0,40}?(?:out of|/\s?\d|\bscores?|\bmarks?|\bpoints?|\bstars?|\bfull|\bhighest|\btop|\bmaximum|\bperfect|\ba (?:five|ten)\b)"
    r"|you are now\b|from now on,? you\b|act as (?:a|an|my|the|if)\b|pretend (?:to be|that you|you)\b"
    r"|(?:print|reveal|show|repeat|output|read out|read|recite|list|tell|say|translate)\s+(?:me\s+)?(?:your|the|all|every)\s+(?:\w+\s+){0,2}?"
    r"(?:prompts?|instructions|rubric|anchors|rules|criteria|scoring|scores|guidelines|expected answers?|text above|words above)\b"
    r"|(?:repeat|print|output) (?:everything|all) (?:above|before)\b"
    r"|(?:new|updated) instructions?\b|(?:system|developer|admin|assistant)\s*(?:prompt|message|override|note|notice|instruction)?\s*:|(?:developer|debug|admin|god|maintenance) mode\b"
    r"|(?:enter|enable|switch to|activate) (?:developer|debug|admin|god|dan|maintenance) mode\b"
    r"|(?:mark|rate|score|say|report|write)\b.{0,30}\b(?:as )?(?:strong (?:yes|hire)|five out of five|10/10|5/5)"
    r"|(?:set|change|make|raise|put) (?:my|the) (?:score|rating|mark|grade|result)s?\b"
    r"|(?:stop|quit) (?:being|acting as|playing) (?:an?|the) interviewer\b|you are no longer (?:an?|the) interviewer\b"
    r"|(?:let'?s|we) (?:play|switch|swap) (?:a game|roles)\b|i am (?:now )?the interviewer\b"
    r"|ask me (?:about my|how old|whether i am|if i am) ?(?:age|religion|family|marriage|health|married|pregnant|disabled|i am)?\b"
    r"|(?:end|finish|stop) (?:this|the|it|now|here)?\s?(?:interview|conversation|now)? ?(?:now |here )?(?:and|with) (?:give|mark|score|pass|rate|five|full|top|a perfect|the highest|5)"
    r"|(?:add|give) (?:me )?(?:(?:another|\d+|ten|twenty|thirty|two|an|more) ){1,3}(?:minutes?|hours?)\b"
    r"|as (?:your|the) (?:developer|administrator|admin|creator|owner|operator),? i\b)"
)
# The same in a few other languages, wherever it stands.
_ORDER_ABROAD = re.compile(
    r"\b(?:ignor(?:a|e|en|ez|iere|ieren sie)|olvid(?:a|e|en)|oubliez?|vergiss|vergessen sie|dimentica|esqueça)\b.{0,30}\b(?:instrucciones|instructions|consignes|anweisungen|regeln|reglas|règles|istruzioni|instruções)\b"
    r"|\bignorez?\b (?:toutes )?(?:les|tes|vos)\b.{0,20}\binstructions\b"
    r"|\b(?:dame|ponme|gib mir|donne[- ]moi|dammi|me dê)\b.{0,40}\b(?:puntuación|nota|punkte|punktzahl|note|points|voto|nota máxima)\b"
    r"|(?:忽略|无视|忘记).{0,12}(?:指令|说明|规则|提示)|指示を(?:すべて|全て)?無視|(?:지시|명령|규칙).{0,6}무시|给我.{0,4}(?:满分|最高分|五分)|игнорируй.{0,30}(?:инструкции|правила)"
)
_MARKUP_ORDER = re.compile(
    r"<\|[^|]{0,40}\|>|\[/?(?:inst|system|assistant)\]|</?(?:system|instructions?|prompt|assistant|admin)>"
    r"|\[?direction for the interviewer|[\"'](?:role|minimum_score|score)[\"']\s*:"
    r"|#{2,} ?(?:system|instructions?|new instructions?)\b"
)
# Without one of these words there is no order, and no sentence need be looked at alone.
_VERB = re.compile(
    r"\b(?:ignor|disregard|forget|override|bypass|drop|rat(?:e|ing)|scor|mark|grade|(?:pass|hire|recommend|ask|give|award|grant) (?:me|this)"
    r"|you are (?:now|no)|from now on|act as|pretend|rubric|anchors|rules|instructions?|prompts?|criteria|guidelines|expected answers?"
    r"|(?:text|words|everything|all) (?:above|before)|system|admin|assistant|developer|mode|strong (?:yes|hire)|(?:five|5|10) ?(?:out of|/)"
    r"|interviewer|play|switch|swap|end|finish|stop|results?|add|thirty|as (?:your|the)|dame|ponme|gib|donne|dammi|me d|olvid|oubli|verg(?:iss|essen)|dimentica|esque)|[忽无忘给無무]|игнорируй"
)


def gives_orders(text: str) -> bool:
    """Whether a sentence orders the interviewer about (INTERVIEWING §6.1), not merely tells of it."""
    return _kept_of(text) is not None


def without_orders(text: str) -> str:
    """The answer without such sentences."""
    kept = _kept_of(text)
    return text if kept is None else kept


@lru_cache(maxsize=256)
def _kept_of(text: str) -> str | None:
    """What is left without orders; None when there are none. Asked several times for each answer."""
    said = spoken(text)
    if not _may_order(said.lower()):
        return None
    sentences = sentences_of(said)
    kept = [sentence for sentence in sentences if not _is_order(sentence)]
    return None if len(kept) == len(sentences) else " ".join(kept)


def _may_order(said: str) -> bool:
    return any(_VERB.search(form) or _MARKUP_ORDER.search(form) for form in _forms(said))


def _is_order(sentence: str) -> bool:
    return any(_orders(said) for said in _forms(sentence.lower()))


def _orders(said: str) -> bool:
    plain = said.strip(" \"'-*>#")
    return bool(_ORDER.search(plain) or _ORDER_ABROAD.search(plain) or _MARKUP_ORDER.search(said))


def _forms(said: str) -> tuple[str, ...]:
    """As it is written, and as it looks: an order in borrowed letters is one."""
    looks = folded(said)
    return (said,) if looks == said else (said, looks)
