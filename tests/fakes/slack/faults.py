"""What can go wrong with a call, one call at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Way(Enum):
    """How a call fails."""

    ERROR = "ok is false, with a code"
    STATUS = "another HTTP status than 200"
    HTML = "a page where JSON is expected"
    DROPPED = "the connection is closed before the call has its effect"
    LOST = "the call has its effect, and the connection is closed before the answer"
    HANG = "no answer until the client gives up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    way: Way
    code: str = ""
    status: int = 200
    retry_after: int | None = None
    fields: dict[str, Any] = field(default_factory=dict)


def error(code: str, **fields: Any) -> Fault:
    return Fault(way=Way.ERROR, code=code, fields=fields)


def limited(retry_after: int = 1) -> Fault:
    return Fault(way=Way.STATUS, code="ratelimited", status=429, retry_after=retry_after)


def status(status: int) -> Fault:
    """A status with a page of HTML, as a proxy on the way answers."""
    return Fault(way=Way.HTML, status=status)


def html() -> Fault:
    return Fault(way=Way.HTML)


def dropped() -> Fault:
    return Fault(way=Way.DROPPED)


def lost() -> Fault:
    return Fault(way=Way.LOST)


def hang() -> Fault:
    return Fault(way=Way.HANG)
