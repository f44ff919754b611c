"""Make .venv and install the locked packages: `python3 tools/environment.py run|test`.

Needs nothing but Python's standard library. Does nothing when nothing has changed, asks nothing, and
after the first time needs no network.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")
LOCKS = {"run": "requirements.lock", "test": "requirements-dev.lock"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def main() -> None:
    purpose = sys.argv[1]
    if sys.version_info < OLDEST:
        use_newer_python()
    make_environment()
    install(purpose)
    if purpose == "test":
        get_browser()


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def stop(sentence: str) -> None:
    say(sentence)
    sys.exit(1)


def use_newer_python() -> None:
    for name in NEWER:
        found = shutil.which(name)
        if found:
            os.execv(found, [found, *sys.argv])
    stop(
        f"Preppal needs Python 3.11 or newer, and this is {sys.version.split()[0]}: install it, or"
        " name it with `make PYTHON=/path/to/python3.11`."
    )


def works(*command: "str | Path") -> bool:
    """Whether the command runs and succeeds."""
    try:
        return (
            subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL).returncode == 0
        )
    except OSError:
        return False


def make_environment() -> None:
    """Make .venv, again if its Python has gone or is too old."""
    test = f"import sys; sys.exit(sys.version_info < {OLDEST})"
    if PYTHON.exists() and works(PYTHON, "-c", test):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if works(sys.executable, "-m", "venv", VENV):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    uv = shutil.which("uv")
    if uv and works(uv, "venv", "--quiet", "--python", sys.executable, VENV):
        return
    stop(
        "This Python cannot make a virtual environment: install python3-venv"
        " (Debian: apt install python3-venv) or uv."
    )


def fingerprint(purpose: str) -> str:
    """What the installed packages depend on."""
    digest = hashlib.sha256(str(ROOT).encode())
    for name in (LOCKS[purpose], "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def install(purpose: str) -> None:
    """Install the locked packages and Preppal itself, unless they are there."""
    stamp = VENV / f"installed-{purpose}"
    wanted = fingerprint(purpose)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    more = VENV / "installed-test"
    if more.exists() and more.read_text() == fingerprint("test"):
        return  # what running needs is part of what testing needs
    say(
        f"Installing the packages of {LOCKS[purpose]} into .venv, once; this takes a minute or two."
    )
    locked = ["--require-hashes", "-r", str(ROOT / LOCKS[purpose])]
    itself = ["--no-index", "--no-deps", "--no-build-isolation", "-e", str(ROOT)]
    for arguments in (locked, itself):
        if not install_with_uv(arguments) and not install_with_pip(arguments):
            stop("The packages could not be installed: the lines above say why.")
    stamp.write_text(wanted)


def install_with_uv(arguments: "list[str]") -> bool:
    uv = shutil.which("uv")
    if not uv:
        return False
    command = [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", str(PYTHON)]
    return subprocess.run([*command, *arguments], stdin=subprocess.DEVNULL).returncode == 0


def install_with_pip(arguments: "list[str]") -> bool:
    if not works(PYTHON, "-m", "pip", "--version"):
        works(PYTHON, "-m", "ensurepip")  # uv made this environment, and has gone since
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-input",
               "--disable-pip-version-check", "--root-user-action=ignore", *arguments]  # fmt: skip
    return subprocess.run(command, stdin=subprocess.DEVNULL).returncode == 0


def get_browser() -> None:
    """Install Debian's chromium when there is no browser and we may; else say what to install."""
    if any(shutil.which(name) for name in BROWSERS):
        return
    wish = "The browser tests need Chromium: install it (Debian: apt install chromium)."
    apt = shutil.which("apt-get")
    if not apt or not Path("/etc/debian_version").exists():
        say(wish)
        return
    if os.geteuid() == 0:
        may = []
    elif works("sudo", "-n", "true"):
        may = ["sudo", "-n"]
    else:
        say(wish)
        return
    say("Installing Debian's chromium for the browser tests, once.")
    ask_nothing = [*may, "env", "DEBIAN_FRONTEND=noninteractive", apt, "-qq"]
    get = [*ask_nothing, "install", "-y", "--no-install-recommends", "chromium"]
    if not works(*get):
        works(*ask_nothing, "update")
        if not works(*get):
            say("apt could not install chromium. " + wish)


if __name__ == "__main__":
    main()
