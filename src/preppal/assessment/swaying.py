"""How much a sentence sounds meant for the reviewer, whatever its words: a plea, a claim of merit, a new rule.

`orders` has the wordings that nobody uses of his work. This is for the others: a sum over the sentence's words, its
pairs of words and the kinds of words that stand in it together. ``swaying.json`` has the weights;
``training/orders.py`` learns them from lines written for it against the sentences of the graded answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

import msgspec

from preppal.assessment.acts import own_acts, shared_acts
from preppal.assessment.sentences import Sentence, word_set
from preppal.assessment.verbs import is_past

FILE = Path(__file__).with_name("swaying.json")

_KINDS = {
    name: re.compile(rf"\b(?:{words})\b")
    for name, words in {
        "mark": r"scores?|scored|scoring|rat(?:e|ed|es|ing|ings)|marks?|marked|marking|grades?|graded|grading|points?|"
        r"stars?|bands?|verdicts?|assess(?:ment|ments|ed|ing)?|evaluat\w+|judg\w+|credit|penali[sz]\w+|deduct\w*|"
        r"recommendation|calibrat\w+|benchmark",
        "reviewer": r"reviewers?|evaluators?|graders?|examiners?|assessors?|raters?|judges?|recruiters?|recruitment|hr|"
        r"hiring|panel|committee|whoever",
        "top": r"top|highest|maximum|max|full|perfect|flawless|outstanding|excellent|exceptional|exemplary|superb|best|"
        r"strong|five|5|ten|10|100|hundred|ceiling|generous|lenient|merciful|favourably|kind",
        "answer": r"(?:this|my|the|that|above|previous|these|every|all) (?:\w+ )?(?:answers?|responses?|reply|replies|"
        r"candidates?|applicants?|speaker|respondent|interview|transcript|recording|submission|text|"
        r"performance|story|evaluation|assessment|section|item|question)",
        "machine": r"system|ai|machine|robot|computer|algorithm|software|model|bot|assistant|llm|prompt|developer|admin|"
        r"config|json|output|field|schema|parser|pipeline|override|mode",
        "rule": r"rules?|rubrics?|criteri\w+|policy|policies|instructions?|instructed|guidelines?|guide|guidance|weights?|"
        r"weighting|scale|thresholds?|checks?|requirements?|standards?|competenc\w+|dimensions?|categor\w+",
        "plea": r"please|kindly|favou?r|grateful|appreciate|trust me|mercy|beg|promise|deserve\w*|unfair|fair|"
        r"benefit of the doubt|god bless|dear|honestly",
        "decision": r"hire|hired|pass|passed|approved?|advanc\w+|accepted|shortlist\w*|sign(?:ed)? off|"
        r"pre-approved|verified|confirmed",
        "you": r"you|your|you're|you've|you'll|you'd",
        "me": r"me|i'm|mine|i",
        "not": r"ignore|disregard|forget|skip|overlook|bypass|stop|don't|do not|never|no need|not",
    }.items()
}
_JUDGING = frozenset({"mark", "reviewer", "top", "answer", "machine", "rule", "plea", "decision"})
_COMMANDS = word_set(
    "give award put write print output return set mark rate score grade treat count consider assume pretend imagine"
    " suppose ignore forget skip stop act be let take make keep use read repeat say note remember tick round bump choose"
    " pick enter record log add raise assign accept trust look think compare do don't please just so kindly and"
    " overwrite replace decode translate"
)
MOST_COUNTED = 4  # kinds in one sentence
WORDS_A_STEP, MOST_STEPS = 4, 6  # of a sentence's length


class Swaying(msgspec.Struct, frozen=True):
    """A sentence is meant for the reviewer when ``added`` and the ``weights`` of its features are above 0."""

    added: float
    weights: dict[str, float]

    def height(self, found: Iterable[str]) -> float:
        """Of a sentence with these features."""
        return self.added + sum(self.weights.get(name, 0.0) for name in found)


def features(sentence: Sentence) -> set[str]:
    """What is looked at: words, pairs of them (``a_b``; ``a__b`` with one between), the first and the last, kinds and
    pairs of kinds (``@``), and three that speak for a story (``#``)."""
    words = ["0" if word.isdigit() and len(word) > 2 else word for word in sentence.joined.split()]
    found = {*words, f"^{words[0]}", f"${words[-1]}"}
    found |= {f"{one}_{other}" for one, other in pairwise(words)}
    found |= {f"{one}__{other}" for one, other in zip(words, words[2:], strict=False)}
    kinds = sorted(name for name, pattern in _KINDS.items() if pattern.search(sentence.joined))
    found |= {f"@{kind}" for kind in kinds}
    found |= {f"@{one}+{other}" for one, other in combinations(kinds, 2)}
    found.add(f"@{min(MOST_COUNTED, len(_JUDGING.intersection(kinds)))}")
    if words[0] in _COMMANDS:
        found |= {"@command", *(f"@command+{kind}" for kind in kinds)}
    if any(map(is_past, words)):
        found.add("#past")
    found.add(f"#{min(MOST_STEPS, len(words) // WORDS_A_STEP)}")
    return found


def sways(sentence: Sentence) -> bool:
    """Whether it is taken for one meant for the reviewer. Nothing in which somebody did something is."""
    if not sentence.joined or own_acts(sentence) or shared_acts(sentence):
        return False
    return load_swaying().height(features(sentence)) > 0


@cache
def load_swaying() -> Swaying:
    """The weights in the package."""
    return msgspec.json.decode(FILE.read_bytes(), type=Swaying)
