"""Transactions, constraints and relations on a real PostgreSQL."""

import datetime

import pytest
from sqlalchemy import CheckConstraint, ForeignKey, MetaData, func, select, text
from sqlalchemy.exc import IntegrityError, InvalidRequestError, StatementError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, selectinload

from preppal.foundation.database import NAMING, Base, Database, Id, NestedDatabase, uuid7


class Shelf(DeclarativeBase):
    """Tables of these tests only; the product's own stay as they are."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = Base.type_annotation_map


class Room(Shelf):
    __tablename__ = "test_rooms"
    __table_args__ = (CheckConstraint("seats > 0", name="has_seats"),)
    id: Mapped[Id]
    name: Mapped[str] = mapped_column(unique=True)
    seats: Mapped[int] = mapped_column(default=1)
    opened_at: Mapped[datetime.datetime | None]
    chairs: Mapped[list["Chair"]] = relationship(lazy="raise", back_populates="room")


class Chair(Shelf):
    __tablename__ = "test_chairs"
    id: Mapped[Id]
    room_id: Mapped[Id] = mapped_column(ForeignKey("test_rooms.id"), primary_key=False)
    room: Mapped[Room] = relationship(lazy="raise", back_populates="chairs")


@pytest.fixture
async def rooms(database: NestedDatabase) -> NestedDatabase:
    async with database.transaction() as db:
        await (await db.connection()).run_sync(Shelf.metadata.create_all)
    return database


@pytest.fixture
async def real_rooms(fresh_database: Database) -> Database:
    async with fresh_database.transaction() as db:
        await (await db.connection()).run_sync(Shelf.metadata.create_all)
    return fresh_database


@pytest.fixture(params=["rooms", "real_rooms"])
def either_rooms(request: pytest.FixtureRequest) -> Database:
    """Once inside the outer transaction, once with real commits: the same behaviour."""
    return request.getfixturevalue(request.param)


async def count_rooms(database: Database) -> int:
    async with database.transaction() as db:
        return await db.scalar(select(func.count()).select_from(Room)) or 0


async def test_a_block_that_ends_commits_and_one_that_raises_rolls_back(
    either_rooms: Database,
) -> None:
    database = either_rooms
    async with database.transaction() as db:
        db.add(Room(name="kept"))
    with pytest.raises(ZeroDivisionError):
        async with database.transaction() as db:
            db.add(Room(name="lost"))
            await db.flush()
            raise ZeroDivisionError
    assert await count_rooms(database) == 1


async def test_a_second_room_of_the_same_name_is_caught_and_the_first_survives(
    either_rooms: Database,
) -> None:
    database = either_rooms
    async with database.transaction() as db:
        db.add(Room(name="north"))
    with pytest.raises(IntegrityError, match="uq_test_rooms_name"):
        async with database.transaction() as db:
            db.add(Room(name="north"))
    assert await count_rooms(database) == 1


async def test_a_check_constraint_is_caught(rooms: NestedDatabase) -> None:
    with pytest.raises(IntegrityError, match="ck_test_rooms_has_seats"):
        async with rooms.transaction() as db:
            db.add(Room(name="cellar", seats=0))


async def test_a_chair_without_its_room_is_caught(rooms: NestedDatabase) -> None:
    with pytest.raises(IntegrityError, match="fk_test_chairs_room_id"):
        async with rooms.transaction() as db:
            db.add(Chair(room_id=uuid7()))


async def test_a_room_with_chairs_cannot_be_deleted(rooms: NestedDatabase) -> None:
    room = Room(name="south")
    async with rooms.transaction() as db:
        db.add(room)
        await db.flush()
        db.add(Chair(room_id=room.id))
    with pytest.raises(IntegrityError, match="fk_test_chairs_room_id"):
        async with rooms.transaction() as db:
            await db.execute(text("delete from test_rooms"))


async def test_an_unloaded_relationship_raises_instead_of_querying(rooms: NestedDatabase) -> None:
    async with rooms.transaction() as db:
        db.add(Room(name="west", chairs=[Chair(), Chair()]))
    async with rooms.transaction() as db:
        room = (await db.scalars(select(Room))).one()
        with pytest.raises(InvalidRequestError, match="lazy"):
            _ = room.chairs
    async with rooms.transaction() as db:
        loaded = select(Room).options(selectinload(Room.chairs))
        assert len((await db.scalars(loaded)).one().chairs) == 2


async def test_times_without_a_zone_are_refused(rooms: NestedDatabase) -> None:
    with pytest.raises(StatementError, match="without a zone"):
        async with rooms.transaction() as db:
            db.add(Room(name="clock", opened_at=datetime.datetime(2026, 1, 1)))  # noqa: DTZ001


async def test_times_come_back_as_utc(rooms: NestedDatabase) -> None:
    zone = datetime.timezone(datetime.timedelta(hours=9))
    async with rooms.transaction() as db:
        db.add(Room(name="clock", opened_at=datetime.datetime(2026, 1, 1, 9, tzinfo=zone)))
    async with rooms.transaction() as db:
        opened = await db.scalar(select(Room.opened_at))
    assert opened == datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


async def test_ids_made_later_sort_later() -> None:
    ids = [uuid7() for _ in range(1000)]
    assert ids == sorted(ids)
    assert all(found.version == 7 for found in ids)


async def test_statements_are_counted_without_savepoints(rooms: NestedDatabase) -> None:
    with rooms.count_statements() as seen:
        await count_rooms(rooms)
        await count_rooms(rooms)
    assert len(seen) == 2
    await count_rooms(rooms)
    assert len(seen) == 2


async def test_a_transaction_inside_a_transaction_is_refused(rooms: NestedDatabase) -> None:
    async with rooms.transaction():
        with pytest.raises(RuntimeError, match="inside another"):
            async with rooms.transaction():
                pass


async def test_the_test_and_the_application_see_each_other(
    rooms: NestedDatabase, db: AsyncSession
) -> None:
    room = Room(name="shared")
    db.add(room)
    await db.flush()
    async with rooms.transaction() as theirs:
        (await theirs.scalars(select(Room))).one().seats = 7
    await db.refresh(room)
    assert room.seats == 7


async def test_one_test_leaves_nothing_for_the_next(database: NestedDatabase) -> None:
    async with database.transaction() as db:
        assert await db.scalar(text("select to_regclass('test_rooms')")) is None
