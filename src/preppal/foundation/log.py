"""Structured logs: what happened to which request and interview, never what was said."""

import logging
import logging.config
import re
import sys
import traceback
from types import TracebackType
from typing import Any, TextIO

import structlog

ExceptionFacts = tuple[type[BaseException], BaseException, TracebackType | None]

# Where PostgreSQL and its driver quote the values that they refuse: rows, keys, arguments.
_QUOTED = re.compile(
    r"\nDETAIL:.*?(?=\n\[SQL: |\nHINT: |\n\n(?:The above|During)|\Z)"
    r"|(?<=invalid input for query argument \$)(\d+): .*?(?=\n\[SQL: |\n\n(?:The above|During)|\Z)",
    re.DOTALL,
)


def configure_logging(*, json: bool) -> None:
    """Send our own and the libraries' logs to standard error, as JSON lines or as text."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: Any = (
        structlog.processors.JSONRenderer()
        if json
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(),
            # Where `rich` is installed the default would print every local variable: content.
            exception_formatter=_write_exception,
        )
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "lines": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": shared,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        structlog.processors.ExceptionRenderer(exception_text)
                        if json
                        else _unchanged,
                        last,
                    ],
                }
            },
            "handlers": {
                "stderr": {
                    "class": "logging.StreamHandler",
                    "formatter": "lines",
                    "stream": "ext://sys.stderr",
                }
            },
            "root": {"handlers": ["stderr"], "level": "INFO"},
            "loggers": {
                "uvicorn": {"level": "WARNING"},
                "alembic": {"level": "WARNING"},
                "httpx": {"level": "WARNING"},
                "pgqueuer": {"level": "WARNING"},
                "stripe": {"level": "WARNING"},
            },
        }
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def exception_text(exc_info: ExceptionFacts) -> str:
    """The traceback without what the database quotes of a row: that is what people wrote."""
    return _QUOTED.sub("", "".join(traceback.format_exception(*exc_info)).rstrip())


def _write_exception(stream: TextIO, exc_info: ExceptionFacts) -> None:
    stream.write("\n" + exception_text(exc_info))


def _unchanged(_logger: Any, _name: str, event: dict[str, Any]) -> dict[str, Any]:
    return event


def log(name: str) -> structlog.stdlib.BoundLogger:
    """A logger; bind ids (``request``, ``interview``), never content."""
    logger: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return logger
