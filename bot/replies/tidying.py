"""Taking back messages of an earlier try that the text no longer needs."""

from __future__ import annotations

from collections.abc import Iterable

from bot.errors import (
    MessageGone,
    PermissionMissing,
    PlatformError,
    PlatformRateLimited,
    SurfaceGone,
)
from bot.ports.clock import Clock
from bot.replies.sheets import Press, Sheet

TRIES = 8


async def take_back(press: Press, sheets: Iterable[Sheet], clock: Clock) -> int:
    """Deletes each sheet's message, or what can be found of it; gives the calls that failed.

    A message that cannot be deleted stays: the reply itself is whole without it.
    """
    return sum([await _delete(press, sheet, clock) for sheet in sheets])


async def _delete(press: Press, sheet: Sheet, clock: Clock) -> int:
    for failures in range(TRIES):
        try:
            await press.delete(sheet)
        except PlatformRateLimited as limited:
            await clock.sleep(limited.retry_after)
        except (MessageGone, SurfaceGone, PermissionMissing):
            return failures
        except PlatformError:
            await clock.sleep(min(8.0, 2.0**failures / 2))
        else:
            return failures
    return TRIES
