"""What the templates in accounts/ receive."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class SignInPage:
    """accounts/sign_in.html: first the address, then the code.

    ``errors`` maps ``email`` or ``code`` to a msgid. ``shown_code`` is set in local mode alone,
    where no mail leaves the machine. ``refusal`` is a msgid about the whole form (code is over,
    too many codes, mail not sent).
    """

    step: Literal["email", "code"]
    next: str = ""
    email: str = ""
    minutes: int = 10
    shown_code: str | None = None
    local: bool = False
    tries_left: int | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A browser in which the person is signed in. ``label`` is empty when it did not say."""

    label: str
    last_seen_at: datetime
    is_this: bool


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """accounts/settings.html. On a form error the typed values come back in name, locale, theme."""

    email: str
    name: str
    locale: str
    theme: str
    devices: tuple[DeviceRow, ...] = ()
    saved: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)
