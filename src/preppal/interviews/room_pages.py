"""What the lobby and the room itself are shown with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from preppal.credits.model import PRICE
from preppal.credits.pages import Shop
from preppal.foundation.i18n import N_
from preppal.foundation.receivers import receiver_of
from preppal.foundation.settings import Settings
from preppal.interviewer.briefing import Manner
from preppal.interviewer.hand_over import HandOver
from preppal.interviewer.patience import Stretch
from preppal.interviewer.plan import InterviewPlan
from preppal.interviewer.rendering import OF_THE_BANK
from preppal.interviewer.topics import TOPICS
from preppal.interviews.languages import Tongue, languages_offered, missed, speaks_all, tongues
from preppal.interviews.live.hosting import OFF
from preppal.interviews.live.ways import Ways, ways_of
from preppal.interviews.model import InterviewSession, Status
from preppal.interviews.resume_facts import fit_of
from preppal.interviews.stages.place import StagePlace
from preppal.interviews.stages.told_page import Told, told_of
from preppal.personas.model import manner_of
from preppal.personas.voices import FOREIGN, OF_THE_SOUND, Note, VoiceEngine, heard_as
from preppal.providers.protocols import SpeechModels

Mode = Literal["voice", "text"]

MICROPHONE: Mapping[str, bool | int] = {
    "echoCancellation": True,
    "noiseSuppression": True,
    "autoGainControl": True,
    "channelCount": 1,
}
"""Track constraints of the browser. Tests that need the same sound each time switch these off."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Who sits opposite, from the persona's snapshot."""

    name: str
    headline: str
    manner: Manner

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.split() else self.name

    @property
    def curve(self) -> dict[str, int]:
        """What the live drawing is computed from."""
        manner = self.manner
        return {"warmth": manner.warmth, "pace": manner.pace, "probing": manner.probing}


@dataclass(frozen=True, slots=True)
class VoicePlaces:
    """How many may talk here at once, and how many more could now."""

    free: int
    capacity: int

    @property
    def scarce(self) -> bool:
        """Few enough that it is worth a word."""
        return self.free * 3 <= self.capacity


@dataclass(frozen=True, slots=True)
class ResumeGlance:
    """The resume the interviewer has read, in numbers: of what the job asks for, and of its own claims."""

    name: str
    matched: int
    stale: int
    missing: int
    claims: int


@dataclass(frozen=True, slots=True)
class LobbyPage:
    """interviews/lobby.html: before going in.

    ``topic`` is a msgid, shown where the job has no title. ``voice_text`` is a msgid that says why there is no voice, or "". ``voice_elsewhere``: another company's
    model hears the candidate; ``words_elsewhere``: who receives the words, or ""; ``answers_elsewhere``: the answers, to score them. ``started`` means that it was begun and can go on; ``remaining_ms`` is what is left of it then.
    ``places`` is None where no voice place is needed.
    """

    interview_id: str
    job_title: str
    topic: str
    company: str
    minutes: int
    mode: Mode
    lead_count: int
    seat: Seat
    started: bool
    held_elsewhere: bool
    voice_available: bool
    voice_text: str = ""
    voice_elsewhere: bool = False
    words_elsewhere: str = ""
    answers_elsewhere: str = ""
    remaining_ms: int = 0
    microphone: Mapping[str, bool | int] = field(default_factory=lambda: MICROPHONE)
    ways: Ways = field(default_factory=Ways)
    places: VoicePlaces | None = None
    patience: Stretch = "usual"
    is_outline: bool = False
    """The job is one of our outlines: no employer said it."""
    """The person's own: how long interviewers wait."""
    resume: ResumeGlance | None = None
    """None when it is held without one."""
    voice_notes: tuple[Note, ...] = ()
    """Where the voice that will be heard is not the one that the persona asks for."""
    credits: int | None = None
    """What the person has for it; None when it takes none: it has begun, or interviews cost nothing."""
    shop: Shop = field(default_factory=lambda: Shop(""))
    """What can be bought, where that is needed first."""
    place: StagePlace | None = None
    """Where it stands in its panel, if it is of one."""
    tongues: tuple[Tongue, ...] = ()
    """What it can be held in by voice."""
    language: str = OF_THE_BANK
    """The one it is held in, where nobody chooses."""
    put_into: bool = False
    """A model that words lines puts them into another language than English."""
    missed: Tongue | None = None
    """What the interviewer would speak, where this server cannot."""
    told: Told = field(default_factory=Told)
    """What its interviewer was told by those of other stages."""

    @property
    def lacks_credit(self) -> bool:
        """It cannot begin; it waits."""
        return self.credits is not None and self.credits < PRICE

    @property
    def by_voice(self) -> bool:
        """Whether the filled button starts by voice."""
        return self.mode == "voice" and self.voice_available


@dataclass(frozen=True, slots=True)
class SessionPage:
    """interviews/session.html: the live room.

    ``language`` is what is spoken, a BCP 47 tag; ``remaining_ms`` what the clock shows before the
    server has said the time.
    """

    interview_id: str
    job_title: str
    topic: str
    company: str
    minutes: int
    mode: Mode
    lead_count: int
    seat: Seat
    language: str
    remaining_ms: int
    voice_available: bool
    voice_text: str = ""
    voice_elsewhere: bool = False
    words_elsewhere: str = ""
    answers_elsewhere: str = ""
    microphone: Mapping[str, bool | int] = field(default_factory=lambda: MICROPHONE)
    ways: Ways = field(default_factory=Ways)
    place: StagePlace | None = None


def topic_label(key: str) -> str:
    """A msgid for quick practice, or a plain word for an interview without a named job."""
    topic = TOPICS.get(key)
    return topic.label if topic else N_("Practice interview")


def seat_of(interview: InterviewSession) -> Seat:
    persona = interview.persona
    return Seat(persona["name"], persona["headline"], manner_of(persona))


def microphone_of(settings: Settings) -> Mapping[str, bool | int]:
    """As the operator set it: without cancellation a recording sounds the same each time."""
    if settings.echo_cancellation:
        return MICROPHONE
    return {name: False if value is True else value for name, value in MICROPHONE.items()}


def voice_places(speech: SpeechModels) -> VoicePlaces:
    return VoicePlaces(speech.free, speech.capacity)


def resume_glance(interview: InterviewSession) -> ResumeGlance | None:
    if not interview.resume:
        return None
    fit = fit_of(interview)
    return ResumeGlance(
        name=interview.resume["name"],
        matched=len(fit.matched),
        stale=len(fit.stale),
        missing=len(fit.missing),
        claims=len(fit.claims),
    )


def _ways(language: str, settings: Settings, speech: SpeechModels) -> Ways:
    """How it is spoken and heard, as far as is known before the room opens: a company whose model does both
    may be out of reach then, and the room says so (`live/hosting.py`)."""
    return Ways() if settings.voice_elsewhere else ways_of(speech, language)


def lobby_page(
    interview: InterviewSession,
    *,
    settings: Settings,
    speech: SpeechModels,
    now: datetime,
    engine: VoiceEngine,
    patience: Stretch,
    credits_left: int | None,
    shop: Shop,
    place: StagePlace | None = None,
) -> LobbyPage:
    typed_only = settings.voice == "text"
    able = speaks_all(settings)
    offered = languages_offered(interview.persona, able=able)
    is_chosen = interview.status == Status.LIVE or interview.language != OF_THE_BANK
    chosen = interview.language if is_chosen else ""
    language = chosen if chosen in offered else offered[0]
    lost = missed(interview.persona, able=able)
    ways = _ways(language, settings, speech)
    needs_a_place = ways.needs_models and not settings.voice_elsewhere
    notes = heard_as(interview.persona.get("voice_settings", {}), engine).notes
    return LobbyPage(
        interview_id=str(interview.id),
        job_title=interview.job.get("title", ""),
        topic=topic_label(interview.topic),
        company=interview.job.get("company", ""),
        minutes=interview.minutes,
        mode="text" if typed_only or interview.mode == "text" else "voice",
        lead_count=len(InterviewPlan.from_json(interview.plan).leads),
        seat=seat_of(interview),
        started=interview.status == Status.LIVE,
        held_elsewhere=interview.is_held(now),
        voice_available=not typed_only,
        voice_text=OFF if typed_only else "",
        voice_elsewhere=settings.voice_elsewhere,
        words_elsewhere=receiver_of(settings.interviewer, settings),
        answers_elsewhere=receiver_of(settings.assessor, settings),
        remaining_ms=max(0, interview.minutes * 60_000 - interview.elapsed_ms),
        microphone=microphone_of(settings),
        is_outline=bool(interview.job.get("is_outline")),
        ways=ways,
        places=voice_places(speech) if needs_a_place and speech.capacity else None,
        patience=patience,
        resume=resume_glance(interview),
        credits=credits_left if interview.status == Status.READY else None,
        shop=shop,
        voice_notes=tuple(
            note
            for note in notes
            if note.text in OF_THE_SOUND and not (lost and note.text == FOREIGN)
        ),
        place=place,
        tongues=tongues(interview.persona, able=able),
        language=language,
        put_into=not settings.voice_elsewhere and any(code != OF_THE_BANK for code in offered),
        missed=lost,
        told=told_of(HandOver.from_json(interview.hand_over)),
    )


def session_page(
    interview: InterviewSession,
    *,
    settings: Settings,
    speech: SpeechModels,
    place: StagePlace | None = None,
) -> SessionPage:
    typed_only = settings.voice == "text"
    return SessionPage(
        interview_id=str(interview.id),
        job_title=interview.job.get("title", ""),
        topic=topic_label(interview.topic),
        company=interview.job.get("company", ""),
        minutes=interview.minutes,
        mode="text" if typed_only or interview.mode == "text" else "voice",
        lead_count=len(InterviewPlan.from_json(interview.plan).leads),
        seat=seat_of(interview),
        language=interview.language,
        remaining_ms=max(0, interview.minutes * 60_000 - interview.elapsed_ms),
        voice_available=not typed_only,
        voice_text=OFF if typed_only else "",
        voice_elsewhere=settings.voice_elsewhere,
        words_elsewhere=receiver_of(settings.interviewer, settings),
        answers_elsewhere=receiver_of(settings.assessor, settings),
        microphone=microphone_of(settings),
        ways=_ways(interview.language, settings, speech),
        place=place,
    )
