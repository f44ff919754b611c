"""The rooms that are open in this process."""

import asyncio
import contextlib
import uuid

from preppal.interviews.live.room import Room

MAKE_WAY_SECONDS = 5.0
"""How long a newer visit waits for the last words of an older one."""


class Rooms:
    """Finds the rooms of an interview, so that a newer visit is noticed by the older one at once.

    Who goes is decided by the lease, never by who came in here last: a visit that waited for its
    speech models opens its room after the visit that took its place. A visit on another process
    learns it at its next heartbeat.
    """

    def __init__(self) -> None:
        self._open: dict[uuid.UUID, list[Room]] = {}

    def __len__(self) -> int:
        return sum(len(rooms) for rooms in self._open.values())

    def open(self, room: Room) -> None:
        """Add ``room``; where others of its interview are open, each looks whether it may stay."""
        rooms = self._open.setdefault(room.interview_id, [])
        rooms.append(room)
        if len(rooms) > 1:
            for each in rooms:
                each.check_lease()

    async def make_way(self, interview_id: uuid.UUID, user_id: uuid.UUID) -> None:
        """Let this person's own visits to the interview finish what they are writing, and go."""
        rooms = [room for room in self._open.get(interview_id, []) if room.user_id == user_id]
        for room in rooms:
            room.make_way()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(MAKE_WAY_SECONDS):
                for room in rooms:
                    await room.left.wait()

    def close(self, room: Room) -> None:
        room.left.set()
        rooms = [each for each in self._open.get(room.interview_id, []) if each is not room]
        if rooms:
            self._open[room.interview_id] = rooms
        else:
            self._open.pop(room.interview_id, None)
