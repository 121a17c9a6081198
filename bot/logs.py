"""The log: lines for a person on a terminal, JSON lines for a machine; secrets left out.

One line, `turn`, is written for every reply of a persona, with these fields:

    session        the session's id
    turn           the turn's number in it
    first_text_ms  from the beginning of the reply to its first visible text; none if nothing showed
    duration_ms    from its beginning to its end
    edits          how often the platform was asked to change the message
    limited        how often the platform asked to wait
    model          who wrote it; none if nobody was asked
    tokens         what the model wrote, as its provider counts
    halted         whether it was stopped on request

What people and personas say is never logged above the level `debug`.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable
from typing import Literal, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

HIDDEN = "***"
_NAMES = re.compile(
    r"(token|secret|password|passwd|api_?key|authorization|cookie)s?$", re.IGNORECASE
)
_SHAPES = re.compile(
    r"(?P<keep>\bBearer\s+|://[^/\s:@]*:)(?P<hide>[^\s@\"']+)"
    r"|\b(?:sk|xox[a-z]|xapp)-[\w-]{8,}"
)
"""Keys and tokens by their usual shapes, and the password in an address."""

QUIET = (
    "aiosqlite",
    "alembic",
    "apscheduler",
    "asyncio",
    "httpcore2",
    "httpx2",
    "openai",
    "sqlalchemy",
    "uvicorn.access",
)
"""Loggers of libraries that tell of every call; only their warnings are kept."""


def configure(
    *,
    format: Literal["auto", "console", "json"] = "auto",
    level: Literal["debug", "info", "warning", "error"] = "info",
    secrets: Iterable[str] = (),
    stream: TextIO | None = None,
) -> None:
    """Sends this program's log, and that of its libraries, to `stream` (standard error)."""
    target = stream if stream is not None else sys.stderr
    console = format == "console" or (format == "auto" and target.isatty())
    number = logging.getLevelNamesMapping()[level.upper()]
    redact = Redaction(secrets)
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="%H:%M:%S" if console else "iso", utc=not console),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        redact,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    _send(target, _renderer(target, console=console), shared, number)


class Redaction:
    """Leaves secrets out of a line: by a field's name, by their shape, and by their value."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        values = sorted({secret for secret in secrets if len(secret) > 3}, key=len, reverse=True)
        self._values = re.compile("|".join(map(re.escape, values))) if values else None

    def __call__(self, _logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
        return {name: self._field(name, value) for name, value in line.items()}

    def text(self, text: str) -> str:
        """The text without secrets."""
        if self._values is not None:
            text = self._values.sub(HIDDEN, text)
        return _SHAPES.sub(lambda found: (found["keep"] or "") + HIDDEN, text)

    def _field(self, name: str, value: object) -> object:
        if name.startswith("_"):
            return value
        if isinstance(value, str):
            return HIDDEN if _NAMES.search(name) else self.text(value)
        if isinstance(value, dict):
            return {key: self._field(str(key), inner) for key, inner in value.items()}
        if isinstance(value, list | tuple):
            return [self._field(name, inner) for inner in value]
        plain = value is None or isinstance(value, int | float)
        return value if plain else self.text(str(value))


def _renderer(target: TextIO, *, console: bool) -> Processor:
    if console:
        return structlog.dev.ConsoleRenderer(colors=target.isatty(), pad_event_to=0)
    return structlog.processors.JSONRenderer(ensure_ascii=False)


def _send(target: TextIO, renderer: Processor, shared: list[Processor], level: int) -> None:
    handler = logging.StreamHandler(target)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
