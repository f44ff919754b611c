"""Write a migration: compare the models with an empty database that has every migration so far.

python -m tools.migration "Say what changes"
"""

import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path

from preppal.foundation.addresses import parse_address
from preppal.foundation.embedded import running_server
from preppal.foundation.migrating import migrate, write_revision

VERSIONS = Path(__file__).resolve().parent.parent / "src/preppal/migrations/versions"


async def write(url: str, message: str, revision: str) -> None:
    address = parse_address(url)
    await migrate(address)
    await write_revision(address, message, revision)


def main() -> None:
    if len(sys.argv) != 2 or not sys.argv[1].strip():
        sys.exit('Say what changes: make migration m="Keep a note with each turn".')
    message = sys.argv[1].strip().rstrip(".")
    revision = f"{len(list(VERSIONS.glob('[0-9]*.py'))) + 1:04d}"
    with tempfile.TemporaryDirectory(prefix="preppal-migration-") as directory:
        with running_server(Path(directory) / "postgres", throwaway=True) as server:
            asyncio.run(write(server.url("postgres"), message, revision))
    (written,) = VERSIONS.glob(f"{revision}_*.py")
    lines = written.read_text().splitlines(keepends=True)
    written.write_text("".join(line for line in lines if "# ### " not in line))
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", written], check=True)
    subprocess.run([sys.executable, "-m", "ruff", "check", "--quiet", "--fix", written], check=True)
    print(f"Wrote {written}. Read it before you commit it.")


if __name__ == "__main__":
    main()
