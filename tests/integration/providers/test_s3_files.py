"""Files in a bucket, over the wire and with what goes wrong there."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from preppal.foundation.settings import read_settings
from preppal.providers.files import file_store
from preppal.providers.protocols import FileGone, FileNotKept, FilesAway
from preppal.providers.s3_files import S3Files
from tests.s3_server import S3Server, s3_server

KEY = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def server() -> Iterator[S3Server]:
    with s3_server() as server:
        yield server


def files(server: S3Server, **other: Any) -> S3Files:
    known = {
        "bucket": server.bucket,
        "prefix": "a/main",
        "key": server.key,
        "secret": server.secret,
    }
    return S3Files(**(known | {"region": "eu-west-3", "endpoint": server.endpoint} | other))


async def test_a_file_is_kept_read_and_forgotten(server: S3Server) -> None:
    store, data = files(server), bytes(range(256)) * 4_000
    await store.keep(KEY, data)
    assert server.objects == {f"a/main/{KEY}": data}
    assert await store.read(KEY) == data
    await store.forget(KEY)
    assert server.objects == {}
    with pytest.raises(FileGone):
        await store.read(KEY)
    await store.forget(KEY)


async def test_the_settings_name_the_bucket(
    server: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "FILES": f"s3://{server.bucket}/of/us/",
        "FILES_KEY": server.key,
        "FILES_SECRET": server.secret,
        "FILES_ENDPOINT": server.endpoint,
        "BRANCH": "trial",
    }.items():
        monkeypatch.setenv(f"PREPPAL_{name}", value)
    await file_store(read_settings(_env_file=None)).keep(KEY, b"x")
    assert list(server.objects) == [f"of/us/trial/{KEY}"], (
        "a copy of the database deletes no others"
    )


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"bucket": "nobodys"}, "The bucket nobodys is not there"),
        ({"secret": "another"}, "refuses the key"),
        ({"key": "another"}, "refuses the key"),
        ({"endpoint": "http://127.0.0.1:9"}, "cannot be reached"),
    ],
    ids=["no bucket", "wrong secret", "wrong key", "nobody listens"],
)
async def test_what_is_set_wrongly_is_said(
    server: S3Server, other: dict[str, str], sentence: str
) -> None:
    store = files(server, **other)
    with pytest.raises(FileNotKept, match=sentence) as kept:
        await store.keep(KEY, b"x")
    with pytest.raises(FilesAway, match=sentence):
        await store.read(KEY)
    with pytest.raises(FileNotKept, match=sentence):
        await store.forget(KEY)
    assert server.secret not in str(kept.value) and "another" not in str(kept.value)
    assert server.objects == {}


async def test_a_bucket_that_fails_is_asked_again_a_few_times(server: S3Server) -> None:
    server.fails = True
    with pytest.raises(FileNotKept, match="at fault itself"):
        await files(server).keep(KEY, b"x")
    assert len(server.asked) == 3
    server.fails = False
    await files(server).keep(KEY, b"x")
    assert await files(server).read(KEY) == b"x"


async def test_a_bucket_that_does_not_answer_holds_nobody_up(server: S3Server) -> None:
    server.goes_on.clear()
    store = files(server, seconds=0.5)
    async with asyncio.timeout(20):
        with pytest.raises(FileNotKept, match=r"did not answer|cannot be reached"):
            await store.keep(KEY, b"x")
        with pytest.raises(FilesAway):
            await store.read(KEY)


@pytest.mark.parametrize("key", ["", "../etc", "abc", "A" * 32, KEY + "/x"])
async def test_only_keys_of_files_are_taken(server: S3Server, key: str) -> None:
    with pytest.raises(ValueError):
        await files(server).keep(key, b"x")
    assert server.asked == []
