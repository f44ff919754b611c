"""What a reader of scores has to know of who gave them: what it cannot do, and how often it was right."""

from __future__ import annotations

from collections.abc import Mapping

from preppal.foundation.i18n import N_

# INTERVIEWING.md §6.8: shown on every report, not in a footnote.
LIMITS = N_(
    "The built-in reviewer was taught from graded answers what a sentence is worth beside its question, and"
    " looks for a real case, your own steps, reasons and a result. It does not understand whether they are true or technically right, it can be"
    " fooled, and it misses results told in unusual words. A low score or “not heard” means that it"
    " found little; the quotes show what it found. Mistakes of speech recognition can hide evidence."
    " It was not checked against hiring outcomes."
)
MODEL_LIMITS = N_(
    "A language model, %(model)s, read your answers one by one and said what each of them shows. Every yes"
    " needs words of yours, found again in the transcript; the score is counted from these. It does not know whether"
    " what you said is true, and it can misread. A low score or “not heard” means that it found"
    " little. Mistakes of speech recognition can hide evidence. How often it is right was not measured here,"
    " and it was not checked against hiring outcomes."
)
MODEL_FELL_BACK = N_("Rated by the built-in reviewer: the model gave nothing that could be used.")
CHECK_WORDS: Mapping[str, str] = {
    "heard": N_("heard"),
    "partly": N_("partly heard"),
    "missing": N_("not heard"),
}
"""What a model said of a check."""
HOW_OFTEN_RIGHT = N_(
    "In trades it had not seen, it put two answers of different quality in the right order %(order)s times in"
    " 100, and a score was %(error)s points off on average. So look at the band, not at the dot."
)
MEASURED: Mapping[str, int | float] = {"order": 91, "error": 0.4}
"""From scoring/CARD.md; a test keeps the two in step."""
