"""Which figures of a group may be told to a channel, and whether they have changed. Pure.

Nothing is told of fewer people than the tenant's least group, or of too few scores.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain import statistics
from bot.domain.digest import Part, Spread
from bot.domain.strengths import FEWEST
from bot.domain.wording.managing_table import Managing, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """What may be told of a digest's figures, and in which words. `earlier` is what they are
    compared with: the week before."""

    least: int
    earlier: str
    words: Managing

    def knows(self, spread: Spread) -> bool:
        """Whether enough people and scores are behind it."""
        return spread.people >= self.least and spread.sessions >= FEWEST

    def ranked(self, parts: Sequence[Part]) -> list[Part]:
        """Those that may be told, the strongest first."""
        known = [part for part in parts if self.knows(part.now)]
        return sorted(known, key=lambda part: (-mean(part.now), part.title))

    def way(self, now: Spread, before: Spread, comparisons: int = 1) -> int | None:
        """1 for better, -1 for lower, 0 where that may be chance; None where there is nothing to
        compare with. Less than a point is no difference."""
        if not (self.knows(now) and self.knows(before)):
            return None
        if not whole(abs(mean(now) - mean(before))):
            return 0
        return statistics.direction(now, before, comparisons=comparisons)

    def change(self, way: int | None, unclear: str) -> str:
        """A change in words; empty where there is nothing to compare with."""
        words = self.words.digests
        forms = {1: words.better, -1: words.worse, 0: unclear, None: ""}
        return forms[way].format(before=self.earlier)

    def was(self, figure: object) -> str:
        return self.words.digests.was.format(before=self.earlier, figure=figure)

    def too_few(self, spread: Spread) -> str:
        """Why there is no mean."""
        numbers = self.words.numbers
        if spread.people < self.least:
            return numbers.few_people.format(n=spread.people, least=self.least)
        return numbers.few.format(n=spread.sessions, least=FEWEST)


def mean(spread: Spread) -> float:
    """The mean of people that there are."""
    return statistics.mean(spread) or 0.0
