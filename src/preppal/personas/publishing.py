"""Opening a persona to everybody, keeping it to oneself, retiring it and bringing it back."""

import datetime
import uuid
from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import User
from preppal.foundation.errors import Invalid, TooMany
from preppal.foundation.i18n import N_
from preppal.personas.cautions import Caution, cautions_in
from preppal.personas.model import Persona, PersonaMovedOn, State
from preppal.personas.queries import own_persona

PUBLISHED_AT_MOST = 5
PUBLISHED_WITHIN = datetime.timedelta(days=1)
"""A person publishes this many new personas within this time."""


NAMELESS = N_("Give yourself a name in the settings: it stands beside it.")


class PublishingTooFast(TooMany):
    message = N_("Five new interviewers a day can be published. Try again tomorrow.")


class NotReady(Invalid):
    message = N_("Something in the text must go before everybody can read it.")


def public_texts(persona: Persona) -> dict[str, str]:
    """Everything an author wrote freely, by the name of its field."""
    texts = ("name", "headline", "description", "line", "system_instruction")
    voice = {name: str(persona.voice_settings.get(name, "")) for name in ("style", "voice")}
    return {name: getattr(persona, name) for name in texts} | voice


def cautions_of(persona: Persona) -> tuple[Caution, ...]:
    """What its author is told before it is published."""
    return cautions_in(public_texts(persona))


def check_for_everybody(texts: Mapping[str, str], *, read_cautions: bool) -> None:
    """Whether everybody may read these texts. ``read_cautions``: the author has seen the rest.

    Raises:
        NotReady: something must go, or was not read yet; with a sentence for each field.
    """
    cautions = cautions_in(texts)
    if any(caution.must_go for caution in cautions) or (cautions and not read_cautions):
        raise NotReady({caution.field: caution.sentence for caution in reversed(cautions)})


async def publish_persona(
    db: AsyncSession,
    user_id: uuid.UUID,
    persona_id: uuid.UUID,
    *,
    version: int,
    read_cautions: bool,
    now: datetime.datetime,
) -> Persona:
    """Open it to everybody. ``read_cautions``: the author has seen what is worth a second look, in
    ``version``.

    The person's row is locked first: of many at once no more than allowed come through.

    Raises:
        NoSuchPersona: not there, or not theirs.
        PersonaMovedOn: hidden, retired, or edited since it was looked at.
        NotReady: something must go, or was not read yet.
        PublishingTooFast: enough for today.
    """
    author = await db.scalar(select(User).where(User.id == user_id).with_for_update(key_share=True))
    persona = await own_persona(db, user_id, persona_id, locked=True)
    if persona.in_hub:
        return persona
    if persona.version != version or persona.state not in (State.DRAFT, State.LIVE):
        raise PersonaMovedOn()
    if author is None or not author.name.strip():
        raise NotReady({"author": NAMELESS})
    check_for_everybody(public_texts(persona), read_cautions=read_cautions)
    if persona.published_at is None:
        await _check_rate(db, user_id, now)
    persona.publish(now)
    return persona


async def keep_persona_private(
    db: AsyncSession, user_id: uuid.UUID, persona_id: uuid.UUID
) -> Persona:
    """Out of the Hub, for its owner alone.

    Raises:
        NoSuchPersona: not there, or not theirs.
        PersonaMovedOn: retired.
    """
    persona = await own_persona(db, user_id, persona_id, locked=True)
    persona.keep_private()
    return persona


async def retire_persona(db: AsyncSession, user_id: uuid.UUID, persona_id: uuid.UUID) -> Persona:
    """No longer offered; past interviews and panels that use it go on.

    Raises:
        NoSuchPersona: not there, or not theirs.
        PersonaMovedOn: hidden by a moderator.
    """
    persona = await own_persona(db, user_id, persona_id, locked=True)
    persona.retire()
    return persona


async def bring_back_persona(
    db: AsyncSession, user_id: uuid.UUID, persona_id: uuid.UUID
) -> Persona:
    """A retired one is usable again, privately.

    Raises:
        NoSuchPersona: not there, or not theirs.
        PersonaMovedOn: it is not retired.
    """
    persona = await own_persona(db, user_id, persona_id, locked=True)
    persona.bring_back()
    return persona


async def _check_rate(db: AsyncSession, user_id: uuid.UUID, now: datetime.datetime) -> None:
    lately = (
        select(func.count())
        .select_from(Persona)
        .where(Persona.owner_id == user_id, Persona.published_at > now - PUBLISHED_WITHIN)
    )
    if (await db.scalar(lately) or 0) >= PUBLISHED_AT_MOST:
        raise PublishingTooFast()
