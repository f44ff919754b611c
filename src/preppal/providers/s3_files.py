"""Files in a bucket that speaks Amazon's S3: what `FileStore` asks for, through obstore.

A bucket takes a whole object or none, so an upload that breaks off leaves nothing behind. Every call ends within
`SECONDS`, whatever the other side does.
"""

import asyncio
from collections.abc import Awaitable
from datetime import timedelta
from typing import TypeVar

from obstore.exceptions import (
    BaseError,
    PermissionDeniedError,
    UnauthenticatedError,
)
from obstore.store import S3Store

from preppal.providers.file_store import KEY
from preppal.providers.protocols import FileGone, FileNotKept, FilesAway

SECONDS = 20.0
CONNECTING = 5.0
RETRIES = 2
_NO_BUCKET = "NoSuchBucket"
_REFUSALS = ("AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "403 Forbidden")
"""What S3 says in its answer to the deletion of many, which obstore makes no error of its own of."""
Answer = TypeVar("Answer")


class S3Files:
    """The objects under ``prefix`` of a bucket. Keys and secrets are in no message."""

    def __init__(
        self,
        bucket: str,
        *,
        prefix: str,
        key: str,
        secret: str,
        region: str,
        endpoint: str = "",
        seconds: float = SECONDS,
    ) -> None:
        self._bucket = bucket
        self._seconds = seconds
        self._store = S3Store(
            bucket,
            prefix=prefix,
            access_key_id=key,
            secret_access_key=secret,
            region=region,
            endpoint=endpoint or f"https://s3.{region}.amazonaws.com",
            virtual_hosted_style_request=False,
            client_options={
                "allow_http": True,  # whoever sets an address with http:// means it
                "timeout": timedelta(seconds=seconds),
                "connect_timeout": timedelta(seconds=min(CONNECTING, seconds)),
            },
            retry_config={
                "max_retries": RETRIES,
                "retry_timeout": timedelta(seconds=seconds),
                "backoff": {
                    "init_backoff": timedelta(milliseconds=100),
                    "max_backoff": timedelta(seconds=1),
                    "base": 2,
                },
            },
        )

    async def keep(self, key: str, data: bytes) -> None:
        """Returns once the bucket has it. Raises `FileNotKept`."""
        try:
            await self._in_time(self._store.put_async(_checked(key), data, use_multipart=False))
        except (BaseError, OSError) as problem:
            raise FileNotKept(self._sentence(problem)) from problem

    async def read(self, key: str) -> bytes:
        """Raises `FileGone`, or `FilesAway` where the bucket does not say."""
        try:
            return await self._in_time(self._whole(_checked(key)))
        except FileNotFoundError as problem:
            if _is_bucket(problem):
                raise FilesAway(self._sentence(problem)) from problem
            raise FileGone("The bucket has no such object.") from problem
        except (BaseError, OSError) as problem:
            raise FilesAway(self._sentence(problem)) from problem

    async def forget(self, key: str) -> None:
        """Gone when this returns; what was not there is no fault. Raises `FileNotKept`: it may still be there."""
        try:
            await self._in_time(self._store.delete_async(_checked(key)))
        except FileNotFoundError as problem:
            if _is_bucket(problem):
                raise FileNotKept(self._sentence(problem)) from problem
        except (BaseError, OSError) as problem:
            raise FileNotKept(self._sentence(problem)) from problem

    async def _whole(self, key: str) -> bytes:
        found = await self._store.get_async(key)
        return bytes(await found.bytes_async())

    async def _in_time(self, call: Awaitable[Answer]) -> Answer:
        async with asyncio.timeout(self._seconds):
            return await call

    def _sentence(self, problem: BaseException) -> str:
        """What the operator reads in the log, and can act on."""
        said = str(problem)
        if isinstance(problem, FileNotFoundError) or _NO_BUCKET in said:
            return f"The bucket {self._bucket} is not there: make it, or correct PREPPAL_FILES."
        refused = isinstance(problem, (PermissionDeniedError, UnauthenticatedError))
        if refused or any(code in said for code in _REFUSALS):
            return (
                f"The bucket {self._bucket} refuses the key: correct PREPPAL_FILES_KEY and "
                "PREPPAL_FILES_SECRET, and what the key may do."
            )
        if isinstance(problem, TimeoutError):
            return f"The bucket {self._bucket} did not answer in {self._seconds:g} seconds."
        return f"The bucket {self._bucket} cannot be reached, or is at fault itself."


def _is_bucket(problem: FileNotFoundError) -> bool:
    return _NO_BUCKET in str(problem)


def _checked(key: str) -> str:
    if not KEY.fullmatch(key):
        raise ValueError("That is no key of a file.")
    return key
