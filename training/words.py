"""Which words English speakers use, and are no names: `python -m training.words` writes assessment/common_words.txt from the graded answers.

A word is common when it stands there in small letters, within a sentence, twice or more, and three times as often
as with a capital. Answers that are written without capitals say nothing of names, and do not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from preppal.assessment.language import COMMON_WORDS
from preppal.assessment.sentences import sentences
from training.learn import read_examples

LEAST_CAPITALS = 3
LEAST_SEEN = 2
LEAST_TIMES = 3
"""How often in small letters for each time with a capital."""


def common(answers: Iterable[str]) -> list[str]:
    """The words, in their order."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for answer in answers:
        if sum(letter.isupper() for letter in answer) < LEAST_CAPITALS:
            continue
        for sentence in sentences(answer):
            for word in sentence.words[1:]:
                seen = capital if answer[word.start].isupper() else small
                seen[word.text] += 1
    return sorted(
        word
        for word, count in small.items()
        if count >= max(LEAST_SEEN, LEAST_TIMES * capital[word]) and word[0].isalpha()
    )


def main() -> None:
    found = common(example.answer for example in read_examples())
    COMMON_WORDS.write_text("\n".join(found) + "\n", "utf-8")
    print(f"{len(found)} words")


if __name__ == "__main__":
    main()
