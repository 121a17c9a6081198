"""A digest's period, and those before it, in words. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain import calendar
from bot.domain.calendar import date, timedelta
from bot.domain.digest import Digest, Period, first_day
from bot.domain.transcript import Micros
from bot.domain.wording.managing_table import Dates


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The days of a period: of a digest that was due, or of one that is asked for now, which ends
    today."""

    digest: Digest
    period: Period
    dates: Dates

    @property
    def first(self) -> date:
        return first_day(self.period.name)

    @property
    def last(self) -> date:
        return calendar.day(Micros(self.period.ends - 1), self.digest.zone)

    @property
    def is_month(self) -> bool:
        """Whether it is a month of the calendar."""
        after = self.last + timedelta(days=1)
        return self.digest.cadence == "monthly" and self.first.day == after.day == 1

    def __str__(self) -> str:
        """9 to 15 November, or November 2026."""
        if self.is_month:
            return self.dates.month(self.first)
        return self.dates.between(self.first, self.last)

    def labels(self, count: int) -> list[str]:
        """The first days of so many periods, this one the last; of months their names."""
        if self.is_month:
            month = self.first.month - 1
            return [self.dates.short_months[(month - back) % 12] for back in range(count)][::-1]
        length = self.last - self.first + timedelta(days=1)
        return [self.dates.short(self.first - length * back) for back in range(count)][::-1]
