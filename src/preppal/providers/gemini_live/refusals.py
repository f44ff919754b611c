"""Why the provider refused or went away, from an HTTP status or a WebSocket close.

It closes with few codes and many sentences: 1011 is an internal error, a deadline, or a full quota;
1008 an unknown model, a missing key, an aborted operation; 1007 an invalid key, a field it does not
take, a session it will not resume. So the sentence decides first, and the code when it says nothing.
"""

from __future__ import annotations

import re

from preppal.providers.protocols import ConversationLost

Reason = ConversationLost.Reason

_SENTENCES: tuple[tuple[Reason, re.Pattern[str]], ...] = (
    ("limit", re.compile(r"quota|rate.?limit|resource.?exhausted|too many|billing|\b429\b", re.I)),
    (
        "key",
        re.compile(
            r"api.?key|unregistered callers|unauthenticated|permission|credential|\bleaked\b"
            r"|user location",
            re.I,
        ),
    ),
    (
        "model",
        re.compile(r"models?/\S+ is not|not supported for bidi|model.{0,80}not found", re.I),
    ),
)
_STATUSES: dict[int, Reason] = {401: "key", 403: "key", 429: "limit"}
_OURS = frozenset({1002, 1003, 1007, 1008, 1009, 1010})
"""Close codes that say that what we sent, or what we were sent, was not right."""
_UNREADABLE = re.compile(r"[^\x20-\x7e\u00a0-\uffff]+")
LONGEST = 200

REFUSED_TO_RESUME = frozenset({1007, 1008})


class Gone(Exception):
    """A connection that could not be had, or is no more. `final`: trying again cannot help."""

    def __init__(self, reason: Reason, text: str, *, code: int = 0, final: bool = False) -> None:
        self.reason = reason
        self.text = text
        self.code = code
        self.final = final
        super().__init__(text)

    def lost(self) -> ConversationLost:
        return ConversationLost(self.reason, self.text)

    @property
    def forgotten(self) -> bool:
        """In answer to a handle: the session cannot be resumed, now or later."""
        return not self.final and self.reason == "protocol" and self.code in REFUSED_TO_RESUME

    @property
    def refused(self) -> bool:
        """By the provider, which was there."""
        return 1000 <= self.code < 3000 and self.code != 1006

    @property
    def crowded(self) -> bool:
        """In answer to a handle: perhaps because its old connection is still open."""
        return not self.final and self.code == 1011


def closed(code: int, sentence: str, *, key: str) -> Gone:
    """The other side closed, or sent an error, with this; `key` is kept out of the text."""
    said = readable(sentence, key)
    text = f"closed with {code}" + (f": {said}" if said else "")
    reason = _reason(code, said)
    if reason is None:
        reason = "protocol" if code in _OURS or 400 <= code < 500 else "unreachable"
    return Gone(reason, text, code=code, final=reason in ("key", "model"))


def answered(status: int, sentence: str, *, key: str) -> Gone:
    """The handshake was answered with this HTTP status."""
    said = readable(sentence, key)
    text = f"answered {status}" + (f": {said}" if said else "")
    reason = _reason(status, said)
    if reason is None:
        reason = "protocol" if status < 500 and status != 408 else "unreachable"
    return Gone(reason, text, code=status, final=reason in ("key", "model", "protocol"))


def _reason(code: int, said: str) -> Reason | None:
    for reason, pattern in _SENTENCES:
        if pattern.search(said):
            return reason
    return _STATUSES.get(code)


def readable(sentence: str, key: str) -> str:
    """One bounded line without the key."""
    if key:
        sentence = sentence.replace(key, "[key]")
    return _UNREADABLE.sub(" ", sentence).strip()[:LONGEST]
