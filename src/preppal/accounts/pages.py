"""What each template of accounts receives."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from preppal.accounts.identity import Person
from preppal.accounts.model import CODE_LIFE, Device


@dataclass(frozen=True, slots=True)
class SignInPage:
    """accounts/sign_in.html: one address, one button.

    `onwards` is where the person wanted to go (hidden field ``next``); `errors` maps field to
    msgid; `problem` is a msgid about the whole form (too many codes, mail not sent) or "".
    """

    onwards: str
    email: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True, slots=True)
class CodePage:
    """accounts/code.html: six digits.

    `shown_code` is the code itself in local mode, where there is no mail, else "". `tries_left` is
    None before the first wrong try. `is_over`: this code opens nothing any more; offer a new one.
    """

    email: str
    onwards: str
    shown_code: str = ""
    tries_left: int | None = None
    is_over: bool = False
    minutes: int = int(CODE_LIFE.total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A signed-in browser; `label` is "" when it did not say what it is."""

    label: str
    last_seen_at: datetime
    is_this: bool


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """accounts/settings.html: name, language, theme, patience, delivery; the browsers; signing out everywhere."""

    email: str
    name: str
    locale: str
    theme: str
    patience: str
    delivery: str
    devices: tuple[DeviceRow, ...]
    errors: dict[str, str] = field(default_factory=dict)
    is_saved: bool = False


def device_rows(devices: Sequence[Device], person: Person) -> tuple[DeviceRow, ...]:
    return tuple(
        DeviceRow(device.label, device.last_seen_at, device.id == person.device_id)
        for device in devices
    )
