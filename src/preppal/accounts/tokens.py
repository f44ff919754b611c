"""Random tokens: the browser keeps the token, the database keeps its digest.

A token has 256 random bits, so that one round of SHA-256 is enough: there is nothing to guess.
"""

import hashlib
import hmac
import secrets


def new_token() -> str:
    return secrets.token_urlsafe(32)


def digest(token: str) -> bytes:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def keyed_digest(token: str, word: str) -> bytes:
    """What the database keeps of a short secret that is only good together with `token`."""
    return hmac.digest(token.encode("utf-8", "replace"), word.encode("utf-8", "replace"), "sha256")


def same(one: bytes, other: bytes) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(one, other)
