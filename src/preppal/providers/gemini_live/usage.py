"""Tokens by kind. The provider counts each turn by itself, with the whole context as its prompt (that is
what it bills), once at the end of it or several times while it grows: the largest count is the turn's.
"""

from __future__ import annotations

from collections.abc import Iterable

from preppal.providers.gemini_live.wire import ModalityTokens, Usage
from preppal.providers.protocols import TokensUsed


class Tally:
    """What was counted in this turn, so that nothing is reported twice."""

    def __init__(self) -> None:
        self._turn: dict[str, int] = {}

    def new_turn(self) -> None:
        self._turn = {}

    def add(self, usage: Usage) -> TokensUsed | None:
        """What these counts add to those of the same turn before them."""
        more = {}
        for kind, count in _by_kind(usage).items():
            before = self._turn.get(kind, 0)
            if count > before:
                more[kind] = count - before
                self._turn[kind] = count
        return TokensUsed(more) if more else None


def _by_kind(usage: Usage) -> dict[str, int]:
    prompt = _audio(usage.prompt_tokens_details)
    response = _audio(usage.response_tokens_details)
    prompt_all = max(usage.prompt_token_count or 0, _all(usage.prompt_tokens_details))
    response_all = max(usage.response_token_count or 0, _all(usage.response_tokens_details))
    thoughts = max(usage.thoughts_token_count or 0, 0)
    if not usage.response_tokens_details:
        response = response_all  # nothing but sound is asked for
    return {
        "audio_in": prompt,
        "text_in": prompt_all - prompt,
        "audio_out": response,
        "text_out": response_all - response + thoughts,
    }


def _audio(details: Iterable[ModalityTokens] | None) -> int:
    return sum(
        max(part.token_count or 0, 0)
        for part in details or ()
        if (part.modality or "").upper() == "AUDIO"
    )


def _all(details: Iterable[ModalityTokens] | None) -> int:
    return sum(max(part.token_count or 0, 0) for part in details or ())
