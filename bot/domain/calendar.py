"""Days and hours of a time zone, and the moments they are. Pure: it is told what the time is.

The one module of the domain that knows the calendar. Zones have IANA names ("Europe/Berlin").
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.domain.transcript import Micros

__all__ = [
    "date",
    "datetime",
    "day",
    "is_zone",
    "local",
    "moment",
    "readings",
    "time",
    "timedelta",
]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@lru_cache(maxsize=512)
def is_zone(name: str) -> bool:
    """Whether there is a time zone of that name."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def local(moment: Micros, zone: str) -> datetime:
    """What clocks of a zone show at a moment."""
    return (_EPOCH + moment * _MICROSECOND).astimezone(ZoneInfo(zone))


def day(moment: Micros, zone: str) -> date:
    """Which day it is in a zone at a moment."""
    return local(moment, zone).date()


def moment(day: date, at: time, zone: str) -> Micros:
    """When clocks of a zone show a time on a day.

    The first time where they show it twice. Where they jump over it, the moment that it would be
    had they not been put forward yet (2:30 where 2 becomes 3: they show 3:30).
    """
    return _micros(datetime.combine(day, at, tzinfo=ZoneInfo(zone)))


def readings(day: date, at: time, zone: str) -> tuple[Micros, ...]:
    """Every moment at which clocks of a zone show a time on a day: none where they jump over it,
    two where they are put back."""
    shown = datetime.combine(day, at)
    found = {_micros(shown.replace(tzinfo=ZoneInfo(zone), fold=fold)) for fold in (0, 1)}
    return tuple(sorted(m for m in found if local(m, zone).replace(tzinfo=None, fold=0) == shown))


def _micros(shown: datetime) -> Micros:
    return Micros((shown.astimezone(UTC) - _EPOCH) // _MICROSECOND)
