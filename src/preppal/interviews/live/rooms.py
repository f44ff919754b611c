"""The rooms that are open in this process."""

import uuid

from preppal.interviews.live.room import Room


class Rooms:
    """Finds the room of an interview, so that a newer visit can tell the older one at once.

    A visit on another process learns it from the lease, at its next heartbeat.
    """

    def __init__(self) -> None:
        self._open: dict[uuid.UUID, Room] = {}

    def __len__(self) -> int:
        return len(self._open)

    def open(self, room: Room) -> None:
        """Let ``room`` be the one; an older room of the same interview hears of it."""
        older = self._open.get(room.interview_id)
        self._open[room.interview_id] = room
        if older is not None:
            older.take_over()

    def close(self, room: Room) -> None:
        if self._open.get(room.interview_id) is room:
            del self._open[room.interview_id]
