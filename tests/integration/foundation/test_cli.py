"""The commands as a person types them; what keeps running is a process of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from preppal.cli import main
from preppal.foundation.embedded_guard import server_pid
from preppal.foundation.settings import Settings, SettingsError
from preppal.web.listening import open_port
from tests.database import TestDatabases

PREPPAL = Path(sys.executable).with_name("preppal")


def preppal(*arguments: str, **environment: str) -> Result:
    """A command that ends by itself, in this process: starting one costs seconds."""
    return CliRunner(env=environment).invoke(main, arguments, catch_exceptions=False)


class Serving:
    """`preppal serve` in a process of its own, on a port of its own."""

    def __init__(self, **environment: str) -> None:
        self.process = subprocess.Popen(
            [PREPPAL, "serve"], env=os.environ | {"PREPPAL_PORT": "0"} | environment, cwd="/",
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        self.printed = ""
        while not (found := re.search(r"ready: (\S+)", self.printed)):
            line = self.process.stdout.readline()
            assert line, self.printed
            self.printed += line
        self.url = found[1]

    def get(self, path: str) -> int:
        with urllib.request.urlopen(self.url + path, timeout=30) as answer:
            return int(answer.status)

    def stop(self, number: int) -> int:
        self.process.send_signal(number)
        assert self.process.stdout is not None
        self.printed += self.process.stdout.read()
        self.process.stdout.close()
        return self.process.wait(60)


@pytest.fixture
def data_dir(server_path: Path) -> Iterator[str]:
    yield str(server_path)
    assert server_pid(server_path / "postgres") is None, "the embedded server was left behind"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serving_on_a_fresh_machine(data_dir: str, number: int) -> None:
    serving = Serving(PREPPAL_DATA_DIR=data_dir)
    assert serving.get("/") == 200
    assert serving.get("/readyz") == 200
    assert serving.stop(number) == 0
    assert "Traceback" not in serving.printed
    assert "To sign in" in serving.printed


def test_a_port_that_is_taken_is_told_in_a_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        sentence = f"^Port {port} is taken by another program: set PREPPAL_PORT"
        with pytest.raises(SettingsError, match=sentence):
            open_port(Settings(port=port, _env_file=None))  # type: ignore[call-arg]


def test_a_directory_that_cannot_be_used_is_told_in_a_sentence(tmp_path: Path) -> None:
    in_the_way = tmp_path / "a file"
    in_the_way.write_text("")
    refused = preppal("db", "migrate", PREPPAL_DATA_DIR=str(in_the_way), DATABASE_URL="")
    assert refused.exit_code == 1
    assert "set PREPPAL_DATA_DIR" in refused.output


def test_a_branch_of_the_embedded_database(data_dir: str) -> None:
    assert preppal("db", "migrate", PREPPAL_DATA_DIR=data_dir).exit_code == 0
    made = preppal("db", "branch", "trial", PREPPAL_DATA_DIR=data_dir)
    assert made.stdout.startswith("postgresql://preppal@/preppal_branch_trial?host=")
    assert "PREPPAL_BRANCH=trial" in made.stderr
    assert preppal("db", "branches", PREPPAL_DATA_DIR=data_dir).stdout == "trial\n"
    serving = Serving(PREPPAL_DATA_DIR=data_dir, PREPPAL_BRANCH="trial")
    assert serving.get("/readyz") == 200
    assert serving.stop(signal.SIGTERM) == 0
    assert preppal("db", "drop-branch", "trial", PREPPAL_DATA_DIR=data_dir).exit_code == 0
    gone = preppal("db", "migrate", PREPPAL_DATA_DIR=data_dir, PREPPAL_BRANCH="trial")
    assert gone.exit_code == 1
    assert re.fullmatch(r"Error: The database .* does not exist\.\n", gone.stderr)


def test_another_postgresql(databases: TestDatabases) -> None:
    address = databases.empty()
    url = address.as_text()
    assert preppal("db", "migrate", DATABASE_URL=url).exit_code == 0
    serving = Serving(DATABASE_URL=url)
    assert serving.get("/readyz") == 200
    assert serving.stop(signal.SIGTERM) == 0
    databases.drop(address)


def test_a_worker_stops_when_told(fresh_url: str) -> None:
    worker = subprocess.Popen(
        [PREPPAL, "worker"], env=os.environ | {"DATABASE_URL": fresh_url}, cwd="/",
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    assert worker.stdout is not None
    assert worker.stdout.readline().startswith("Preppal's worker is ready: ")
    worker.send_signal(signal.SIGTERM)
    assert "Traceback" not in worker.stdout.read()
    assert worker.wait(60) == 0
    worker.stdout.close()


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"PREPPAL_PROT": "1"}, "PREPPAL_PROT is no setting of Preppal"),
        ({"DATABASE_URL": "mysql://h/d"}, "must start with postgresql://"),
        ({"DATABASE_URL": "postgresql://u:hunter2@127.0.0.1:1/d"}, "cannot be used"),
    ],
)
def test_what_cannot_be_used_is_told_in_a_sentence(
    environment: dict[str, str], sentence: str
) -> None:
    done = preppal("db", "migrate", **environment)
    assert done.exit_code == 1
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1
    assert "hunter2" not in done.stderr
