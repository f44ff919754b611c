"""What a route may ask for."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import UploadFile
from starlette.requests import HTTPConnection

from preppal.foundation.settings import Settings


async def transaction(connection: HTTPConnection) -> AsyncIterator[AsyncSession]:
    """One request, one transaction; committed before the response leaves (scope ``function``)."""
    async with connection.app.state.database.transaction() as db:
        yield db


def current_time(connection: HTTPConnection) -> datetime:
    now: datetime = connection.app.state.clock()
    return now


def current_settings(connection: HTTPConnection) -> Settings:
    settings: Settings = connection.app.state.settings
    return settings


async def form_fields(request: Request) -> dict[str, str]:
    """The form's text fields. Characters that PostgreSQL cannot store are dropped."""
    return await _fields(request, most=60)


async def long_form_fields(request: Request) -> dict[str, str]:
    """As `form_fields`, of a form with many entries."""
    return await _fields(request, most=500)


async def _fields(request: Request, *, most: int) -> dict[str, str]:
    async with request.form(max_files=0, max_fields=most) as form:
        return {
            name: clean_text(value)
            for name, value in form.items()
            if not isinstance(value, UploadFile)
        }


def clean_text(value: str) -> str:
    """Without NUL and lone surrogates, line ends unified: PostgreSQL stores neither of the first."""
    storable = value.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")
    return storable.replace("\r\n", "\n").replace("\r", "\n")


def local_path(wanted: str, otherwise: str) -> str:
    """``wanted`` if it is a path on this site, else ``otherwise``: no redirect leads away.

    Browsers read a backslash as a slash and drop tabs and line ends, so none may be in it.
    """
    ours = wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted
    return wanted if ours and wanted.isprintable() else otherwise


Transaction = Annotated[AsyncSession, Depends(transaction, scope="function")]
Now = Annotated[datetime, Depends(current_time)]
CurrentSettings = Annotated[Settings, Depends(current_settings)]
Fields = Annotated[dict[str, str], Depends(form_fields)]
LongFields = Annotated[dict[str, str], Depends(long_form_fields)]
