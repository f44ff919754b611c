"""Check the committed files: no address of a package registry, no path of somebody's machine, no key.

A lock that names a registry ties everybody to it; a path of one machine works on no other.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FORBIDDEN = {
    "a registry's address": re.compile(
        r"(?:pypi|pythonhosted|npmjs|yarnpkg|rubygems|crates)" + r"\.(?:org|com|io)\b"
        r"|--(?:extra-)?index-url\b|--find-links\b"
    ),
    "a path of one machine": re.compile(
        r"(?<![\w./-])/(?:root|work|tmp/preppal|Users/\w+|home/(?!runner)\w+)/"
    ),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY" + "-----"),
    "a merge conflict": re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE),
}
# Files that speak about these things.
EXEMPT = {
    "tools/check_files.py",
    "tests/integration/accounts/localhost.pem",  # a mail server's, for the tests alone
}
LARGEST = 2 << 20
# What is worth more room: bytes.
LARGER = {
    "src/preppal/assessment/scoring/reader/beginning.onnx": 18 << 20,  # no package carries them
    "src/preppal/assessment/scoring/reader/taught.onnx": 6 << 20,
}


def committed() -> list[str]:
    """Every file that is, or is about to be, committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def main() -> None:
    failures = 0
    names = committed()
    for name in names:
        path = ROOT / name
        most = LARGER.get(name, LARGEST)
        if path.stat().st_size > most:
            failures += 1
            print(f"{name}: larger than {most >> 20} MB")
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        for what, pattern in FORBIDDEN.items():
            found = pattern.search(text)
            if found and name not in EXEMPT:
                failures += 1
                line = text.count("\n", 0, found.start()) + 1
                print(f"{name}:{line}: {what}: {found[0]}")
    print(f"{len(names)} files checked, {failures} complaints.")
    sys.exit(failures > 0)


if __name__ == "__main__":
    main()
