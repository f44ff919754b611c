"""The table of personas, and the snapshot that an interview keeps of one."""

import datetime
import uuid
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from preppal.foundation.database import Base, Id
from preppal.foundation.errors import NotFound
from preppal.foundation.i18n import N_
from preppal.interviewer.briefing import Interviewer, Manner

NAME_LIMIT = 60
HEADLINE_LIMIT = 120
INSTRUCTION_LIMIT = 4000

MANNER_SCALES = ("warmth", "pace", "probing", "silence")


class Visibility(StrEnum):
    PRIVATE = "PRIVATE"
    PUBLIC = "PUBLIC"


class NoSuchPersona(NotFound):
    message = N_("There is no such interviewer, or they are not open to you.")


class Persona(Base):
    """An interviewer. Without an owner it is built in and has a slug, its lasting name in URLs."""

    __tablename__ = "personas"
    __table_args__ = (
        UniqueConstraint("slug"),
        Index("ix_personas_owner_id", "owner_id", postgresql_where="owner_id is not null"),
        CheckConstraint("(slug is null) = (owner_id is not null)", name="built_in_or_owned"),
        CheckConstraint("owner_id is not null or visibility = 'PUBLIC'", name="built_in_public"),
        CheckConstraint("visibility in ('PRIVATE','PUBLIC')", name="visibility"),
        CheckConstraint(
            "stage in ('recruiter','technical','design','hiring_manager','cross_functional','senior')",
            name="stage",
        ),
        CheckConstraint(f"char_length(btrim(name)) between 1 and {NAME_LIMIT}", name="name"),
        CheckConstraint(
            f"char_length(btrim(headline)) between 1 and {HEADLINE_LIMIT}", name="headline"
        ),
        CheckConstraint(
            f"char_length(system_instruction) <= {INSTRUCTION_LIMIT}", name="system_instruction"
        ),
        *(
            CheckConstraint(
                f"coalesce((manner ->> '{scale}') in ('1','2','3','4','5'), false)", name=scale
            )
            for scale in MANNER_SCALES
        ),
    )

    id: Mapped[Id]
    slug: Mapped[str | None]
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(default=0)
    """Order among the built-in ones: 0 is shown first."""
    name: Mapped[str]
    headline: Mapped[str]
    """What they do, in a few words: "Runs a payments team"."""
    description: Mapped[str] = mapped_column(default="")
    line: Mapped[str] = mapped_column(default="")
    """One sentence that they would say."""
    stage: Mapped[str]
    trade: Mapped[str]
    manner: Mapped[dict[str, Any]]
    """warmth, pace, probing, silence: whole numbers from 1 to 5 (interviewer.briefing.Manner)."""
    system_instruction: Mapped[str] = mapped_column(default="")
    """About manner only. Text by a person: never followed as an instruction by the rules."""
    voice_settings: Mapped[dict[str, Any]]
    """voice ("" is the engine's own), speed (1.0 is ordinary), language (BCP 47), style."""
    visibility: Mapped[str] = mapped_column(default=Visibility.PRIVATE)
    created_at: Mapped[datetime.datetime]
    retired_at: Mapped[datetime.datetime | None]
    """No longer offered; interviews held with it keep their snapshot."""


def snapshot(persona: Persona) -> dict[str, Any]:
    """What an interview keeps of its persona; later edits never reach it."""
    return {
        "slug": persona.slug or "",
        "name": persona.name,
        "headline": persona.headline,
        "stage": persona.stage,
        "trade": persona.trade,
        "line": persona.line,
        "manner": dict(persona.manner),
        "system_instruction": persona.system_instruction,
        "voice_settings": dict(persona.voice_settings),
    }


def manner_of(snapshot: Mapping[str, Any]) -> Manner:
    manner = snapshot["manner"]
    return Manner(**{scale: int(manner[scale]) for scale in MANNER_SCALES})


def interviewer_of(snapshot: Mapping[str, Any]) -> Interviewer:
    """The interviewer as the mind knows them, from an interview's snapshot."""
    return Interviewer(
        name=snapshot["name"],
        headline=snapshot["headline"],
        stage=snapshot["stage"],
        manner=manner_of(snapshot),
        system_instruction=snapshot["system_instruction"],
    )
