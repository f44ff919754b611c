"""Run every benchmark, one after the other, each in a process of its own: `make bench`."""

import subprocess
import sys
from pathlib import Path


def main() -> int:
    """The number of benchmarks that failed to run; budgets are printed, not enforced."""
    here = Path(__file__).parent
    failed = 0
    for file in sorted(here.glob("[!_]*.py")):
        print(f"\n== {file.stem} ==\n", flush=True)
        done = subprocess.run(
            [sys.executable, "-m", f"benchmarks.{file.stem}"], cwd=here.parent, check=False
        )
        failed += done.returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
