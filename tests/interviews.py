"""Interviews to test with, written as rows from a real plan."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import User
from preppal.foundation.database import uuid7
from preppal.interviewer.briefing import Briefing, Interviewer, Manner
from preppal.interviewer.plan import build_plan
from preppal.interviews.model import InterviewSession, Status, Turn

JOB = {
    "title": "Ward Nurse",
    "company": "Linden Hospital",
    "content": (
        "Ward Nurse at Linden Hospital\n\n"
        "You plan and give care on a ward of 24 beds and own it end to end.\n"
        "You explain treatments to patients and their families.\n"
        "You must work closely with doctors and pharmacists.\n"
        "You must be registered, with at least 3 years of experience on a ward.\n"
    ),
}
PERSONA: dict[str, Any] = {
    "slug": "",
    "name": "Ruth Adeyemi",
    "headline": "Leads a ward team",
    "stage": "hiring_manager",
    "trade": "nursing",
    "line": "Which part was yours?",
    "manner": {"warmth": 3, "pace": 2, "probing": 4, "silence": 4},
    "system_instruction": "Patient and dry.",
    "voice_settings": {"voice": "", "speed": 1.0, "language": "en-US", "style": ""},
}


def an_interview(user: User, now: datetime, **changes: Any) -> InterviewSession:
    """A READY interview of ``user``: ten minutes, typed, unless ``changes`` say otherwise."""
    minutes = changes.get("minutes", 10)
    briefing = Briefing(
        interviewer=Interviewer(
            PERSONA["name"], PERSONA["headline"], PERSONA["stage"], Manner(**PERSONA["manner"])
        ),
        job_title=JOB["title"],
        company=JOB["company"],
        job_text=JOB["content"],
        topic="",
        minutes=minutes,
        seed=7,
    )
    fields: dict[str, Any] = {
        "id": uuid7(),
        "user_id": user.id,
        "idempotency_key": str(uuid7()),
        "status": Status.READY,
        "mode": "text",
        "minutes": minutes,
        "persona": PERSONA,
        "job": JOB,
        "plan": build_plan(briefing).to_json(),
        "created_at": now,
    }
    return InterviewSession(**(fields | changes))


def some_turns(interview: InterviewSession, *, spoken: bool = False) -> list[Turn]:
    """A hello, a first question and an answer worth quoting, about two minutes of talk; ``spoken`` answers
    have what was measured of them."""
    lead = interview.plan["leads"][0]
    said = [
        ("interviewer", "Hello, I am Ruth. How are you today?", 0, 4_000, "opening", None),
        ("candidate", "Fine, thank you. A little nervous.", 5_000, 8_000, None, None),
        ("interviewer", lead["text"], 9_000, 15_000, "lead", lead["lead_id"]),
        (
            "candidate",
            "Last winter on the night shift two of our pumps failed within an hour. I moved both"
            " patients to the side room and called the technician, because the spare pump was on"
            " another floor. In the end nobody missed a dose, and since then I check the spares at"
            " the start of every shift.",
            17_000,
            60_000,
            None,
            None,
        ),
    ]
    return [
        Turn(
            interview_id=interview.id,
            seq=seq,
            speaker=speaker,
            text=text,
            started_ms=start,
            ended_ms=end,
            intent=intent,
            lead_id=lead_id,
            phrasing=None,
            delivery={"speech_ms": end - start, "first_word_delay_ms": 1_000, "pauses": []}
            if spoken and speaker == "candidate"
            else {},
        )
        for seq, (speaker, text, start, end, intent, lead_id) in enumerate(said, 1)
    ]


async def keep(db: AsyncSession, *rows: Any) -> None:
    """Write rows in this order, so that each finds what it points to."""
    for row in rows:
        db.add(row)
        await db.flush()
