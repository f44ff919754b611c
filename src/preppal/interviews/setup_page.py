"""What the set-up page shows: earlier jobs, interviewers, and what was chosen so far."""

import secrets
import uuid
from collections.abc import Mapping
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.errors import Invalid
from preppal.foundation.i18n import N_
from preppal.interviews.booking import MINUTES
from preppal.interviews.queries import interviews_by_job
from preppal.interviews.setup_pages import (
    JobChoice,
    JobChoices,
    NewInterviewPage,
    PersonaChoice,
    ResumeChoice,
)
from preppal.job_descriptions.intake import MIN_WORDS, ONLY_A_TITLE, clean, count_words
from preppal.job_descriptions.model import JobDescription
from preppal.job_descriptions.outlining import is_outline, outline
from preppal.job_descriptions.queries import (
    LISTED,
    job_descriptions_of,
    own_job_description,
    searched,
)
from preppal.personas.model import NoSuchPersona, Persona, manner_of
from preppal.personas.queries import persona_by_key, personas_offered
from preppal.resumes.queries import resumes_of
from preppal.resumes.snapshot import says_something

TEXT_IN_THE_WAY = N_("There is a whole text in the field above. Empty it first.")


def outlined(fields: Mapping[str, str], *, locale: str) -> dict[str, str]:
    """The form's fields with the outline that it asks for in the place of the pasted text.

    Raises:
        Invalid: no title or more than one, or a text that the outline would replace.
    """
    if count_words(clean(fields.get("job_text", ""))) >= MIN_WORDS:
        raise Invalid({"outline_title": TEXT_IN_THE_WAY})
    title, company = fields.get("outline_title", ""), fields.get("outline_company", "")
    written = outline(title, company, locale=locale)
    asked = {"job_id": "", "job_text": written.text, "outline_title": "", "outline_company": ""}
    return {**fields, **asked}


async def setup_page(
    db: AsyncSession,
    user_id: uuid.UUID,
    *,
    chosen: Mapping[str, str],
    errors: Mapping[str, str] | None = None,
    file_said: tuple[str, ...] = (),
) -> NewInterviewPage:
    """The page with what was chosen: by a link (``job_id``, ``persona_id`` may be a slug) or by a
    form that was sent and refused. Without a ``job_id`` the job used last is chosen, without a ``resume_id`` the resume. A persona that
    is open to this person but not on their list is put first.
    """
    choices = await job_choices(
        db, user_id, search=chosen.get("q", ""), job_id=chosen.get("job_id")
    )
    personas, asked = await personas_offered(db, user_id), chosen.get("persona_id", "")
    listed = _listed(personas, asked)
    if asked and listed is None:
        listed = await _not_on_the_list(db, user_id, asked)
        personas = [listed, *personas] if listed else personas
    resumes = [one for one in await resumes_of(db, user_id) if says_something(one)]
    newest = str(resumes[0].id) if resumes else ""
    mode: Literal["voice", "text"] = "text" if chosen.get("mode") == "text" else "voice"
    job_text, errors = chosen.get("job_text", ""), errors or {}
    is_title = errors.get("job_text") == ONLY_A_TITLE
    return NewInterviewPage(
        personas=tuple(_persona_choice(persona) for persona in personas),
        idempotency_key=chosen.get("idempotency_key") or secrets.token_urlsafe(16),
        file_said=file_said,
        choices=choices,
        job_text=job_text,
        is_outline=is_outline(job_text),
        outline_title=chosen.get("outline_title")
        or (" ".join(job_text.split()) if is_title else ""),
        outline_company=chosen.get("outline_company", ""),
        persona_id=str(listed.id) if listed else str(personas[0].id) if personas else "",
        persona_gone=bool(asked) and listed is None,
        resumes=tuple(
            ResumeChoice(str(one.id), one.name, is_confirmed=one.confirmed_at is not None)
            for one in resumes
        ),
        resume_id=chosen.get("resume_id", newest),
        minutes=MINUTES.get(chosen.get("minutes", ""), 30),
        mode=mode,
        errors=errors,
    )


async def job_choices(
    db: AsyncSession, user_id: uuid.UUID, *, search: str, job_id: str | None
) -> JobChoices:
    """Earlier job descriptions that hold the words; the chosen one first when it is not among them.

    Without a ``job_id`` the newest of them is chosen.
    """
    search = searched(search)
    found = await job_descriptions_of(db, user_id, search=search, limit=LISTED + 1)
    jobs = found[:LISTED]
    wanted = job_id if job_id is not None else str(jobs[0].id) if jobs else ""
    if wanted and wanted not in {str(job.id) for job in jobs}:
        older = await own_job_description(db, user_id, wanted)
        jobs, wanted = ([older, *jobs], wanted) if older else (jobs, "")
    counts = await interviews_by_job(db, user_id, [job.id for job in jobs]) if jobs else {}
    return JobChoices(
        jobs=tuple(_job_choice(job, counts.get(job.id, 0)) for job in jobs),
        job_id=wanted,
        search=search,
        found=min(len(found), LISTED),
        more=len(found) > LISTED,
    )


def _listed(personas: list[Persona], wanted: str) -> Persona | None:
    """The wanted persona (by id or slug) among these."""
    found = (p for p in personas if wanted and wanted in (p.slug, str(p.id)))
    return next(found, None)


async def _not_on_the_list(db: AsyncSession, user_id: uuid.UUID, wanted: str) -> Persona | None:
    """Somebody's public persona, chosen by a link; None when it is not open to this person."""
    try:
        return await persona_by_key(db, user_id, wanted)
    except NoSuchPersona:
        return None


def _persona_choice(persona: Persona) -> PersonaChoice:
    return PersonaChoice(
        id=str(persona.id),
        name=persona.name,
        headline=persona.headline,
        stage=persona.stage,
        manner=manner_of({"manner": persona.manner}),
        description=persona.description,
        line=persona.line,
        lang=persona.languages[0] if persona.languages else "en",
    )


def _job_choice(job: JobDescription, interviews: int) -> JobChoice:
    return JobChoice(
        id=str(job.id),
        title=job.title,
        company=job.company,
        used_at=job.last_used_at,
        interviews=interviews,
        is_outline=job.is_outline,
    )
