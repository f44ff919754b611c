"""Write requirements.lock and requirements-dev.lock: versions and hashes, no address of a registry.

Needs uv. The locks hold for Python 3.11 and newer on every platform. Old versions are kept while they
still satisfy pyproject.toml; `--upgrade` takes the newest.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {
    "requirements.lock": ["--group", "build"],
    "requirements-dev.lock": ["--group", "build", "--group", "dev", "-c", "requirements.lock"],
}


def main() -> None:
    for lock, groups in LOCKS.items():
        subprocess.run(
            [
                "uv", "pip", "compile", "pyproject.toml", *groups, "-o", lock,
                "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes",
                "--no-annotate", "--no-header", "--no-emit-index-url", "--no-emit-find-links",
                *sys.argv[1:],
            ],
            cwd=ROOT,
            check=True,
        )  # fmt: skip


if __name__ == "__main__":
    main()
