"""What can go wrong with a call, one call at a time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Way(Enum):
    """How a call fails."""

    ERROR = "an answer with one of Discord's codes"
    LIMITED = "429"
    STATUS = "a status with a page of HTML, as a proxy on the way answers"
    DROPPED = "the connection is closed before the call has its effect"
    LOST = "the call has its effect, and the connection is closed before the answer"
    HANG = "no answer until the client gives up"
    SILENT = "the call has its effect, and no answer comes until the client gives up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    way: Way
    code: int = 0
    status: int = 200
    retry_after: float = 0.0
    scope: str = "user"
    via: bool = True
    json: bool = False


def error(code: int, status: int | None = None) -> Fault:
    """One of Discord's codes; its usual status unless another is said."""
    return Fault(way=Way.ERROR, code=code, status=status or 0)


def limited(retry_after: float = 1.0, *, scope: str = "user", via: bool = True) -> Fault:
    """429; `scope` is user, shared or global. Without `via` it is Cloudflare's, not Discord's."""
    return Fault(way=Way.LIMITED, status=429, retry_after=retry_after, scope=scope, via=via)


def status(status: int, *, json: bool = False) -> Fault:
    """500, 502, 503 ..., with a page of HTML or with Discord's JSON."""
    return Fault(way=Way.STATUS, status=status, json=json)


def html() -> Fault:
    """200, with a page where JSON is expected."""
    return Fault(way=Way.STATUS)


def dropped() -> Fault:
    return Fault(way=Way.DROPPED)


def lost() -> Fault:
    return Fault(way=Way.LOST)


def hang() -> Fault:
    return Fault(way=Way.HANG)


def silent() -> Fault:
    return Fault(way=Way.SILENT)
