"""One mail box however it is spelt; two mail boxes are never taken for one."""

import pytest

from preppal.credits.addresses import address_digest, normalised

KEY = b"k" * 32


@pytest.mark.parametrize(
    ("spelt", "box"),
    [
        ("Ana.Sanz@Gmail.com", "anasanz@gmail.com"),
        ("a.n.a.sanz+trial2@googlemail.com", "anasanz@gmail.com"),
        ("ana+1@outlook.com", "ana@outlook.com"),
        ("ana.sanz@outlook.com", "ana.sanz@outlook.com"),
        ("ana+1@hotmail.co.uk", "ana@hotmail.co.uk"),
        ("ana+1@outlook.es", "ana@outlook.es"),
        ("ana+1@live.example", "ana+1@live.example"),
        ("trial2@ana.fastmail.com", "ana@fastmail.com"),
        ("ana@mail.example.org", "ana@mail.example.org"),
        ("ana@yandex.kz", "ana@yandex.ru"),
        ("ana+1@icloud.com", "ana@icloud.com"),
        ("ana@me.com", "ana@icloud.com"),
        ("ana_sanz-x@pm.me", "anasanzx@proton.me"),
        ("ana-1@yahoo.com", "ana-1@yahoo.com"),
        ("ana+1@example.org", "ana+1@example.org"),
        ("an.a@example.org", "an.a@example.org"),
        ("+@gmail.com", "+@gmail.com"),
    ],
)
def test_the_spelling_that_is_kept(spelt: str, box: str) -> None:
    assert normalised(spelt) == box


def test_a_digest_says_nothing_without_the_key() -> None:
    one = address_digest("ana@gmail.com", KEY)
    assert one == address_digest("A.N.A+2@googlemail.com", KEY)
    assert one != address_digest("ana@gmail.com", b"x" * 32)
    assert one != address_digest("bo@gmail.com", KEY)
