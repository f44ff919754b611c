"""The tables of personas, and the snapshot that an interview keeps of one."""

import datetime
import uuid
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Text

from preppal.foundation.database import Base, Id
from preppal.foundation.errors import Conflict, NotFound
from preppal.foundation.i18n import N_
from preppal.interviewer.briefing import Interviewer, Manner
from preppal.personas.voices import voice_words

NAME_LIMIT = 60
HEADLINE_LIMIT = 120
DESCRIPTION_LIMIT = 400
LINE_LIMIT = 160
INSTRUCTION_LIMIT = 4000
REASON_LIMIT = 500

MANNER_SCALES = ("warmth", "pace", "probing", "silence")


class Visibility(StrEnum):
    """Who may use a live persona: its owner only, or everybody."""

    PRIVATE = "PRIVATE"
    PUBLIC = "PUBLIC"


class State(StrEnum):
    """DRAFT is being written; HIDDEN was taken out of the Hub by a moderator; RETIRED by its owner."""

    DRAFT = "DRAFT"
    LIVE = "LIVE"
    HIDDEN = "HIDDEN"
    RETIRED = "RETIRED"


class NoSuchPersona(NotFound):
    message = N_("There is no such interviewer, or they are not open to you.")


class PersonaMovedOn(Conflict):
    """The act does not fit the state the persona is in by now."""

    message = N_("This interviewer has changed in the meantime. Load the page again.")


SHOWN_IN_HUB = "visibility = 'PUBLIC' and state = 'LIVE'"


class Persona(Base):
    """An interviewer. Without an owner it is built in and has a slug, its lasting name in URLs.

    The row is what the persona is now; each edit also writes a `PersonaVersion`.
    """

    __tablename__ = "personas"
    __table_args__ = (
        UniqueConstraint("slug"),
        Index("ix_personas_search", "search", postgresql_using="gin"),
        Index("ix_personas_facets", "facets", postgresql_using="gin"),
        Index(
            "ix_personas_helpful",
            text("helpful_score desc"),
            text("id desc"),
            postgresql_where=SHOWN_IN_HUB,
        ),
        Index(
            "ix_personas_used",
            text("finished_count desc"),
            text("id desc"),
            postgresql_where=SHOWN_IN_HUB,
        ),
        Index(
            "ix_personas_new",
            text("published_at desc"),
            text("id desc"),
            postgresql_where=SHOWN_IN_HUB,
        ),
        Index("ix_personas_trade", "trade", postgresql_where=SHOWN_IN_HUB),
        Index("ix_personas_owner_id", "owner_id", postgresql_where="owner_id is not null"),
        CheckConstraint("(slug is null) = (owner_id is not null)", name="built_in_or_owned"),
        CheckConstraint("owner_id is not null or visibility = 'PUBLIC'", name="built_in_public"),
        CheckConstraint("visibility in ('PRIVATE','PUBLIC')", name="visibility"),
        CheckConstraint("state in ('DRAFT','LIVE','HIDDEN','RETIRED')", name="state"),
        CheckConstraint("state <> 'DRAFT' or visibility = 'PRIVATE'", name="draft_private"),
        CheckConstraint(
            "stage in ('recruiter','technical','design','hiring_manager','cross_functional','senior')",
            name="stage",
        ),
        CheckConstraint(f"char_length(btrim(name)) between 1 and {NAME_LIMIT}", name="name"),
        CheckConstraint(
            f"char_length(btrim(headline)) between 1 and {HEADLINE_LIMIT}", name="headline"
        ),
        CheckConstraint(f"char_length(description) <= {DESCRIPTION_LIMIT}", name="description"),
        CheckConstraint(f"char_length(line) <= {LINE_LIMIT}", name="line"),
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
    """The kind of interview they hold first of all."""
    stages: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    """Every kind of interview that suits them, `stage` among them."""
    languages: Mapped[list[str]] = mapped_column(default=lambda: ["en"], server_default='["en"]')
    """Codes of `wording.LANGUAGES`."""
    trade: Mapped[str]
    manner: Mapped[dict[str, Any]]
    """warmth, pace, probing, silence: whole numbers from 1 to 5 (interviewer.briefing.Manner)."""
    system_instruction: Mapped[str] = mapped_column(default="")
    """About manner only. Text by a person: never followed as an instruction by the rules."""
    voice_settings: Mapped[dict[str, Any]]
    """voice ("" is the engine's own), speed (1.0 is ordinary), language (BCP 47), style."""
    visibility: Mapped[str] = mapped_column(default=Visibility.PRIVATE)
    state: Mapped[str] = mapped_column(default=State.LIVE, server_default=State.LIVE)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    """The number of the newest `PersonaVersion`."""
    hidden_reason: Mapped[str] = mapped_column(default="", server_default="")
    """What the moderator wrote, for the owner; "" unless HIDDEN."""
    created_at: Mapped[datetime.datetime]
    edited_at: Mapped[datetime.datetime | None]
    published_at: Mapped[datetime.datetime | None]
    """When it first became public; "new" in the Hub counts from then."""

    finished_count: Mapped[int] = mapped_column(default=0, server_default="0")
    """Finished interviews of others than the owner."""
    candidate_count: Mapped[int] = mapped_column(default=0, server_default="0")
    """How many different people held those."""
    rating_count: Mapped[int] = mapped_column(default=0, server_default="0")
    helpful_count: Mapped[int] = mapped_column(default=0, server_default="0")
    helpful_score: Mapped[float] = mapped_column(Float, default=0.0, server_default="0")
    """What the Hub sorts by: see `counting.helpful_score`."""

    search: Mapped[Any] = mapped_column(TSVECTOR, nullable=True, deferred=True)
    """What the Hub's search looks at: see `listing`."""
    facets: Mapped[Any] = mapped_column(
        ARRAY(Text), default=list, server_default="{}", deferred=True
    )
    """What the Hub's filters look at: see `listing`."""

    @property
    def in_hub(self) -> bool:
        return self.visibility == Visibility.PUBLIC and self.state == State.LIVE

    def publish(self, now: datetime.datetime) -> None:
        """Open it to everybody.

        Raises:
            PersonaMovedOn: hidden by a moderator, or retired.
        """
        if self.state not in (State.DRAFT, State.LIVE):
            raise PersonaMovedOn()
        self.state = State.LIVE
        self.visibility = Visibility.PUBLIC
        self.published_at = self.published_at or now

    def keep_private(self) -> None:
        """For its owner alone, and ready to use. One that a moderator hid stays hidden.

        Raises:
            PersonaMovedOn: retired.
        """
        if self.state == State.RETIRED:
            raise PersonaMovedOn()
        if self.state == State.DRAFT:
            self.state = State.LIVE
        self.visibility = Visibility.PRIVATE

    def retire(self) -> None:
        """No longer offered to anybody; interviews and panels that use it are not touched.

        Raises:
            PersonaMovedOn: hidden by a moderator: retiring and bringing back would undo that.
        """
        if self.state == State.HIDDEN:
            raise PersonaMovedOn()
        self.state = State.RETIRED
        self.visibility = Visibility.PRIVATE if self.owner_id else self.visibility

    def bring_back(self) -> None:
        """A retired one is its owner's again, privately.

        Raises:
            PersonaMovedOn: it is not retired.
        """
        if self.state != State.RETIRED:
            raise PersonaMovedOn()
        self.state = State.LIVE

    def hide(self, reason: str) -> None:
        """A moderator takes it out of the Hub.

        Raises:
            PersonaMovedOn: it is not in the Hub.
        """
        if not self.in_hub:
            raise PersonaMovedOn()
        self.state = State.HIDDEN
        self.hidden_reason = reason

    def restore(self) -> None:
        """A moderator puts it back as it was: public, unless its owner made it private meanwhile.

        Raises:
            PersonaMovedOn: it is not hidden.
        """
        if self.state != State.HIDDEN:
            raise PersonaMovedOn()
        self.state = State.LIVE
        self.hidden_reason = ""


class PersonaVersion(Base):
    """What a persona was after an edit. Never changed: a trigger of the database sees to that."""

    __tablename__ = "persona_versions"
    __table_args__ = (UniqueConstraint("persona_id", "number"),)

    id: Mapped[Id]
    persona_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("personas.id", ondelete="CASCADE"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]]
    """`snapshot` of the persona then."""
    created_at: Mapped[datetime.datetime]


class PersonaFavourite(Base):
    """Somebody keeps a persona at hand."""

    __tablename__ = "persona_favourites"
    __table_args__ = (Index("ix_persona_favourites_persona_id", "persona_id"),)

    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    persona_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("personas.id", ondelete="CASCADE"), primary_key=True
    )
    created_at: Mapped[datetime.datetime]


class PersonaCandidate(Base):
    """Somebody finished interviews with a persona: what gives the right to rate it."""

    __tablename__ = "persona_candidates"
    __table_args__ = (Index("ix_persona_candidates_user_id", "user_id"),)

    persona_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("personas.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    finished: Mapped[int] = mapped_column(default=1)


class PersonaDecision(Base):
    """What a moderator decided about a persona, and why; the author is told."""

    __tablename__ = "persona_decisions"
    __table_args__ = (
        Index("ix_persona_decisions_persona_id", "persona_id", "id"),
        CheckConstraint("act in ('hide','restore')", name="act"),
        CheckConstraint(f"char_length(btrim(reason)) between 1 and {REASON_LIMIT}", name="reason"),
    )

    id: Mapped[Id]
    persona_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("personas.id", ondelete="CASCADE"))
    decided_by: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True
    )
    act: Mapped[str]
    reason: Mapped[str]
    created_at: Mapped[datetime.datetime]


def snapshot(persona: Persona) -> dict[str, Any]:
    """What an interview keeps of its persona; later edits never reach it."""
    return {
        "slug": persona.slug or "",
        "version": persona.version,
        "name": persona.name,
        "headline": persona.headline,
        "description": persona.description,
        "stage": persona.stage,
        "stages": list(persona.stages),
        "languages": list(persona.languages),
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
        voice=voice_words(snapshot.get("voice_settings", {})),
    )
