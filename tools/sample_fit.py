"""Interviews that the invented candidate holds with a resume, for the pictures."""

from datetime import datetime, timedelta
from uuid import UUID

from preppal.accounts.model import User
from preppal.foundation.clock import utc_now
from preppal.foundation.database import Database, uuid7
from preppal.interviewer.briefing import Correction
from preppal.interviews.ending import end_interview
from preppal.interviews.feedback import make_feedback
from preppal.interviews.lease import enter_room
from preppal.interviews.model import Turn
from preppal.interviews.resume_facts import fit_with, resume_of
from tests.interviews import an_interview, keep

JOB = {
    "title": "Ward Sister",
    "company": "Linden Hospital",
    "content": (
        "Ward Sister at Linden Hospital\n\nEssential\n"
        "- NMC registration\n- At least five years of experience on an acute ward\n- Wound care and IV therapy\n"
        "- Experience of leading a team\n- Experience with electronic patient records\n- Dementia care\n"
        "Desirable\n- Mentoring of students\n- Fluent Portuguese\n"
    ),
}
KEPT = {
    "name": "For ward posts",
    "is_confirmed": True,
    "summary": "",
    "roles": [
        {
            "title": "Charge Nurse",
            "company": "Brookfield Hospital",
            "start": "2019-04",
            "end": "present",
            "location": "",
            "done": [
                "Cut patient falls on the ward by 30 % within a year.",
                "Led a team of 14 nurses and healthcare assistants on a 28-bed acute medical ward.",
                "Saved €40,000 a year on agency shifts by planning the rota six weeks ahead.",
                "Mentored four students a year.",
            ],
        },
        {
            "title": "Care Assistant",
            "company": "Halden Care",
            "start": "2014",
            "end": "2017",
            "location": "",
            "done": [
                "Looked after 24 residents with dementia.",
                "Dressed wounds under supervision.",
            ],
        },
    ],
    "studies": [],
    "skills": ["Registered nurse (NMC)", "Cannulation"],
    "languages": ["English (native)"],
}
ANSWER = (
    "When I came to Brookfield, patients on the ward fell about once a week. I asked for a round every two hours at night"
    " and moved the people at risk next to the desk, because most falls happened on the way to the bathroom. In that year"
    " patient falls on the ward went down by 60 percent. On the rota I think we saved maybe 40,000 euros a year on agency"
    " shifts, I never properly measured it."
)


async def make_fits(database: Database, user_id: UUID, *, now: datetime) -> dict[str, UUID]:
    """One before it begins, one with its report, one with a report and a resume that was not confirmed."""
    ids = {}
    for name, is_confirmed in (("fitted", True), ("claimed", True), ("unconfirmed", False)):
        kept = KEPT | {"is_confirmed": is_confirmed}
        fit = fit_with(resume_of(kept), JOB["content"], Correction(), today=now.date())
        async with database.transaction() as db:
            user = await db.get_one(User, user_id)
            row = an_interview(user, now, job=JOB, resume=kept, fit=fit.to_json())
            await keep(db, row)
        ids[name] = row.id
        if name == "fitted":
            continue
        async with database.transaction() as db:
            await enter_room(db, user_id, row.id, visit=uuid7(), mode="text", take_over=False, now=now)  # fmt: skip
            lead = row.plan["leads"][0]
            said = (
                ("interviewer", "Hello, I am Ruth. How are you today?", "opening", None),
                ("candidate", "Fine, thank you.", None, None),
                ("interviewer", lead["text"], "lead", lead["lead_id"]),
                ("candidate", ANSWER, None, None),
            )
            turns = [
                Turn(interview_id=row.id, seq=seq, speaker=speaker, text=text, started_ms=seq * 9_000,
                     ended_ms=seq * 9_000 + 8_000, intent=intent, lead_id=lead_id)
                for seq, (speaker, text, intent, lead_id) in enumerate(said, 1)
            ]  # fmt: skip
            await keep(db, *turns)
        async with database.transaction() as db:
            await end_interview(db, row.id, user_id=user_id, reason="ended", now=now + timedelta(minutes=4), elapsed_ms=240_000)  # fmt: skip
        await make_feedback(database, row.id, clock=utc_now)
    return ids
