"""One mail box, however its address was spelt. Pure.

What providers say of themselves: Gmail ignores dots and what follows a plus, googlemail.com is the same
place; Outlook (under all its domains), iCloud, Proton, Fastmail and Yandex deliver plus tags to the box; Fastmail also
any@ana.fastmail.com to ana@fastmail.com; Proton also ignores dots, hyphens and underscores; Yahoo's tags follow a
hyphen, after a base name of its own, and are left as they are.
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
    "yandex.by": "yandex.ru",
    "yandex.kz": "yandex.ru",
}
OF_A_BOX = frozenset({"fastmail.com", "fastmail.fm"})
"""What is sent to any name at a box's own domain below these comes to the box."""
IGNORED = {"gmail.com": ".", "proton.me": "._-"}
MICROSOFT = {
    "outlook": "com at be cl co.id co.il co.th com.ar com.au com.br com.gr com.tr com.vn cz de dk es fr hu ie in it jp kr"
    " lv my ph pt sa sg sk",
    "hotmail": "com be ca ch cl co.id co.il co.in co.jp co.kr co.nz co.th co.uk co.za com.ar com.au com.br com.hk com.tr"
    " com.tw com.vn cz de dk es fi fr gr hu it lt lv my nl no ph rs se sg sk",
    "live": "com at be ca cl cn co.in co.kr co.uk co.za com.ar com.au com.mx com.my com.ph com.pt com.sg de dk fi fr hk"
    " ie in it jp nl no ru se",
    "msn": "com",
}
"""Outlook's domains, by country."""
WITH_TAGS = frozenset(
    {f"{name}.{ending}" for name, endings in MICROSOFT.items() for ending in endings.split()}
    | {
        "gmail.com",
        "proton.me",
        "icloud.com",
        "yandex.ru",
        "fastmail.com",
        "fastmail.fm",
    }
)


def normalised(email: str) -> str:
    """The shortest spelling of the same mail box; at other providers the folded address as it is."""
    name, _, host = email.strip().lower().rpartition("@")
    whose, _, above = host.partition(".")
    if above in OF_A_BOX:
        name, host = whose, above
    host = SAME_PLACE.get(host, host)
    plain = name.partition("+")[0] if host in WITH_TAGS else name
    for sign in IGNORED.get(host, ""):
        plain = plain.replace(sign, "")
    return f"{plain or name}@{host}"


def address_digest(email: str, key: bytes) -> bytes:
    """What is kept of an address: enough to know it again, with the installation's key only."""
    return hmac.digest(key, normalised(email).encode(), hashlib.sha256)
