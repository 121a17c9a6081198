"""What a refusal of any chat platform means for the engine; what their codes mean is told by each."""

from __future__ import annotations

from typing import Literal, assert_never

from bot.errors import (
    ChannelGone,
    MessageGone,
    PermissionMissing,
    PlatformError,
    PlatformRateLimited,
    PlatformUnavailable,
    SurfaceGone,
)

Meaning = Literal["limited", "away", "message", "surface", "gone", "permission", "unfit"]
PAUSE = 5.0
"""Seconds to wait where a platform asks to, and does not say how long."""
NOTHING = ""
REPORT = "This is a fault in ChatTrain; please report it."


class Unfit(PlatformError):
    """The platform does not accept the form of what was sent."""


def as_error(meaning: Meaning, sentence: str, scope: str) -> PlatformError:
    match meaning:
        case "limited":
            return PlatformRateLimited(sentence, retry_after=PAUSE)
        case "away":
            return PlatformUnavailable(sentence)
        case "message":
            return MessageGone(sentence)
        case "surface":
            return SurfaceGone(sentence)
        case "gone":
            return ChannelGone(sentence)
        case "permission":
            return PermissionMissing(sentence, scope=scope)
        case "unfit":
            return Unfit(sentence)
        case _:
            assert_never(meaning)
