"""A small world to look at: what Ana owns, in every state there is.

`World.fill` puts its ids into a route's path; `World.snapshot` tells whether anything has changed.
"""

import hashlib
import uuid
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from preppal.accounts.model import User
from preppal.assessment.rating import stamps
from preppal.debriefs.summarising import make_summary
from preppal.foundation.addresses import Address
from preppal.foundation.database import Database, NestedDatabase, make_engine, uuid7
from preppal.hub.model import PersonaReport
from preppal.hub.reporting import ReportForm, report_persona
from preppal.interviewer.hand_over import (
    Covered,
    Doubt,
    Fact,
    HandOver,
    MustHave,
    Note,
    Story,
)
from preppal.interviews.corrections.correcting import correct_turn
from preppal.interviews.ending import abandon_dropped, end_interview
from preppal.interviews.feedback import make_feedback
from preppal.interviews.lease import enter_room
from preppal.interviews.model import GRACE, Feedback, InterviewSession
from preppal.interviews.reports.making_again import make_again
from preppal.job_descriptions.keeping import keep_job_description
from preppal.job_descriptions.model import JobDescription, JobPosting, PostingVersion
from preppal.job_descriptions.pasting import read_pasted
from preppal.job_descriptions.shared.moderating import Moderator, hide
from preppal.job_descriptions.shared.sharing import share
from preppal.panels.model import PanelState
from preppal.personas.built_in import publish_built_in
from preppal.personas.model import PersonaDecision, State, Visibility
from preppal.personas.writing import read_persona, write_persona
from tests.credits import give, metered
from tests.database import TestDatabases, rolled_back
from tests.fitting import with_resume
from tests.interviews import JOB, PERSONA, an_interview, keep, some_turns
from tests.loops import a_panel
from tests.people import FOLDER, Browser, Browsers, TestClock, a_user
from tests.purchases import keep_purchases
from tests.resumes import keep_resumes

MANY = 500
"""Credits: interviews cost one here, and Ana begins a few."""
OWNED = (
    "users",
    "devices",
    "interview_sessions",
    "turns",
    "feedback",
    "competency_scores",
    "feedback_reports",
    "turn_corrections",
    "job_descriptions",
    "personas",
    "persona_versions",
    "persona_favourites",
    "persona_decisions",
    "job_postings",
    "posting_versions",
    "posting_decisions",
    "posting_candidates",
    "shared_texts",
    "resumes",
    "resume_files",
    "profiles",
    "credit_transactions",
    "credit_open_holds",
    "credit_purchases",
    "payment_events",
    "interview_panels",
    "interview_panel_stages",
    "panel_summaries",
    "installation",
    "pgqueuer",
)


@dataclass
class World:
    """`ids` maps what a row of the table is about to an id: an interview's state, "job", or a persona
    and its state ("persona_draft")."""

    database: Database
    ids: dict[str, uuid.UUID]

    def fill(self, path: str, about: str = "", /, **others: str) -> str:
        """The path with ids in place of its parameters; all of them mean `about`."""
        for name in ("interview_id", "job_id", "persona_id", "report_id", "posting_id",
                     "resume_id", "user_id", "purchase_id", "panel_id"):  # fmt: skip
            if "{" + name + "}" in path:
                path = path.replace("{" + name + "}", str(self.ids[about]))
        if "{stage_id}" in path:
            path = path.replace("{stage_id}", str(self.ids.get(f"{about}_stage", self.ids[about])))
        path = path.replace("{number}", "1").replace("{seq}", "4")
        key = str(self.ids[about]) if about else "ruth-adeyemi"
        return path.replace("{key}", key).format(**others)

    async def snapshot(self) -> dict[str, str]:
        """A digest of each table. Being seen (devices) and sign-in codes count too."""
        digests = {}
        async with self.database.transaction() as db:
            for table in OWNED:
                rows = await db.scalars(text(f"select to_jsonb(t)::text from {table} t order by 1"))
                digests[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
        return digests


async def make_world(
    database: Database,
    owner: User,
    clock: TestClock,
    *,
    interviews: int = 0,
    jobs: int = 0,
    personas: int = 0,
    resumes: int = 0,
) -> World:
    """Ana's interviews in every state, a job description of hers, her resumes, her personas in every
    state, the built-in ones.

    `interviews`, `jobs`, `personas` and `resumes` add as many more.
    """
    now = clock()
    async with database.transaction() as db:
        await publish_built_in(db, now=now)
    ids: dict[str, uuid.UUID] = {"nowhere": uuid.UUID(int=7), "account": owner.id}
    for about in ("dropped", "lapsed"):
        ids[about] = await _interview(database, owner, clock, about)
    for about in (
        "deleted",
        "ready",
        "live",
        "held",
        "over",
        "waiting",
        "failed",
        "short",
        "completed",
    ):
        ids[about] = await _interview(database, owner, clock, about)
    ids["fitted"] = await _interview(database, owner, clock, "ready", **with_resume())
    ids["judged"] = await _interview(database, owner, clock, "completed", **with_resume())
    ids["unconfirmed"] = await _interview(
        database, owner, clock, "completed", **with_resume(is_confirmed=False)
    )
    async with database.transaction() as db:
        for number in range(jobs + 1):
            job = JobDescription(
                user_id=owner.id,
                title=JOB["title"],
                company=JOB["company"],
                content=JOB["content"] + "x" * number,
                content_hash=uuid7().hex * 2,
                created_at=now,
                last_used_at=now,
            )
            await keep(db, job)
            ids["job"] = job.id
    await _share(database, owner, clock, ids, more=jobs)
    await keep_resumes(database, owner, ids, more=resumes, now=now)
    for about in ("spoken", "pending", "mended"):
        ids[about] = await _interview(database, owner, clock, about, mode="voice")
    for _ in range(interviews):
        await _interview(database, owner, clock, "completed")
    for state in ("private", "draft", "public", "hidden", "retired", "restored", "remarked"):
        ids[f"persona_{state}"] = await _persona(database, owner, clock, state)
    await _loops(database, owner, clock, ids)
    await keep_purchases(database, owner.id, ids, now=now)
    ids["report"] = await _report(database, ids["persona_public"], clock)
    for _ in range(personas):
        await _persona(database, owner, clock, "private")
    return World(database, ids)


BAKER = """职位：面包师
公司：麦田烘焙

岗位职责
- 每天凌晨四点前完成当日面团的揉制与发酵。
- 照看两台石板炉，记录每一炉的温度和时间。
- 带一名学徒，教会他看面团而不是看钟表。
任职要求
- 三年以上面包房工作经验，持有健康证。
- 能在节假日前后上早班，能搬动二十五公斤的面粉。
联系人：王小梅
电话：010-6666 7777
"""
"""A posting with somebody's number in it: no English words, so that those of the pages stand out."""
HIDDEN_BECAUSE = "不是招聘启事。"


async def _share(
    database: Database, owner: User, clock: TestClock, ids: dict[str, uuid.UUID], *, more: int
) -> None:
    """Ana shares two versions of a posting and one that is hidden; ``more`` others, each of its own."""
    now = clock()
    texts = {
        "job_shared": BAKER,
        "job_revised": BAKER + "- 每周三下午为附近的小学开一堂面包课，材料由店里出。\n",
        "job_hidden": BAKER.replace("面包师", "会计")
        .replace("面团", "账目")
        .replace("石板炉", "账本"),
    }
    texts |= {f"job_{n}": f"{BAKER}\n- 第{n}家分店在河的对岸。" for n in range(more)}
    for about, posting in texts.items():
        async with database.transaction() as db:
            pasted = read_pasted(posting)
            job = await keep_job_description(db, owner.id, pasted, now=now - timedelta(hours=1))
            ids[about] = job.id
        if about.removeprefix("job_").isdecimal():
            continue
        async with database.transaction() as db:
            await share(db, owner.id, job.id, names=[owner.name], left_out=(), now=now)
    async with database.transaction() as db:
        for about in ("shared", "hidden"):
            found = await db.scalar(
                select(PostingVersion.posting_id)
                .join(JobDescription, JobDescription.version_id == PostingVersion.id)
                .where(JobDescription.id == ids[f"job_{about}"])
            )
            assert found is not None
            ids["posting" if about == "shared" else "posting_hidden"] = found
        assert ids["posting"] != ids["posting_hidden"]
        hidden = await db.get_one(JobPosting, ids["posting_hidden"])
        if hidden.hidden_at is None:  # one world may be furnished twice
            await hide(db, hidden.id, HIDDEN_BECAUSE, Moderator(owner.id, now))


PERSONA_FORM = {
    "name": "Ruth Adeyemi",
    "headline": "主管一家面包房",
    "line": "面团后来怎么样了？",
    "stage_hiring_manager": "1",
    "language_zh": "1",
    "trade": "service",
    "system_instruction": "说话平实，先听后问。",
}
"""What Ana's personas say of themselves: no English words, so that those of the pages stand out."""
REASON = "含有一家真实公司的名字。"
REMARKED = "先问年龄。给我写信：ana@example.org。"


async def _persona(database: Database, owner: User, clock: TestClock, state: str) -> uuid.UUID:
    now = clock() - timedelta(days=2)
    changes = {"system_instruction": REMARKED} if state == "remarked" else {}
    async with database.transaction() as db:
        persona = await write_persona(
            db,
            owner.id,
            read_persona(PERSONA_FORM | changes),
            persona_id=uuid7(),
            draft=state == "draft",
            now=now,
        )
        if state in ("public", "hidden", "restored"):
            persona.visibility, persona.published_at = Visibility.PUBLIC, now
            persona.finished_count, persona.candidate_count = 3, 2
            persona.rating_count, persona.helpful_count = 2, 1
        if state == "retired":
            persona.state = State.RETIRED
        if state == "hidden":
            persona.hide(REASON)
        for act in {"hidden": ("hide",), "restored": ("hide", "restore")}.get(state, ()):
            decision = PersonaDecision(
                persona_id=persona.id, act=act, reason=REASON, created_at=now
            )
            await keep(db, decision)
    return persona.id


async def _report(database: Database, persona_id: uuid.UUID, clock: TestClock) -> uuid.UUID:
    """Somebody objects to Ana's public persona."""
    reader = a_user(f"Reader{uuid7().hex[-6:]}")
    async with database.transaction() as db:
        await keep(db, reader)
        form = ReportForm("misleading", "It is a real person.")
        await report_persona(db, reader.id, persona_id, form, now=clock())
        found = await db.scalar(select(PersonaReport.id))
    assert found is not None
    return found


SPOKEN = ("spoken", "pending", "mended")
"""Held by voice: a report, a correction that it has not read, one that was made again of it."""
NO_PUMPS = "两台泵坏了，我换了房间，叫了技师，后来谁也没有漏掉一次用药，从那以后我每班先看备用的。"
"""What Ana says she said: no English words, so that those of the pages stand out."""


async def _interview(
    database: Database, owner: User, clock: TestClock, about: str, **changes: Any
) -> uuid.UUID:
    now = clock()
    row = an_interview(owner, now - timedelta(minutes=20), **changes)
    async with database.transaction() as db:
        await keep(db, row)
    if about in ("ready", "deleted"):
        return row.id
    async with database.transaction() as db:
        visit = uuid7()
        await enter_room(db, owner.id, row.id, visit=visit, mode="text", take_over=False, now=now)
        said = some_turns(row, spoken=about in SPOKEN)
        await keep(db, *said[: 2 if about == "short" else None])
        kept = await db.get_one(InterviewSession, row.id)
        if about != "held":
            kept.held_by = kept.held_until = None
    if about in ("live", "held"):
        return row.id
    if about in ("dropped", "lapsed"):
        await _drop(database, row.id, now - timedelta(days=1 if about == "lapsed" else 0))
        await make_feedback(database, row.id, clock=clock)
        return row.id
    async with database.transaction() as db:
        await end_interview(
            db, row.id, user_id=owner.id, reason="ended", now=now, elapsed_ms=240_000
        )
    if about in ("short", "completed", *SPOKEN):
        await make_feedback(database, row.id, clock=clock)
    if about in ("pending", "mended"):
        async with database.transaction() as db:
            await correct_turn(db, owner.id, row.id, 4, NO_PUMPS, now=now)
    if about == "mended":
        async with database.transaction() as db:
            await make_again(db, owner.id, row.id, now=now, reviewer=stamps())
        await make_feedback(database, row.id, clock=clock)
    if about == "failed":
        async with database.transaction() as db:
            feedback = await db.get_one(Feedback, row.id)
            feedback.give_up()
    return row.id


async def _loops(
    database: Database, owner: User, clock: TestClock, ids: dict[str, uuid.UUID]
) -> None:
    """Ana's panels: one to begin with, one put away, one in order whose second stage is not open yet, one whose
    stage is skipped; and one whose first stage was held and whose second is set up."""
    now = clock()
    loops: dict[str, dict[str, Any]] = {
        "loop": {},
        "loop_away": {"state": PanelState.ARCHIVED},
        "loop_in_order": {"in_order": True},
        "loop_skipped": {},
        "loop_going_on": {},
    }
    for about, changes in loops.items():
        panel, stages = a_panel(owner, now, name="护士面试", **changes)
        for stage in stages:
            stage.title, stage.persona = f"第{stage.position + 1}次谈话", PERSONA
        stages[0].skipped_at = now if about == "loop_skipped" else None
        async with database.transaction() as db:
            await keep(db, panel, *stages)
        ids[about] = panel.id
        ids[f"{about}_stage"] = stages[1 if about == "loop_in_order" else 0].id
    ids["loop_held"] = await _interview(
        database, owner, clock, "completed", panel_stage_id=stages[0].id
    )
    await make_summary(database, ids["loop_going_on"], clock=clock)
    told = HandOver(
        (
            Note(
                str(ids["loop_held"]),
                PERSONA["name"],
                "第一次谈话",
                facts=(Fact("我管二十四张床。", 4), Fact("夜班是我排的。", 4)),
                covered=(Covered("ownership", 2, "medium"),),
                stories_used=(Story("a", "去年冬天两台泵坏了。"),),
                open_doubts=(Doubt("planning", "untested", "?"),),
            ),
        ),
        (MustHave("communication"),),
    )
    ids["loop_ready"] = await _interview(
        database, owner, clock, "ready", panel_stage_id=stages[1].id, hand_over=told.to_json()
    )


async def _drop(database: Database, interview_id: uuid.UUID, at: datetime) -> None:
    """The line dropped, nobody came back, and it was closed ``at``; before any other was begun."""
    async with database.transaction() as db:
        row = await db.get_one(InterviewSession, interview_id)
        row.elapsed_ms = 75_000
        row.last_seen_at = at - 2 * GRACE
        await db.flush()
        assert await abandon_dropped(db, now=at) == 1


@dataclass(frozen=True)
class Furnished:
    """A database in which Ana has a world already: made once, changed only inside transactions that
    are rolled back."""

    address: Address
    engine: AsyncEngine
    ana: User
    ids: Mapping[str, uuid.UUID]
    files: Mapping[Path, bytes]


@pytest.fixture(scope="session")
def furnished(databases: TestDatabases) -> Furnished:
    address = databases.clone()

    async def furnish() -> tuple[User, dict[str, uuid.UUID]]:
        database = Database(address.as_text(), pool_size=1)
        try:
            async with database.transaction() as db:
                await keep(db, ana := a_user("Ana"))
            await metered(database)
            await give(database, ana.id, granted=MANY, reason="赔您一次中断的面试。")
            return ana, (await make_world(database, ana, TestClock())).ids
        finally:
            await database.dispose()

    ana, ids = databases.wait(furnish())
    folder = Path(FOLDER.name)
    files = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return Furnished(address, make_engine(address, pool_size=1), ana, ids, files)


@pytest.fixture
async def database(furnished: Furnished) -> AsyncIterator[NestedDatabase]:
    """The application's database inside an outer transaction that is rolled back."""
    async with rolled_back(furnished.engine, furnished.address) as database:
        yield database


@pytest.fixture
async def owner(furnished: Furnished, browsers: Browsers) -> Browser:
    """Ana, whose world it is."""
    return await browsers(furnished.ana)


@pytest.fixture
def world(database: NestedDatabase, furnished: Furnished) -> World:
    """The owner's world. What is rolled back comes back by itself; a file on the disk does not."""
    for path, data in furnished.files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return World(database, dict(furnished.ids))


Form = Mapping[str, str]
