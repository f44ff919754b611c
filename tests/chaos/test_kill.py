"""Kill -9 in the middle of an interview, again and again: what was announced is kept, nothing is doubled.

The points are random. The seed is printed; `CHAOS_SEED=…` tries the same ones again.
"""

import asyncio
import json
import os
import random
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Self
from uuid import UUID

from sqlalchemy import select, text
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from preppal.foundation.clock import utc_now
from preppal.foundation.database import Database
from preppal.interviews.booking import book_interview, read_booking
from preppal.interviews.ending import MAKE_FEEDBACK
from preppal.interviews.model import Feedback, InterviewSession, Turn
from tests.serving import Server, environment, running
from tools.sample_interviews import make_person

KILLS = 3
NOT_LIVE = 4011
PATIENCE = 30.0
"""Seconds until the next frame, on a machine that has other things to do."""
TYPED = {"persona_id": "ruth-adeyemi", "minutes": "30", "mode": "text"}

Said = tuple[str, str]
Outcome = Literal["killed", "ended"]


@dataclass(frozen=True)
class Kill:
    """After so many frames of a visit, sent and received, and so many seconds more.

    `on_turn`: and then at the next turn that is announced. `ending`: first the candidate presses End.
    """

    frames: int
    seconds: float
    on_turn: bool
    ending: bool = False

    @classmethod
    def at_random(cls, chance: random.Random, *, ending: bool = False) -> Self:
        pause = chance.choice([0.0, chance.uniform(0, 0.004), chance.uniform(0, 0.04)])
        return cls(chance.randint(1, 12), pause, chance.random() < 0.6, ending)

    def is_due(self, frames: int, newest: str) -> bool:
        return frames >= self.frames and (newest == "turn" or not self.on_turn)


@dataclass
class Candidate:
    """Answers in writing, each answer once, as the room's page does; remembers what was announced."""

    path: str
    token: str
    announced: dict[int, Said] = field(default_factory=dict)
    answers: int = 0
    unconfirmed: str = ""

    async def visit(self, server: Server, kill: Kill | None) -> Outcome:
        """Come in and answer until the server dies, or the interview is over."""
        address = server.url.replace("http", "ws", 1) + self.path
        cookie = {"Cookie": f"preppal={self.token}"}
        async with connect(
            address, subprotocols=["preppal.live.v1"], additional_headers=cookie, origin=server.url
        ) as socket:
            last = max(self.announced, default=0)
            hello = {"type": "hello", "mode": "text", "last_seq": last, "take_over": True}
            frames, newest = 0, "hello"
            try:
                await socket.send(json.dumps(hello))
                while True:
                    frames += 1
                    if kill is not None and kill.is_due(frames, newest):
                        await self._see_it_die(server, socket, kill)
                        return "killed"
                    frame = await self._receive(socket)
                    newest = frame["type"]
                    if newest == "ended":
                        return "ended"
                    if newest == "state" and frame["state"] == "listening":
                        frames += 1
                        await self._answer(socket)
            except ConnectionClosed as closed:
                assert closed.rcvd is not None and closed.rcvd.code == NOT_LIVE, closed
                return "ended"

    async def _answer(self, socket: ClientConnection) -> None:
        if not self.unconfirmed:
            self.answers += 1
            self.unconfirmed = (
                f"That was occasion number {self.answers}. I checked the pumps because two had"
                " failed, I called the technician, and in the end nobody missed a dose."
            )
        await socket.send(json.dumps({"type": "say", "text": self.unconfirmed}))

    async def _receive(self, socket: ClientConnection) -> dict[str, Any]:
        async with asyncio.timeout(PATIENCE):
            frame: dict[str, Any] = json.loads(await socket.recv())
        for turn in [frame] if frame["type"] == "turn" else frame.get("turns", []):
            said = (turn["speaker"], turn["text"])
            assert self.announced.setdefault(turn["seq"], said) == said, "announced differently"
            if turn["text"] == self.unconfirmed:
                self.unconfirmed = ""
        assert frame["type"] != "error" or frame["code"] == "not_live", frame
        return frame

    async def _see_it_die(self, server: Server, socket: ClientConnection, kill: Kill) -> None:
        if kill.ending:
            await socket.send(json.dumps({"type": "end"}))
        await asyncio.sleep(kill.seconds)
        server.kill()
        # What had left the server before it died was announced too.
        try:
            while True:
                await self._receive(socket)
        except ConnectionClosed:
            pass


async def kept_turns(database: Database, interview_id: UUID) -> list[Turn]:
    async with database.transaction() as db:
        turns = await db.scalars(
            select(Turn).where(Turn.interview_id == interview_id).order_by(Turn.seq)
        )
        return list(turns)


def check(candidate: Candidate, turns: list[Turn]) -> None:
    """All that was announced is there as it was announced, and nothing is there twice."""
    assert [turn.seq for turn in turns] == list(range(1, len(turns) + 1))
    kept = {turn.seq: (turn.speaker, turn.text) for turn in turns}
    missing = candidate.announced.items() - kept.items()
    assert not missing, f"announced and not kept: {sorted(missing)}"
    mine = [turn.text for turn in turns if turn.speaker == "candidate"]
    assert len(mine) == len(set(mine)), "an answer is there twice"
    leads = [turn.lead_id for turn in turns if turn.intent == "lead"]
    assert len(leads) == len(set(leads)), "a question was put twice"


async def test_killed_again_and_again(fresh_url: str, tmp_path: Path) -> None:
    seed = int(os.environ.get("CHAOS_SEED") or secrets.randbits(32))
    chance = random.Random(seed)
    kills = [Kill.at_random(chance) for _ in range(KILLS)]
    kills.append(Kill.at_random(chance, ending=True))
    print(f"CHAOS_SEED={seed}", *kills, sep="\n")
    variables = environment(fresh_url, tmp_path, PREPPAL_VOICE="text", PREPPAL_TASKS="worker")
    database = Database(fresh_url)
    try:
        with running(variables, tmp_path) as server:
            interview_id, candidate = await booked(database)
            assert await candidate.visit(server, kills[0]) == "killed"
        for kill in kills[1:]:
            check(candidate, await kept_turns(database, interview_id))
            with running(variables, tmp_path) as server:
                assert await candidate.visit(server, kill) == "killed"
        check(candidate, await kept_turns(database, interview_id))
        with running(variables | {"PREPPAL_TASKS": "here"}, tmp_path) as server:
            assert await candidate.visit(server, None) == "ended"
            report = await the_report(database, interview_id)
        check(candidate, await kept_turns(database, interview_id))
        assert candidate.answers >= 1
        assert report.status == "READY"
        await check_ending(database, interview_id)
    finally:
        await database.dispose()


async def booked(database: Database) -> tuple[UUID, Candidate]:
    user_id, token = await make_person(database, "Ines Almeida", utc_now())
    async with database.transaction() as db:
        interview_id = await book_interview(db, user_id, read_booking(TYPED), now=utc_now())
    return interview_id, Candidate(f"/interviews/{interview_id}/live", token)


async def the_report(database: Database, interview_id: UUID) -> Feedback:
    """The only one there is, once it is made."""
    async with asyncio.timeout(PATIENCE):
        while True:
            async with database.transaction() as db:
                [report] = await db.scalars(
                    select(Feedback).where(Feedback.interview_id == interview_id)
                )
            if report.status != "WAITING":
                return report
            await asyncio.sleep(0.1)


async def check_ending(database: Database, interview_id: UUID) -> None:
    """It ended once, and its report was asked for once."""
    async with database.transaction() as db:
        interview = await db.get_one(InterviewSession, interview_id)
        assert interview.status == "COMPLETED"
        assert interview.held_by is None
        asked = await db.scalar(
            text("select count(distinct job_id) from pgqueuer_log where entrypoint = :name"),
            {"name": MAKE_FEEDBACK},
        )
        assert asked == 1
