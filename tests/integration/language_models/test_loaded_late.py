"""The clients of the models' makers take seconds to load: the web process starts without them."""

import subprocess
import sys


def test_nothing_of_it_is_loaded_with_the_web_process() -> None:
    looks = (
        "import sys, preppal.main; "
        "print([m for m in sys.modules if m.split('.')[0] in ('pydantic_ai', 'openai', 'google')])"
    )
    found = subprocess.run(
        [sys.executable, "-c", looks], capture_output=True, text=True, timeout=60
    )
    assert found.stdout.strip() == "[]", found.stderr
