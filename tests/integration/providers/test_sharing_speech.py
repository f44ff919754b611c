"""Rendered speech on disk, written and read by several processes at once."""

import subprocess
import sys
import threading
from pathlib import Path

from preppal.providers.speech_store import SpeechStore, key_of
from tests.unit.providers.test_speech_store import TONE, files


def test_many_writers_and_readers_see_whole_sounds_only(tmp_path: Path) -> None:
    keys = [key_of(str(number)) for number in range(8)]
    script = (
        "import sys; from pathlib import Path;"
        "from preppal.providers.speech_store import SpeechStore;"
        "store = SpeechStore(Path(sys.argv[1]), limit=60_000);"
        "sound = Path(sys.argv[2]).read_bytes();"
        "[store.put(key, sound) for _ in range(15) for key in sys.argv[3:]]"
    )
    sound = tmp_path / "sound"
    sound.write_bytes(TONE)
    folder = tmp_path / "speech"
    writers = [
        subprocess.Popen([sys.executable, "-c", script, str(folder), str(sound), *keys])
        for _ in range(2)
    ]
    wrong: list[int] = []
    done = threading.Event()

    def read() -> None:
        store = SpeechStore(folder)
        while not done.is_set():
            for key in keys:
                found = store.get(key)
                if found is not None and found != TONE:
                    wrong.append(len(found))

    reader = threading.Thread(target=read)
    reader.start()
    codes = [writer.wait(120) for writer in writers]
    done.set()
    reader.join()
    assert codes == [0, 0]
    assert wrong == []
    assert not [path for path in files(folder) if path.suffix == ".part"]
