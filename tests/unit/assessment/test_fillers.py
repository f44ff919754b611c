"""Fillers of one word and of several, by language; what only looks like one is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preppal.assessment.fillers import LANGUAGES, fillers_in
from preppal.assessment.sentences import words_in


@pytest.mark.parametrize(
    ("language", "text", "fillers", "words"),
    [
        ("en", "Um, so I, you know, moved the, uh, boxes, sort of.", 4, 6),
        ("en-GB", "The boxes, like, moved and I mean it was dark.", 2, 3),
        ("es", "Eh, o sea, moví las cajas, digamos, a la otra sala.", 3, 4),
        ("es", "Este, pues, las moví yo, ¿sabes?", 3, 3),
        ("de", "Ähm, ich habe, sag ich mal, sozusagen die Kisten, ähm, bewegt.", 4, 6),
        ("fr", "Euh, du coup j'ai déplacé les caisses, vous voyez, en fait.", 4, 7),
        ("pt", "Hum, tipo assim, eu movi as caixas, quer dizer, duas, né.", 4, 6),
        ("it", "Ehm, cioè, ho spostato le casse, diciamo, da solo.", 3, 3),
        ("zh", "嗯，那个，我把箱子搬走了，怎么说呢，就是说搬到隔壁。", 4, 10),
        ("ja", "えーと、あのー、箱を運びました。", 2, 6),
    ],
)
def test_they_are_counted_once_each(language: str, text: str, fillers: int, words: int) -> None:
    assert fillers_in(text, language) == (fillers, words)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I like the kind of work that you know from a bakery."),
        ("es", "Este turno fue bueno, y no lo supe hasta esto último."),
        ("de", "Wir wissen, dass er also zweimal kam, und ja war die Antwort."),
        ("fr", "Il y a enfin de la place, et je vois quoi faire."),
        ("pt", "Ele é bom e então assim ficou."),
        ("it", "Allora ho capito che tipo di cassa era."),
        ("zh", "那个箱子是我的，然后我把这个箱子搬走了，金额也对。"),
    ],
)
def test_the_same_words_at_work_are_none(language: str, text: str) -> None:
    found = fillers_in(text, language)
    assert found is not None
    assert found[0] == 0


def test_a_language_without_a_list_is_not_counted() -> None:
    assert fillers_in("Öö, niin, tota noin.", "fi") is None


@given(st.text(max_size=80), st.sampled_from(sorted(LANGUAGES)))
def test_there_are_no_more_than_there_are_words(text: str, language: str) -> None:
    found = fillers_in(text, language)
    assert found is not None
    fillers, words = found
    assert 0 <= words <= len(words_in(text.lower().replace("’", "'")))
    assert fillers <= max(words, len(text))


@given(st.lists(st.sampled_from(["um", "uh", "boxes", "moved", "early"]), max_size=20))
def test_sounds_of_hesitation_all_count(said: list[str]) -> None:
    found = fillers_in(" ".join(said), "en")
    assert found == (sum(word in ("um", "uh") for word in said),) * 2
