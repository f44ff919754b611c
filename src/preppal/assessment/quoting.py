"""From a hit to a verbatim span: clause-sized, about 4 to 25 words, never beyond its sentence."""

from __future__ import annotations

from preppal.assessment.sentences import Sentence, word_set

LEAST_WORDS = 4
FAIR_WORDS = 8  # a quote shorter than this takes the next clause along
MOST_WORDS = 25
WHOLE_SENTENCE = 16  # sentences up to this length are quoted whole

_CONNECTING = word_set("and but that which who so because when while until if where")
_LEADING = word_set("and so but then well yeah yes okay ok right anyway also")
_TRAILING = word_set(
    "although though if when while and so but then because which who the a an to of with or i we that"
)


def span(sentence: Sentence, low: int, high: int) -> tuple[int, int]:
    """Raw offsets (start, end) of a quote that holds the words `low` to `high`."""
    first, last = _window(sentence, low, high)
    words = sentence.words
    while first < low and last - first >= LEAST_WORDS and words[first].text in _LEADING:
        first += 1
    while last > high and last - first >= LEAST_WORDS and words[last].text in _TRAILING:
        last -= 1
    return words[first].start, words[last].end


def _window(sentence: Sentence, low: int, high: int) -> tuple[int, int]:
    """First and last word index of the clauses around `low` to `high`."""
    size = len(sentence.words)
    if size <= WHOLE_SENTENCE:
        return 0, size - 1
    cuts = sorted(sentence.breaks)
    ends = [*(cut - 1 for cut in cuts[1:]), size - 1]
    at = max(index for index, cut in enumerate(cuts) if cut <= low)
    until = next(index for index, end in enumerate(ends) if end >= high)
    while ends[until] - cuts[at] + 1 < FAIR_WORDS and until + 1 < len(ends):
        if ends[until + 1] - cuts[at] + 1 > MOST_WORDS:
            break
        until += 1
    # What follows with "but" is what it is not: a quote that stops before it misleads.
    while (
        until + 1 < len(ends)
        and sentence.words[cuts[until + 1]].text == "but"
        and ends[until + 1] - cuts[at] + 1 <= MOST_WORDS
    ):
        until += 1
    while ends[until] - cuts[at] + 1 < LEAST_WORDS and at > 0:
        at -= 1
    first, last = cuts[at], ends[until]
    if last - first + 1 <= MOST_WORDS:
        return first, last
    if high - first >= MOST_WORDS:
        first = max(first, low - LEAST_WORDS)
    return first, _stop(sentence, max(high, first + FAIR_WORDS), first + MOST_WORDS - 1)


def _stop(sentence: Sentence, least: int, most: int) -> int:
    """Where a long clause may end: before the last connecting word that still fits."""
    words = sentence.words
    most = min(most, len(words) - 1)
    for at in range(most, least, -1):
        if words[at].text in _CONNECTING:
            return at - 1
    return most
