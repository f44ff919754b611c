"""Is somebody speaking? Silero's small network (ONNX) behind an energy gate, 32 ms at a time.

Imports the inference library: only `local_speech` loads this module. The weights are an asset of the
faster-whisper wheel (Silero VAD v6, MIT); the wheel itself is never imported.

A window takes a tenth of a millisecond, less than handing it to a thread and back does: the network runs
where it is asked, on the event loop. Its state holds one microphone, so sessions cannot share a call.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import onnxruntime

from preppal.providers.protocols import Samples, SpeechUnavailable

WINDOW = 512  # samples: 32 ms
CONTEXT = 64  # samples of the window before, which the network wants to see
GATE = 0.001  # root mean square; a silent room is below it and costs nothing


def packaged_network() -> Path:
    found = importlib.util.find_spec("faster_whisper")
    if found is None or found.origin is None:
        raise SpeechUnavailable("the package faster-whisper is not installed")
    networks = sorted((Path(found.origin).parent / "assets").glob("silero_vad*.onnx"))
    if not networks:
        raise SpeechUnavailable("faster-whisper carries no voice activity network")
    return networks[-1]


def open_network(path: Path) -> onnxruntime.InferenceSession:
    """A session with one thread that sleeps, rather than spins, between windows."""
    options = onnxruntime.SessionOptions()
    options.inter_op_num_threads = options.intra_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.inter_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(
        str(path), sess_options=options, providers=["CPUExecutionProvider"]
    )


class LocalVoiceStream:
    """One microphone's recurrent state. Calls must not overlap."""

    def __init__(self, network: onnxruntime.InferenceSession) -> None:
        self._network = network
        self.reset()

    def reset(self) -> None:
        self._rest = np.zeros(0, np.float32)
        self._hidden = np.zeros((1, 1, 128), np.float32)
        self._cell = np.zeros((1, 1, 128), np.float32)
        self._context = np.zeros(CONTEXT, np.float32)

    async def probability(self, pcm16k: Samples) -> tuple[float, ...]:
        samples = np.concatenate((self._rest, pcm16k)) if len(self._rest) else pcm16k
        count = len(samples) // WINDOW
        self._rest = samples[count * WINDOW :].copy()
        if not count:
            return ()
        windows = samples[: count * WINDOW].reshape(count, WINDOW)
        if float(np.sqrt(np.mean(windows**2, axis=1)).max()) < GATE:
            self._context = windows[-1, -CONTEXT:]
            return (0.0,) * count
        try:
            return self._ask(windows)
        except (RuntimeError, ValueError, MemoryError) as problem:
            raise SpeechUnavailable(f"voice activity failed: {problem}") from problem

    def _ask(self, windows: Samples) -> tuple[float, ...]:
        before = np.vstack((self._context[None], windows[:-1, -CONTEXT:]))
        fed = np.concatenate((before, windows), axis=1)
        answer, self._hidden, self._cell = self._network.run(
            None, {"input": fed, "h": self._hidden, "c": self._cell}
        )
        self._context = windows[-1, -CONTEXT:]
        return tuple(float(p) for p in np.asarray(answer).reshape(-1))


class LocalVoiceActivity:
    """`VoiceActivity` for any number of microphones on one network."""

    def __init__(self, network: onnxruntime.InferenceSession) -> None:
        self._network = network

    def stream(self) -> LocalVoiceStream:
        return LocalVoiceStream(self._network)
