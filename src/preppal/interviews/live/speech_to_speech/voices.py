"""Which of a provider's voices a persona speaks with."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from preppal.personas.voices import nearest_voice
from preppal.providers.protocols import Voice


def voice_for(voices: Sequence[Voice], wanted: str, name: str) -> str:
    """The key of the voice that is `wanted`, or the nearest to it: the one that pages name.

    A persona that asks for none always gets the same one, found by its name, so that people keep
    their voices and not all of them have one. "" when the provider has no list.
    """
    if wanted or not voices:
        return nearest_voice(wanted, voices)
    number = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=4).digest(), "big")
    return voices[number % len(voices)].key
