"""What may be written in place of what was heard.

A correction mends recognition, it does not answer anew. What recognition gets wrong is told apart from
another answer by length alone: any share of words may be misheard (some speakers are misheard for one
word in three), but words that were not heard at all are few. So any word may be changed and any left out,
only a few more may be written than were heard, and the report says how many.
"""

from preppal.foundation.errors import Invalid
from preppal.foundation.i18n import N_
from preppal.foundation.visible import has_something_to_see, visible_text
from preppal.interviews.corrections.differing import words_in

MORE_WORDS = 15
"""A sentence that was not heard, for instance because both spoke at once."""
MORE_SHARE = 0.25
"""Of a long answer."""
LETTERS_A_WORD = 30
"""On average, with its space: no words do, as long as they are words."""


class TooMuchMore(Invalid):
    message = N_(
        "That is %(written)s words where %(heard)s were heard. A correction mends what was misheard:"
        " at most %(most)s fit here."
    )


def most_words(heard: str) -> int:
    """How many words may be written for it."""
    count = words_in(heard)
    return count + max(MORE_WORDS, round(MORE_SHARE * count))


def read_correction(heard: str, written: str) -> str:
    """``written`` as it is kept: on one line, without signs that nobody sees. "" when nothing was said.

    Raises:
        TooMuchMore: it is longer than what was misheard can be.
    """
    text = " ".join(visible_text(written).split())
    if not has_something_to_see(text):
        return ""
    most = most_words(heard)
    count = words_in(text)
    if count > most or len(text) > LETTERS_A_WORD * most:
        raise TooMuchMore(written=count, heard=words_in(heard), most=most)
    return text
