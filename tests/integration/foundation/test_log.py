"""A database that refuses a row quotes it; the log must not."""

import io
import logging
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from preppal.foundation.database import NestedDatabase, uuid7
from preppal.foundation.log import configure_logging, log

SAID = "words\nof my own"
REFUSED = [
    "insert into users (id, email, name, is_staff, created_at)"
    " values (:id, upper(:said), '', false, now())",  # a check: quotes the whole row
    "insert into users (id, email, name, is_staff, created_at)"
    " values (:id, :said, '', false, now()), (gen_random_uuid(), :said, '', false, now())",
    "update users set created_at = :said where id = :id",  # the driver quotes the argument
]


@pytest.mark.parametrize("json", [True, False])
@pytest.mark.parametrize("statement", REFUSED)
async def test_an_exception_is_told_without_what_was_written(
    json: bool, statement: str, database: NestedDatabase
) -> None:
    configure_logging(json=json)
    written = io.StringIO()
    (handler,) = (h for h in logging.getLogger().handlers if type(h) is logging.StreamHandler)
    handler.setStream(written)
    values: dict[str, Any] = {"id": uuid7(), "said": SAID}
    try:
        with pytest.raises(DBAPIError) as problem:
            async with database.transaction() as db:
                await db.execute(text(statement), values)
        log(__name__).error("refused", exc_info=problem.value)
    finally:
        configure_logging(json=True)
    told = written.getvalue()
    assert "Traceback" in told and type(problem.value).__name__ in told
    for content in ("of my own", "OF MY OWN", "words"):
        assert content not in told
