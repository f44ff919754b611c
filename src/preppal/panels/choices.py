"""What forms about panels offer: jobs, resumes, people to sit opposite."""

import uuid

from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.i18n import N_
from preppal.interviewer.briefing import Manner
from preppal.job_descriptions.queries import job_descriptions_of, own_job_description
from preppal.panels.pages import Guest, Option
from preppal.personas.model import Persona, manner_of
from preppal.personas.pages import Figure
from preppal.personas.queries import personas_offered
from preppal.resumes.queries import resumes_of

BUILT_IN, YOUR_OWN, AT_HAND = N_("The house"), N_("Your own"), N_("Kept at hand")


async def job_options(db: AsyncSession, user_id: uuid.UUID, chosen: str) -> tuple[Option, ...]:
    """The jobs used last, and the chosen one wherever it stands. A title may be empty."""
    jobs = await job_descriptions_of(db, user_id)
    if chosen and chosen not in {str(job.id) for job in jobs}:
        older = await own_job_description(db, user_id, chosen)
        jobs += [older] if older else []
    return tuple(
        Option(str(job.id), ", ".join(filter(None, [job.title, job.company]))) for job in jobs
    )


async def resume_options(db: AsyncSession, user_id: uuid.UUID) -> tuple[Option, ...]:
    """Those used last come first. A name may be empty."""
    return tuple(Option(str(one.id), one.name) for one in await resumes_of(db, user_id))


async def people_to_choose(
    db: AsyncSession, user_id: uuid.UUID, guest: Persona | None = None
) -> tuple[tuple[str, tuple[Option, ...]], ...]:
    """Whom a stage can be given, by group; ``guest`` is listed whoever they are."""
    offered = await personas_offered(db, user_id)
    if guest is not None and guest.id not in {persona.id for persona in offered}:
        offered = [*offered, guest]
    groups = {
        YOUR_OWN: [one for one in offered if one.owner_id == user_id],
        AT_HAND: [one for one in offered if one.owner_id not in (None, user_id)],
        BUILT_IN: [one for one in offered if one.owner_id is None],
    }
    return tuple(
        (name, tuple(_option(persona) for persona in people))
        for name, people in groups.items()
        if people
    )


def figure_of(persona: dict[str, object]) -> Figure:
    """A portrait and its words, from the snapshot that a stage keeps."""
    languages = persona.get("languages") or ["en"]
    return Figure(
        name=str(persona["name"]),
        headline=str(persona["headline"]),
        manner=manner_of(persona),
        lang=str(languages[0]) if isinstance(languages, list) else "en",
    )


def guest_of(persona: Persona) -> Guest:
    manner: Manner = manner_of({"manner": persona.manner})
    lang = persona.languages[0] if persona.languages else "en"
    return Guest(str(persona.id), Figure(persona.name, persona.headline, manner, lang))


def _option(persona: Persona) -> Option:
    lang = persona.languages[0] if persona.languages else "en"
    return Option(str(persona.id), f"{persona.name}, {persona.headline}", lang)
