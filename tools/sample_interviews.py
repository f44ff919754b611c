"""An invented candidate with a history: what the pictures of `make screens` show.

Everything goes through the product's own verbs: jobs are pasted, interviews booked, reports made by
the judgement from the words below.
"""

import itertools
from datetime import datetime, timedelta
from uuid import UUID

from preppal.accounts.model import User
from preppal.accounts.signing_in import add_device
from preppal.assessment.rating import stamps
from preppal.credits.granting import COMMAND_LINE, ByHand, grant_credits
from preppal.foundation.clock import utc_now
from preppal.foundation.database import Database, uuid7
from preppal.interviewer.plan import InterviewPlan
from preppal.interviews.booking import book_interview, quick_practice, read_booking
from preppal.interviews.corrections.correcting import correct_turn
from preppal.interviews.corrections.queries import turns_and_corrections
from preppal.interviews.ending import end_interview
from preppal.interviews.feedback import make_feedback
from preppal.interviews.lease import enter_room
from preppal.interviews.model import Feedback, InterviewSession, Turn
from preppal.interviews.queries import own_interview
from preppal.interviews.reports.making_again import make_again

POSTING = """Senior Data Engineer
Fernhill Health, Leeds

Fernhill Health runs the bed lists, rotas and theatre plans of eleven hospitals.

What you will do
- Own our ingestion platform end to end, from the first file to the last alert
- Diagnose and prevent pipeline failures before a ward notices them
- Work closely with clinicians and explain what a number means and what it does not
- Weigh up designs with two other engineers and write the decision down

What you bring
- At least five years with SQL and Python in production
- Hands-on experience with Airflow or something like it
- Patience with old systems and the people who keep them going
"""
SECOND_POSTING = """Analytics Engineer at Kestrel Freight

You build the models that tell 400 drivers where to be at five in the morning. You work with planners
and depot leads, agree on definitions, own the data quality of the morning report and present results
to people who do not write SQL. You bring three years with dbt and a warehouse, and you like to finish.
"""
ANSWERS = {
    "problem_solving": (
        "Last spring our nightly load started finishing four hours late, and everybody blamed the"
        " warehouse because we'd just resized it. I pulled two weeks of the query log and the queries"
        " weren't slower at all, they were starting later. So I checked the queue, then the locks, one"
        " at a time, and it was a vendor feed that held a lock while it retried. We moved the feed and"
        " I put an alert on start time, not run time. It hasn't been late since May."
    ),
    "ownership": (
        "We had a retention report that three teams built three ways, and nobody had asked for one"
        " definition. I sat with each of them for an hour and wrote down what they counted, because"
        " the arguments were always about words. I wrote one page and had the head of product sign it."
        " Since then there has been one number, and I keep the page."
    ),
    "communication": (
        "In my second year I had to tell the ward managers why their bed list was wrong on Mondays. I"
        " drew one week on paper instead of sending the chart, because they had ten minutes. I asked"
        " one of them to explain it back to me. She did, and she found a second mistake, which I fixed"
        " that week."
    ),
    "collaboration": (
        "We were migrating the scheduler with the platform team and we agreed on a plan, and then we"
        " moved everything over in two weekends. The team did really well and we were all happy with"
        " how it went."
    ),
    "domain_depth": (
        "What goes wrong most often with Airflow is that people read the start date as the moment when"
        " it runs. I had a backfill that ran three years of jobs in one night. I stopped it, because it"
        " was hitting the booking system, and I added a limit on active runs. It never came back."
    ),
    "design_tradeoffs": (
        "It was sort of agreed with the vendor that they'd do it, and then it happened over a weekend."
    ),
}
MORE = (
    "I was asked to take the morning report from two hours to twenty minutes before the summer rota. I"
    " measured each step first, and the slowest one rebuilt a table that nobody read. I asked the depot"
    " leads, dropped it, and had the report at eighteen minutes in June. I should have asked in April.",
    "Two deadlines fell on the same Friday, the audit export and a move of the scheduler. I put the audit"
    " first because it had a date that others had promised, told the platform lead on Monday, and we moved"
    " the scheduler the week after. Nobody was surprised.",
    "A planner and an analyst had stopped talking over a definition of late. I asked each to mark ten"
    " shipments, because then they would argue about cases and not about words. They differed in one. We"
    " wrote that one down and they have shared a desk since.",
    "My first manager told me that my reviews read like verdicts. It stung. I asked for three examples,"
    " rewrote them as questions, and I still write the question first. People now send me their drafts.",
    "I'm a very structured person and I always make sure that everybody is on board.",
    "I found that I had double counted returns in a number the board had seen. I told my head of data within"
    " the hour, sent a corrected page that evening, and since then a second person checks that sheet.",
)
MISHEARD = {
    "ownership": ANSWERS["ownership"]
    .replace("retention report", "detention report")
    .replace("head of product sign it", "head of protect sign in")
    .replace(" Since then there has been one number, and I keep the page.", " Since then, there."),
}
"""What recognition made of an answer."""
OTHERWISE = "I can't think of one, to be honest."
PROBE = "Which part of that was yours?"
PROBED = (
    "Um, mostly I wrote the case for moving it, and I got the vendor on a call, because nobody had their"
    " number. Looking back I'd have asked a month earlier."
)


async def make_person(
    database: Database, name: str, now: datetime, *, is_staff: bool = False, credits_given: int = 20
) -> tuple[UUID, str]:
    """An account and the token of a browser in which it is signed in."""
    address = f"{'.'.join(name.lower().split())}@example.org"
    async with database.transaction() as db:
        user = User(email=address, name=name, is_staff=is_staff, created_at=now)
        db.add(user)
        await db.flush()
        for label in ("Chrome, Android", "Firefox, Linux"):
            token = await add_device(db, user, now=now, label=label)
        if not credits_given:
            return user.id, token
        asked = ByHand(
            credits_given, "An interview failed on our side.", COMMAND_LINE, str(user.id)
        )
        await grant_credits(db, user.id, asked, now=now)
        return user.id, token


async def make_history(database: Database, user_id: UUID) -> dict[str, UUID]:
    """Interviews in every state; the names are those of `screens.PAGES`."""
    now = utc_now()
    ids = {}
    await held_one(
        database, user_id, a_form("claire-dufour", SECOND_POSTING, 10), now - timedelta(days=9)
    )
    ids["typed"] = await held_one(
        database,
        user_id,
        a_form("hiro-tanabe", SECOND_POSTING, 30, "text"),
        now - timedelta(days=6),
        spoken=False,
    )
    ids["short"] = await held_one(
        database, user_id, a_form("dev-malhotra", POSTING, 10), now - timedelta(days=4), answers={}
    )
    ids["failed"] = await held_one(
        database,
        user_id,
        a_form("ingrid-solheim", POSTING, 10),
        now - timedelta(days=3),
        report="FAILED",
    )
    ids["report"] = await held_one(
        database, user_id, a_form("ruth-adeyemi", POSTING, 30), now - timedelta(hours=20)
    )
    ids["waiting"] = await held_one(
        database,
        user_id,
        a_form("samira-haddad", POSTING, 10),
        now - timedelta(minutes=30),
        report="WAITING",
    )
    async with database.transaction() as db:
        ids["ready"] = await book_interview(
            db, user_id, read_booking(a_form("ruth-adeyemi", POSTING, 30)), now=now
        )
        ids["live"] = await quick_practice(db, user_id, "hardest_problem", now=now)
        job_id = (await own_interview(db, user_id, ids["report"])).job_description_id
        assert job_id is not None
        ids["job"] = job_id
    return ids


async def make_corrections(database: Database, user_id: UUID) -> dict[str, UUID]:
    """Interviews whose transcripts Ines corrected: one whose report has not read it, one with a report before
    and a report after."""
    now, ids = utc_now(), {}
    for name, days in (("pending", 2), ("mended", 1)):
        ids[name] = await held_one(
            database,
            user_id,
            a_form("ruth-adeyemi", POSTING, 30),
            now - timedelta(days=days),
            answers=ANSWERS | MISHEARD,
        )
        async with database.transaction() as db:
            interview = await own_interview(db, user_id, ids[name])
            turns, _ = await turns_and_corrections(db, interview)
            for turn in turns:
                for competency, heard in MISHEARD.items():
                    if turn.text == heard:
                        said = ANSWERS[competency]
                        await correct_turn(db, user_id, interview.id, turn.seq, said, now=now)
    async with database.transaction() as db:
        await make_again(db, user_id, ids["mended"], now=now, reviewer=stamps())
    await make_feedback(database, ids["mended"], clock=utc_now)
    return ids


async def begin(database: Database, user_id: UUID, interview_id: UUID) -> None:
    """Go in, hear the first question, and leave the room open."""
    async with database.transaction() as db:
        visit = uuid7()
        interview, _ = await enter_room(
            db, user_id, interview_id, visit=visit, mode="text", take_over=False, now=utc_now()
        )
        interview.elapsed_ms = 132_000
        interview.held_by = interview.held_until = None


def a_form(persona: str, posting: str, minutes: int, mode: str = "voice") -> dict[str, str]:
    return {"persona_id": persona, "job_text": posting, "minutes": str(minutes), "mode": mode}


async def held_one(
    database: Database,
    user_id: UUID,
    form: dict[str, str],
    at: datetime,
    *,
    answers: dict[str, str] = ANSWERS,
    spoken: bool = True,
    report: str = "",
) -> UUID:
    async with database.transaction() as db:
        interview_id = await book_interview(db, user_id, read_booking(form), now=at)
        interview, _ = await enter_room(
            db, user_id, interview_id, visit=uuid7(), mode=form["mode"], take_over=False, now=at
        )
        turns = _turns(interview, answers, spoken=spoken)
        db.add_all(turns)
        end = turns[-1].ended_ms
        if report:
            interview.end("COMPLETED", "completed", at)
            db.add(Feedback(interview_id=interview_id, requested_at=at, status=report))
            return interview_id
        await end_interview(
            db, interview_id, user_id=user_id, reason="completed", now=at, elapsed_ms=end
        )
    await make_feedback(database, interview_id, clock=utc_now)
    return interview_id


def _turns(interview: InterviewSession, answers: dict[str, str], *, spoken: bool) -> list[Turn]:
    """The plan's questions in their order; the second one is probed and cut in on."""
    plan = InterviewPlan.from_json(interview.plan)
    name = interview.persona["name"].split()[0]
    said: list[tuple[str, str, str | None, str | None]] = [
        ("interviewer", f"Good evening, Ines. I'm {name}. What brings you here?", "opening", None),
        (
            "candidate",
            "I build data pipelines for a freight firm, and I'd like to do it where it matters.",
            None,
            None,
        ),
    ]
    left, spare = dict(answers), list(MORE)
    for number, lead in enumerate(plan.leads):
        said.append(("interviewer", lead.text, "lead", lead.lead_id))
        last = number == len(plan.leads) - 1
        story = OTHERWISE if last or not spare else spare.pop(0)
        answer = left.pop(lead.competency, story) if answers else "Yes. A bit."
        said.append(("candidate", answer, None, None))
        if number == 1 and answers:
            said.append(("interviewer", PROBE, "follow_up", lead.lead_id))
            said.append(("candidate", PROBED, None, None))
    said += [
        ("interviewer", "What would you like to ask me?", "invite_questions", None),
        ("candidate", "Who looks after the pipelines at night?", None, None),
        ("interviewer", "The recruiter can tell you. Thank you, Ines. Goodbye.", "closing", None),
    ]
    clock = 3_000
    waits = itertools.cycle((1_400, 2_300, 900, 14_000, 1_800))
    turns = []
    for seq, (speaker, text, intent, lead_id) in enumerate(said, 1):
        cut = intent == "follow_up"
        mine = speaker == "candidate"
        wait = 0 if turns and turns[-1].interrupted else next(waits) if mine else 900
        start = clock + wait
        clock = start + len(text.split()) * (405 if mine else 380)
        delivery = {"speech_ms": clock - start, "first_word_delay_ms": wait, "pauses": []}
        turns.append(
            Turn(
                interview_id=interview.id,
                seq=seq,
                speaker=speaker,
                text=text,
                started_ms=start,
                ended_ms=clock,
                interrupted=cut,
                intent=intent,
                lead_id=lead_id,
                delivery=delivery if mine and spoken else {},
            )
        )
    return turns
