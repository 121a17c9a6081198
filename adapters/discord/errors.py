"""What Discord's refusals mean for the engine, and what an operator can do about each.

The one place where answers, errors of the network and codes become the project's errors.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final, Literal

import aiohttp
import structlog

from adapters.chat.errors import NOTHING, PAUSE, REPORT, Meaning, as_error
from bot.errors import PlatformError, PlatformRateLimited, PlatformUnavailable, SurfaceGone

log = structlog.get_logger(__name__)

Own = Literal["member", "closed", "archived", "late", "answered", "full"]
"""What only Discord's refusals mean."""
BANNED = 60.0
"""Seconds in which nothing is asked once Discord's guard answers in place of Discord."""


class Late(PlatformError):
    """The time to answer that command or press is over, or it was answered already."""


class Answered(Late):
    """That command or press was answered already."""


class ShutOut(PlatformRateLimited):
    """Discord's guard answers in place of Discord: everything has to wait."""


class Archived(PlatformError):
    """The thread is archived: it has to be opened again before anything in it can be changed."""


class DirectClosed(SurfaceGone):
    """The person takes no direct messages from the bot."""


class MemberGone(SurfaceGone):
    """The person is not in the server any more, or not in Discord."""


class NoThread(SurfaceGone):
    """There can be no private thread in that channel."""


class Later(PlatformUnavailable):
    """Discord opens no more threads there for a while; `retry_after` is in seconds."""

    def __init__(self, message: str | None = None, *, retry_after: float = PAUSE) -> None:
        self.retry_after = retry_after
        super().__init__(message)


INVITE = "Invite the bot again with the link that `chattrain doctor` prints, or ask an admin."
ACCESS = "Let the bot see that channel: give its role View Channel there."
ROLE = "Give the bot's role what it lacks in that channel; `chattrain doctor` lists what it needs."
TOKEN = "Set DISCORD_BOT_TOKEN to the token on the application's Bot page."  # noqa: S105
CLOSED = "The person does not take direct messages from members of the server, or blocked the bot."
SHUT_OUT = (
    "Discord's guard refuses this address, after too many calls that were refused: it lets calls "
    "through again by itself; see which bots share the address."
)
VERIFIED = "Verify the owner's account, or see to the application's standing at Discord."

CODES: Final[Mapping[int, tuple[Meaning | Own, str]]] = {
    **dict.fromkeys((20016, 20022, 20028, 20029, 31001, 31002), ("limited", NOTHING)),
    **dict.fromkeys((40003, 40004, 110000, 130000, 50019), ("limited", NOTHING)),
    10008: ("message", NOTHING),
    30046: ("message", NOTHING),  # edited too often for its age: another is posted in its place
    50005: ("message", NOTHING),
    50021: ("message", NOTHING),
    **dict.fromkeys((10003, 10004), ("gone", NOTHING)),
    **dict.fromkeys((10013, 10007), ("member", "The person has left the server, or Discord.")),
    160005: ("surface", "A moderator locked the thread."),
    50024: ("full", NOTHING),
    160006: ("full", "The server has as many threads as there can be: archive some."),
    160004: ("full", NOTHING),
    50068: ("full", NOTHING),
    30033: ("full", "The thread has as many members as there can be: remove some."),
    50083: ("archived", NOTHING),
    50007: ("closed", CLOSED),
    50278: ("closed", CLOSED),
    50009: ("closed", CLOSED),
    50001: ("permission", ACCESS),
    50013: ("permission", ROLE),
    160002: ("permission", ROLE),
    50014: ("permission", TOKEN),
    50025: ("permission", TOKEN),
    40001: ("permission", TOKEN),
    40002: ("permission", VERIFIED),
    40333: ("away", "Discord's guard refuses these requests: see to DISCORD_API_URL and to proxies."),
    20012: ("permission", INVITE),
    20001: ("permission", TOKEN),
    60003: ("permission", "The application's owner needs two-factor authentication."),
    **dict.fromkeys((10062, 10015, 50027, 10002), ("late", NOTHING)),
    40060: ("answered", NOTHING),
    **dict.fromkeys(
        (30032, 30034, 30040, 50035, 50006, 50008, 50016, 50041, 50109, 40005, 50110, 50132, 10063),
        ("unfit", REPORT),
    ),
    **dict.fromkeys((40062, 130001, 10020, 10030), ("away", NOTHING)),
}  # fmt: skip
"""By code, see https://discord.com/developers/docs/topics/opcodes-and-status-codes: what it means,
and what can be done about it."""


@contextmanager
def mapped(what: str) -> Iterator[None]:
    """Raises PlatformError in place of what a request can raise on its way."""
    try:
        yield
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        name = type(error).__name__
        raise PlatformUnavailable(f"Discord gave no answer to {what}: {name}.") from error
    except (ValueError, LookupError) as error:  # of reading what is no JSON
        raise PlatformUnavailable(f"Discord's answer to {what} is not readable.") from error


def refusal(what: str, status: int, answer: object, headers: Mapping[str, str]) -> PlatformError:
    """What an answer means that is none of success."""
    body: Mapping[str, object] = answer if isinstance(answer, dict) else {}
    code = _code(body)
    if status == 429 and CODES.get(code, ("limited",))[0] == "limited":
        return _limited(what, body, headers)
    known = code in CODES or (status in _BY_STATUS and bool(body))
    if status >= 500 or not known:  # no words of Discord's own are a proxy's, or its guard's
        return PlatformUnavailable(f"Discord answered {what} with status {status}.")
    meaning, remedy = (CODES.get(code) if code else None) or _BY_STATUS[status]
    said = str(body.get("message") or "")[:200]
    if remedy:
        log.error("discord.refused", call=what, code=code, status=status, said=said, remedy=remedy)
    if meaning == "unfit":
        log.error("discord.unfit", call=what, errors=str(body.get("errors"))[:500])
    sentence = f"Discord refused {what}: {code or status} {said}".rstrip(" .")
    return _as_error(meaning, f"{sentence}. {remedy}".rstrip(), str(body.get("scope") or said))


_BY_STATUS: Final[Mapping[int, tuple[Meaning | Own, str]]] = {
    400: ("unfit", REPORT),
    401: ("permission", TOKEN),
    403: ("permission", ROLE),
    404: ("surface", NOTHING),
}
"""What a status means, where its code is not known."""


def _as_error(meaning: Meaning | Own, sentence: str, scope: str) -> PlatformError:
    match meaning:
        case "member":
            return MemberGone(sentence)
        case "closed":
            return DirectClosed(sentence)
        case "archived":
            return Archived(sentence)
        case "late":
            return Late(sentence)
        case "answered":
            return Answered(sentence)
        case "full":
            return NoThread(sentence)
        case _:
            return as_error(meaning, sentence, scope)


def _limited(
    what: str, body: Mapping[str, object], headers: Mapping[str, str]
) -> PlatformRateLimited:
    """A 429: whose limit it was, and how long it holds."""
    everything = bool(body.get("global")) or headers.get("X-RateLimit-Scope") == "global"
    asked = _number(body.get("retry_after"))
    if asked is None:
        asked = _number(headers.get("Retry-After"))
    sentence = f"Discord asks to wait with {what}."
    if not body:  # no answer of Discord's own: its guard has shut this address out
        asked = max(asked or 0.0, BANNED)
        log.error("discord.shut_out", call=what, seconds=asked, remedy=SHUT_OUT)
        return ShutOut(sentence, retry_after=asked, per="bot")
    return PlatformRateLimited(
        sentence, retry_after=PAUSE if asked is None else asked, per="bot" if everything else None
    )


def _code(body: Mapping[str, object]) -> int:
    code = body.get("code")
    return code if isinstance(code, int) and not isinstance(code, bool) else 0


def _number(value: object) -> float | None:
    try:
        return max(0.0, float(value))  # type: ignore[arg-type]  # whatever is none raises
    except (TypeError, ValueError):
        return None
