"""What each sentence of an answer does: sets a scene, tells an act, a reason, an end, a lesson.

Cues find candidates, guards drop the hollow ones: too few words, nothing particular in it, a
habit instead of an occasion, buzzwords (INTERVIEWING.md §6.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from preppal.assessment import cues
from preppal.assessment.acts import (
    Act,
    is_concrete,
    own_acts,
    present_acts,
    shared_acts,
    would_acts,
)
from preppal.assessment.report import Signal
from preppal.assessment.sentences import Sentence, Word
from preppal.assessment.verbs import SAME_IN_PAST, TALKING, is_past

# Kinds of lead whose answers are steps not yet taken.
STEP_KINDS = frozenset({"situational", "case"})
# Kinds where speaking in general is the answer, not an evasion.
GENERAL_KINDS = STEP_KINDS | {"knowledge"}

LEAST_WORDS = 5
LEAST_WORDS_REASON = 6
LATE = 0  # the strength of a scene told after the first act: no scene where there is another
LEAST_STEPS = 2  # distinct steps before "what I would do" counts as told
LEAST_SHARE = 0.25  # own acts against shared ones, smoothed, below which the part is unclear


@dataclass(frozen=True, slots=True)
class Hit:
    """A signal found in a sentence: word indexes `low` (first) to `high` (last), and strength."""

    signal: Signal
    low: int
    high: int
    strength: int


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence with what is needed to judge it among its neighbours."""

    sentence: Sentence
    own: tuple[Act, ...]
    shared: tuple[Act, ...]
    steps: tuple[Act, ...]
    concrete: int
    has_past: bool
    habit: bool
    wish: bool
    hollow: bool

    @property
    def joined(self) -> str:
        return self.sentence.joined

    @property
    def length(self) -> int:
        return len(self.sentence.words)


def label(sentence: Sentence, kind: str) -> Labelled:
    """Look at one sentence by itself."""
    own = tuple(own_acts(sentence))
    texts = [word.text for word in sentence.words]
    buzz = sum(text in cues.BUZZWORDS for text in texts)
    hypothetical = cues.HYPOTHETICAL.search(sentence.joined) is not None
    habitual = cues.HABIT.search(sentence.joined) is not None
    return Labelled(
        sentence=sentence,
        own=own,
        shared=tuple(shared_acts(sentence)),
        steps=tuple(would_acts(sentence)) if kind in STEP_KINDS else tuple(present_acts(sentence)),
        concrete=sum(map(is_concrete, cues.PRAISE.sub(" ", sentence.joined).split())),
        has_past=any(is_past(text) and text not in SAME_IN_PAST for text in texts),
        habit=(hypothetical or habitual) and not own,
        wish=hypothetical or cues.ALWAYS.search(sentence.joined) is not None,
        hollow=buzz > 1,
    )


def hits(spoken: Sequence[Labelled], kind: str) -> Iterator[tuple[int, Hit]]:
    """Every signal in an answer, as (index of the sentence, hit), in order."""
    story = _story_acts(spoken, kind)
    scene_at = _first_scene(spoken, story, kind)
    acted = [index for index, acts in enumerate(story) if acts]
    shared = [index for index, labelled in enumerate(spoken) if labelled.shared]
    first_act = min([*acted[:1], *shared[:1]], default=None)
    is_told = scene_at is not None or first_act is not None
    own_counts = _own_part_counts(spoken, story, kind)
    for index, labelled in enumerate(spoken):
        if labelled.hollow or labelled.sentence.is_question:
            continue
        if hit := _situation(labelled, index, first_act, kind):
            yield (
                index,
                hit if first_act is None or index <= first_act else replace(hit, strength=LATE),
            )
        if own_counts:
            for act in story[index]:
                yield index, _own_part(labelled, act)
        if is_told or kind != "behavioural":
            yield from ((index, hit) for hit in _reasons(labelled, kind))
        if kind in STEP_KINDS:
            continue
        begun = first_act if first_act is not None else scene_at
        found = _result(labelled, index == begun) if begun is not None and index >= begun else None
        if found is None and kind == "behavioural" and acted:
            found = _weak_result(labelled, index - acted[-1])
        if found is not None:
            yield index, found
        if is_told and kind != "knowledge" and (hit := _learning(labelled, index)):
            yield index, hit


def _story_acts(spoken: Sequence[Labelled], kind: str) -> list[tuple[Act, ...]]:
    """The candidate's acts per sentence: past ones, steps for "what would you do", and present
    ones where a story with a past scene is told in the present."""
    if kind in STEP_KINDS:
        return [labelled.own + labelled.steps for labelled in spoken]
    past = [() if labelled.hollow else labelled.own for labelled in spoken]
    if kind != "behavioural":
        return past
    narrated = False
    told: list[tuple[Act, ...]] = []
    for labelled, acts in zip(spoken, past, strict=True):
        narrated = narrated or bool(acts) or _scene(labelled) is not None
        told.append(acts or (labelled.steps if narrated and not labelled.habit else ()))
    return told


def _own_part_counts(
    spoken: Sequence[Labelled], story: Sequence[tuple[Act, ...]], kind: str
) -> bool:
    own = {act.verb for acts in story for act in acts}
    if kind in STEP_KINDS:
        return len(own) >= LEAST_STEPS
    shared = {act.verb for labelled in spoken for act in labelled.shared}
    return bool(own) and (len(own) + 1) / (len(own) + len(shared) + 2) >= LEAST_SHARE


def _scene(labelled: Labelled) -> Hit | None:
    """A strong cue of time, place or case, told in the past."""
    told = labelled.has_past or bool(labelled.own)
    if labelled.length < LEAST_WORDS or not told or labelled.concrete < 2:
        return None
    if labelled.hollow or (labelled.wish and not labelled.own):
        return None
    match = cues.SCENE.search(labelled.joined)
    if match is None:
        return None
    return _hit(labelled, "situation", match.start(), match.end(), 3)


def _first_scene(
    spoken: Sequence[Labelled], story: Sequence[tuple[Act, ...]], kind: str
) -> int | None:
    if kind in STEP_KINDS:
        return None
    return next((index for index, labelled in enumerate(spoken) if _scene(labelled)), None)


def _situation(labelled: Labelled, index: int, first_act: int | None, kind: str) -> Hit | None:
    if kind in STEP_KINDS:
        return None
    if hit := _scene(labelled):
        return hit
    if labelled.habit or labelled.length < LEAST_WORDS or labelled.concrete < 2:
        return None
    if kind == "knowledge" or labelled.joined.startswith("if "):
        return None
    if match := cues.TASK.search(labelled.joined):
        return _hit(labelled, "situation", match.start(), match.end(), 2)
    # What somebody else did before the candidate acted is the scene, even without a time.
    before_acting = first_act is not None and index < first_act
    if before_acting and labelled.has_past and labelled.length > LEAST_WORDS:
        return _whole(labelled, "situation", 1)
    return None


def _own_part(labelled: Labelled, act: Act) -> Hit:
    strength = 2 + min(2, labelled.concrete // 4)
    return Hit("own_part", act.subject_at, act.verb_at, strength)


def _reasons(labelled: Labelled, kind: str) -> Iterator[Hit]:
    if labelled.length < LEAST_WORDS_REASON or labelled.concrete < 2:
        return
    if labelled.habit and kind not in GENERAL_KINDS:
        return
    for pattern, strength in ((cues.REASON, 3), (cues.ALTERNATIVE, 2)):
        match = pattern.search(labelled.joined)
        if match is None:
            continue
        at = labelled.sentence.word_at(match.start())
        after = labelled.sentence.words[at + 1 :]
        if len(after) >= 2 and any(is_concrete(word.text) for word in after):
            yield _hit(labelled, "reasons", match.start(), match.end(), strength)


def _result(labelled: Labelled, begins: bool) -> Hit | None:
    """An end that a cue announces. `begins`: the sentence in which the story's acts begin."""
    if labelled.length < LEAST_WORDS or labelled.concrete < 2 or labelled.habit:
        return None
    match = cues.RESULT.search(labelled.joined)
    if match is None and not labelled.own:
        match = cues.RESULT_SOFT.search(labelled.joined)
    if match is None or _NOT_YET.search(labelled.joined, match.start() - 20, match.end()):
        return None
    if begins and not _after_act(labelled, match.start()):
        return None
    number = any(
        word.text in cues.NUMBER_WORDS or word.text[0].isdigit() for word in labelled.sentence.words
    )
    return _hit(labelled, "result", match.start(), match.end(), 3 if number else 2)


def _weak_result(labelled: Labelled, after_last_act: int) -> Hit | None:
    """What others did once the candidate's last act was told, in the past, even without a cue."""
    if after_last_act < 0 or labelled.wish or labelled.concrete < 2:
        return None
    words = labelled.sentence.words
    if words[0].text == "because" or " would have " in labelled.joined:
        return None  # a reason, or what did not happen
    if after_last_act > 0:
        others = not labelled.own and not any(word.text in _SPEAKER for word in words[:4])
        told = others and not labelled.habit and labelled.length >= LEAST_WORDS
        return _whole(labelled, "result", 1) if told and _came_about(words) else None
    last_verb = max((act.verb_at for act in labelled.own), default=len(words))
    for at in range(len(words) - 3, last_verb + 2, -1):
        joins = words[at - 1].text == "and" or at in labelled.sentence.breaks
        if joins and words[at].text in _OTHERS and _came_about(words[at + 1 : at + 4]):
            return Hit("result", at, len(words) - 1, 1)
    return None


def _came_about(words: Sequence[Word]) -> bool:
    """Whether something happened in these words, beyond somebody talking or looking."""
    return any(is_past(word.text) and word.text not in TALKING for word in words)


_SPEAKER = frozenset({"i", "i'm", "i've", "i'd", "i'll"})
_OTHERS = frozenset({"he", "she", "they", "it", "the", "our", "nobody", "everybody", "both", "my"})
_NOT_YET = re.compile(r"\b(?:would|could|will|should|might|otherwise)\b")


def _after_act(labelled: Labelled, position: int) -> bool:
    """In the sentence that begins the story, the end must come after the act."""
    at = labelled.sentence.word_at(position)
    return any(act.verb_at < at for act in labelled.own + labelled.shared)


def _learning(labelled: Labelled, index: int) -> Hit | None:
    if index == 0 or labelled.length < LEAST_WORDS or labelled.concrete < 2:
        return None
    match = cues.LEARNING.search(labelled.joined)
    if match is None:
        return None
    return _hit(labelled, "learning", match.start(), match.end(), 2)


def _hit(labelled: Labelled, signal: Signal, start: int, end: int, strength: int) -> Hit:
    sentence = labelled.sentence
    return Hit(signal, sentence.word_at(start), sentence.word_at(max(start, end - 1)), strength)


def _whole(labelled: Labelled, signal: Signal, strength: int) -> Hit:
    return Hit(signal, 0, min(labelled.length, LEAST_WORDS) - 1, strength)
