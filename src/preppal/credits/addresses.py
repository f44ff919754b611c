"""One mail box, however its address was spelt. Pure.

What providers say of themselves: Gmail ignores dots and what follows a plus, googlemail.com is the same
place; Outlook, iCloud, Proton, Fastmail and Yandex deliver plus tags to the box; Proton also ignores dots, hyphens
and underscores; Yahoo's tags follow a hyphen, after a base name of its own, and are left as they are.
"""

import hashlib
import hmac

SAME_PLACE = {
    "googlemail.com": "gmail.com",
    "protonmail.com": "proton.me",
    "protonmail.ch": "proton.me",
    "pm.me": "proton.me",
    "me.com": "icloud.com",
    "mac.com": "icloud.com",
    "ya.ru": "yandex.ru",
    "yandex.com": "yandex.ru",
}
IGNORED = {"gmail.com": ".", "proton.me": "._-"}
WITH_TAGS = frozenset(
    {
        "gmail.com",
        "proton.me",
        "icloud.com",
        "yandex.ru",
        "outlook.com",
        "hotmail.com",
        "live.com",
        "msn.com",
        "fastmail.com",
        "fastmail.fm",
    }
)


def normalised(email: str) -> str:
    """The shortest spelling of the same mail box; at other providers the folded address as it is."""
    name, _, host = email.strip().lower().rpartition("@")
    host = SAME_PLACE.get(host, host)
    plain = name.partition("+")[0] if host in WITH_TAGS else name
    for sign in IGNORED.get(host, ""):
        plain = plain.replace(sign, "")
    return f"{plain or name}@{host}"


def address_digest(email: str, key: bytes) -> bytes:
    """What is kept of an address: enough to know it again, with the installation's key only."""
    return hmac.digest(key, normalised(email).encode(), hashlib.sha256)
