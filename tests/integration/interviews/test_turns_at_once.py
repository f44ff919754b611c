"""A turn that is written as one statement: all of it or nothing, and the long way where anything is unusual."""

import asyncio
import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text, update

from preppal.foundation.database import Database, uuid7
from preppal.interviewer.transcript import SpokenTurn
from preppal.interviews.lease import TakenOver, keep_turn
from preppal.interviews.live.engine import Used
from preppal.interviews.live.record import Record
from preppal.interviews.model import InterviewSession, NotLive, Status, Turn
from tests.interviews import an_interview, keep
from tests.people import MONDAY, a_user

WAITING = text("select count(*) from pg_locks where not granted")


async def a_record(database: Database, **changes: Any) -> Record:
    """Of a visit that holds a live room."""
    user, visit = a_user("Ana"), uuid.uuid4()
    held = {"status": Status.LIVE, "started_at": MONDAY, "last_seen_at": MONDAY, "held_by": visit}
    async with database.transaction() as db:
        await keep(db, user)
        row = an_interview(user, MONDAY, **(held | changes))
        await keep(db, row)

    async def away() -> None:
        raise AssertionError("the database is not away")

    return Record(
        interview_id=row.id,
        user_id=user.id,
        visit=visit,
        device_id=uuid.uuid4(),
        database=database,
        clock=lambda: MONDAY + timedelta(seconds=9),
        monotonic=time.monotonic,
        away=away,
    )


def a_turn(number: int) -> SpokenTurn:
    speaker = "interviewer" if number % 2 else "candidate"
    return SpokenTurn(speaker, f"line {number}", number * 1000, number * 1000 + 900)  # type: ignore[arg-type]


def used(count: int) -> Used:
    return Used("gemini-live", "m", {"audio_in": count}, up_ms=1000, down_ms=500)


async def written(record: Record) -> tuple[InterviewSession, list[Turn]]:
    async with record.database.transaction() as db:
        row = await db.get(InterviewSession, record.interview_id, populate_existing=True)
        assert row is not None
        turns = await db.scalars(
            select(Turn).where(Turn.interview_id == record.interview_id).order_by(Turn.seq)
        )
        return row, list(turns)


async def change(record: Record, **values: Any) -> None:
    async with record.database.transaction() as db:
        at = InterviewSession.id == record.interview_id
        await db.execute(update(InterviewSession).where(at).values(**values))


async def test_turns_are_numbered_and_written_whole_without_a_transaction_of_many_statements(
    fresh_database: Database,
) -> None:
    record = await a_record(fresh_database)
    with fresh_database.count_statements() as statements:
        for number in range(1, 6):
            record.used.append(used(number))
            delivery = {"speech_ms": 5, "pauses": [[1, 2]]}
            assert await record.keep(a_turn(number), delivery, 0.0) == number
    assert not statements  # all by the driver
    row, turns = await written(record)
    assert [turn.text for turn in turns] == [f"line {number}" for number in range(1, 6)]
    assert turns[4].speaker == "interviewer" and turns[4].delivery["pauses"] == [[1, 2]]
    assert (row.elapsed_ms, row.last_seen_at) == (5900, MONDAY + timedelta(seconds=9))
    assert row.usage["tokens"] == {"audio_in": 15} and row.usage["sound_up_s"] == 5.0
    assert not record.used


async def test_what_another_visit_used_is_not_lost(fresh_database: Database) -> None:
    record = await a_record(fresh_database, usage={"tokens": {"audio_in": 100}})
    record.used.append(used(1))
    assert await record.keep(a_turn(1), {}, 0.0) == 1
    await change(record, usage={"tokens": {"audio_in": 1000}})
    for number in (2, 3):
        record.used.append(used(1))
        assert await record.keep(a_turn(number), {}, 0.0) == number
    row, turns = await written(record)
    assert row.usage["tokens"] == {"audio_in": 1002}
    assert len(turns) == 3


@pytest.mark.parametrize(
    ("change_to", "told"),
    [
        (lambda: {"held_by": uuid.uuid4()}, TakenOver),
        (lambda: {"status": Status.COMPLETED, "ended_at": MONDAY}, NotLive),
    ],
)
async def test_nothing_is_written_into_a_room_that_is_not_held(
    change_to: Callable[[], dict[str, Any]], told: type[Exception], fresh_database: Database
) -> None:
    record = await a_record(fresh_database)
    await change(record, **change_to())
    record.used.append(used(1))
    with pytest.raises(told):
        await record.keep(a_turn(1), {}, 0.0)
    row, turns = await written(record)
    assert not turns and not row.usage and row.elapsed_ms == 0
    assert record.used


@pytest.mark.parametrize("taken", [False, True])
async def test_what_happens_while_it_waits_for_the_room_counts(
    taken: bool, fresh_database: Database
) -> None:
    record = await a_record(fresh_database)
    async with fresh_database.transaction() as db:
        await keep_turn(
            db, record.interview_id, record.visit, a_turn(1), {}, turn_id=uuid7(), now=MONDAY
        )
        if taken:
            at = InterviewSession.id == record.interview_id
            await db.execute(update(InterviewSession).where(at).values(held_by=uuid.uuid4()))
        second = asyncio.create_task(record.keep(a_turn(2), {}, 0.0))
        while not await db.scalar(WAITING):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    if taken:
        with pytest.raises(TakenOver):
            await second
    else:
        assert await second == 2
    _, turns = await written(record)
    assert [turn.seq for turn in turns] == ([1] if taken else [1, 2])
