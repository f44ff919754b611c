"""The letter that tells an author what a moderator decided, and why."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from markupsafe import Markup
from sqlalchemy import select

from preppal.accounts.model import User
from preppal.foundation.database import Database
from preppal.foundation.i18n import choose_locale
from preppal.foundation.tasks import Payload, Tasks
from preppal.personas.model import Persona, PersonaDecision
from preppal.personas.moderation import TELL_AUTHOR
from preppal.providers.protocols import Mailer
from preppal.web.pages import build_pages

TEMPLATES = Path(__file__).parent.parent / "templates"


@dataclass(frozen=True, slots=True)
class DecisionMail:
    """What mail/decision.txt says. Its first line is the subject."""

    name: str
    act: str
    reason: str
    url: str


def register_tasks(tasks: Tasks, *, mailer: Mailer, public_url: str) -> None:
    """An author is written to when a moderator hides or restores a persona of theirs."""
    pages = build_pages(TEMPLATES, static=str)

    async def tell(database: Database, payload: Payload) -> None:
        found = await _decision(database, UUID(payload["decision_id"]))
        if found is None:
            return  # persona or author are gone
        decision, persona, author = found
        page = DecisionMail(
            name=_plain(persona.name),
            act=decision.act,
            reason=_plain(decision.reason),
            url=f"{public_url}/personas/{persona.id}",
        )
        words = pages.get(choose_locale([author.locale or ""], [], []))
        letter = words.get_template("mail/decision.txt").render(page=page)
        subject, _, text = letter.strip().partition("\n")
        await mailer.send(to=author.email, subject=subject, text=text.lstrip())

    tasks.add(TELL_AUTHOR, tell)


def _plain(text: str) -> str:
    """A letter in plain text: templates escape for HTML, and here there is none."""
    return Markup(text)


async def _decision(
    database: Database, decision_id: UUID
) -> tuple[PersonaDecision, Persona, User] | None:
    async with database.transaction() as db:
        row = (
            await db.execute(
                select(PersonaDecision, Persona, User)
                .join(Persona, Persona.id == PersonaDecision.persona_id)
                .join(User, User.id == Persona.owner_id)
                .where(PersonaDecision.id == decision_id)
            )
        ).one_or_none()
    return None if row is None else (row[0], row[1], row[2])
