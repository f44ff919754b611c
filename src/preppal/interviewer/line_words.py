"""Words by which a model's line is told: those of each language, and those in capitals that name nobody."""

from __future__ import annotations


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


NO_NAMES = _words(
    "ceo cfo coo cto hr it ok okay kpi kpis pr qa tv pc pdf diy eu uk us usa english spanish "
    "french german chinese monday tuesday wednesday thursday friday saturday sunday january "
    "february march april may june july august september october november december christmas "
    "easter i'm i've i'd i'll that what it there here how who where when let he she one "
    "everybody everyone nobody today"
)
"""In capitals, and nobody's name."""
COMMON = {
    "en": _words(
        "the a an of to in on and or you your that this it was were is are did do what how "
        "when who why which with for from at i me my we tell would there have had be then so "
        "as not after before"
    ),
    "es": _words(
        "el la los las un una de del en y o que qué lo le te tu tú su se con por para cómo "
        "como cuándo quién cuál fue era es está son hizo hiciste me mi no al más esto eso "
        "pasó"
    ),
    "fr": _words(
        "le la les un une des du de et ou vous votre que qui quoi dans en sur avec pour est "
        "était avez ce cette comment quand pas à au je"
    ),
    "de": _words(
        "der die das ein eine und oder sie ihr ihre was wie wann wer warum mit für von zu im "
        "in ist war haben sind nicht den dem ich es"
    ),
}
"""By these a line's language is known: a handful of them stand in every sentence."""
