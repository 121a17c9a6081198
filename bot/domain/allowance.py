"""What may be spent on models a day, from midnight to midnight UTC. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

_Amount = TypeVar("_Amount", int, float)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """So much a day, of both; None for no limit."""

    tokens: int | None = None
    """In and out."""
    dollars: float | None = None
    """For models whose price is known."""

    @property
    def any(self) -> bool:
        return (self.tokens, self.dollars) != (None, None)

    def within(self, other: Allowance) -> Allowance:
        """The smaller of both, which is what holds."""
        return Allowance(
            tokens=_least(self.tokens, other.tokens),
            dollars=_least(self.dollars, other.dollars),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowances:
    """What a tenant may spend in all, and each of its members."""

    tenant: Allowance = Allowance()
    member: Allowance = Allowance()

    @property
    def any(self) -> bool:
        return self.tenant.any or self.member.any


NO_LIMIT = Allowances()


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What was spent: tokens in and out, and US dollars where the price is known."""

    tokens: int = 0
    dollars: float = 0.0


def _least(one: _Amount | None, other: _Amount | None) -> _Amount | None:
    return min((each for each in (one, other) if each is not None), default=None)
