"""Is the microphone hearing the candidate, or the interviewer through the loudspeaker?"""

from __future__ import annotations

from preppal.providers.protocols import Samples


class EchoGuard:
    heard_often = False

    def played(self, pcm24k: bytes, at: int) -> None:
        """This chunk leaves for the loudspeaker, to be heard about `at`."""

    def is_echo(self, window: Samples, at: int) -> bool:
        return False
