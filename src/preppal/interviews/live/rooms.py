"""The rooms that are open in this process."""

import uuid

from preppal.interviews.live.room import Room


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

    def close(self, room: Room) -> None:
        rooms = [each for each in self._open.get(room.interview_id, []) if each is not room]
        if rooms:
            self._open[room.interview_id] = rooms
        else:
            self._open.pop(room.interview_id, None)
