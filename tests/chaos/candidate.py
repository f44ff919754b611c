"""A candidate at a real server, who answers in writing and comes back whatever happens, as the page does."""

import json
import time
from asyncio import Event, sleep, timeout
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol
from uuid import UUID

from sqlalchemy import select
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from preppal.foundation.clock import utc_now
from preppal.foundation.database import Database
from preppal.foundation.outage import wait_out
from preppal.interviews.booking import book_interview, read_booking
from preppal.interviews.model import Feedback, InterviewSession, Status, Turn
from tools.sample_interviews import make_person

NOT_LIVE = 4011
PATIENCE = 40.0
"""Seconds until the next frame, on a machine that has other things to do."""
TYPED = {"persona_id": "ruth-adeyemi", "minutes": "30", "mode": "text"}

Said = tuple[str, str]
Outcome = Literal["ended", "dropped", "left"]


class Strike(Protocol):
    """Something that happens once in a visit."""

    def is_due(self, frames: int, newest: str) -> bool:
        """After so many frames, sent and received; ``newest`` is the type of the last one."""
        ...

    async def happen(self, socket: ClientConnection) -> None: ...


@dataclass
class Candidate:
    """Answers in writing, each answer once, as the room's page does; remembers what was announced.

    ``came_in`` are the seconds from the knock at the door to `ready`, one for each visit.
    """

    interview_id: UUID
    token: str
    announced: dict[int, Said] = field(default_factory=dict)
    answers: int = 0
    unconfirmed: str = ""
    over: bool = False
    came_in: list[float] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    sitting: Event = field(default_factory=Event)

    async def visit(
        self, url: str, strike: Strike | None = None, *, turns_after: int | None = None
    ) -> Outcome:
        """Come in and answer until the line drops, the interview is over, or ``turns_after`` turns were
        announced since the ``strike``."""
        try:
            async with self._line(url) as socket:
                return await self._talk(socket, strike, turns_after)
        except ConnectionClosed as closed:
            over = closed.rcvd is not None and closed.rcvd.code == NOT_LIVE
            return "ended" if over else "dropped"

    async def stay(self, url: str) -> Outcome:
        """Come in and say nothing, until the line drops. `sitting` is set once the interviewer listens."""
        async with self._line(url) as socket:
            await self._send(socket, type="hello", mode="text", last_seq=0, take_over=True)
            try:
                while True:
                    frame = await self._receive(socket)
                    if frame["type"] == "state" and frame["state"] == "listening":
                        self.sitting.set()
            except ConnectionClosed:
                return "dropped"

    def _line(self, url: str) -> connect:
        self.knocked = time.monotonic()
        return connect(
            url.replace("http", "ws", 1) + f"/interviews/{self.interview_id}/live",
            subprotocols=["preppal.live.v1"],  # type: ignore[list-item]
            additional_headers={"Cookie": f"preppal={self.token}"},
            origin=url,  # type: ignore[arg-type]
        )

    async def _talk(
        self, socket: ClientConnection, strike: Strike | None, turns_after: int | None
    ) -> Outcome:
        frames, newest, goal = 0, "hello", None
        last = max(self.announced, default=0)
        await self._send(socket, type="hello", mode="text", last_seq=last, take_over=True)
        while True:
            frames += 1
            if strike is not None and strike.is_due(frames, newest):
                await strike.happen(socket)
                strike = None
            if strike is None and turns_after is not None:
                goal = len(self.announced) + turns_after if goal is None else goal
                if len(self.announced) >= goal:
                    return "left"
            frame = await self._receive(socket)
            newest = frame["type"]
            if newest == "ended":
                return "ended"
            if newest in ("ready", "time"):
                await self._send(socket, type="here")
            if newest == "state" and frame["state"] == "listening":
                frames += 1
                await self._answer(socket)

    async def _answer(self, socket: ClientConnection) -> None:
        if not self.unconfirmed:
            self.answers += 1
            self.unconfirmed = (
                f"That was occasion number {self.answers}. I checked the pumps because two had"
                " failed, I called the technician, and in the end nobody missed a dose."
            )
        await self._send(socket, type="say", text=self.unconfirmed)

    async def _receive(self, socket: ClientConnection) -> dict[str, Any]:
        async with timeout(PATIENCE):
            frame: dict[str, Any] = json.loads(await socket.recv())
        if frame["type"] == "ready":
            self.came_in.append(time.monotonic() - self.knocked)
        for turn in [frame] if frame["type"] == "turn" else frame.get("turns", []):
            said = (turn["speaker"], turn["text"])
            assert self.announced.setdefault(turn["seq"], said) == said, "announced differently"
            if turn["text"] == self.unconfirmed:
                self.unconfirmed = ""
        if frame["type"] in ("notice", "error"):
            self.notices.append(frame["code"])
        return frame

    async def _send(self, socket: ClientConnection, **frame: Any) -> None:
        await socket.send(json.dumps(frame))


async def booked(database: Database, *, name: str = "Ines Almeida") -> Candidate:
    """Somebody new who is about to hold an interview in writing."""
    user_id, token = await make_person(database, name, utc_now())
    async with database.transaction() as db:
        interview_id = await book_interview(db, user_id, read_booking(TYPED), now=utc_now())
    return Candidate(interview_id, token)


async def kept_turns(database: Database, interview_id: UUID) -> list[Turn]:
    async def read() -> list[Turn]:
        async with database.transaction() as db:
            turns = await db.scalars(
                select(Turn).where(Turn.interview_id == interview_id).order_by(Turn.seq)
            )
            return list(turns)

    return await wait_out(read, seconds=PATIENCE)


async def check(candidate: Candidate, database: Database) -> None:
    """All that was announced is there as it was announced, and nothing is there twice."""
    turns = await kept_turns(database, candidate.interview_id)
    assert [turn.seq for turn in turns] == list(range(1, len(turns) + 1))
    kept = {turn.seq: (turn.speaker, turn.text) for turn in turns}
    missing = candidate.announced.items() - kept.items()
    assert not missing, f"announced and not kept: {sorted(missing)}"
    mine = [turn.text for turn in turns if turn.speaker == "candidate"]
    assert len(mine) == len(set(mine)), "an answer is there twice"
    leads = [turn.lead_id for turn in turns if turn.intent == "lead"]
    assert len(leads) == len(set(leads)), "a question was put twice"


async def the_report(candidate: Candidate, database: Database) -> Feedback:
    """The only one there is, once it is made, of an interview that was ended."""

    async def read() -> tuple[InterviewSession, list[Feedback]]:
        async with database.transaction() as db:
            interview = await db.get_one(InterviewSession, candidate.interview_id)
            reports = await db.scalars(
                select(Feedback).where(Feedback.interview_id == candidate.interview_id)
            )
            return interview, list(reports)

    until = time.monotonic() + 2 * PATIENCE
    while True:
        interview, [report] = await wait_out(read, seconds=PATIENCE)
        if report.status != "WAITING":
            assert interview.status == Status.COMPLETED
            assert interview.held_by is None
            return report
        assert time.monotonic() < until, "the report was not made"
        await sleep(0.1)
