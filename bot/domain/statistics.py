"""What few and unequal figures can tell: means over people, how sure they are, and whether a change
is more than noise. Pure.

Sessions of one person are alike, so that each person's own mean counts once (`Spread`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist, fmean

from bot.domain.digest import Spread

CONFIDENCE = 0.95
ROUNDING = 1 / 12
"""The variance of what was rounded to whole points. Scores are: people who agree to the point are
not taken to agree more closely than that."""


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, both of them in it."""

    low: float
    high: float

    def __contains__(self, number: float) -> bool:
        return self.low <= number <= self.high


def spread(scores: Iterable[Sequence[float]]) -> Spread:
    """What the scores of some people come to: each of `scores` are one person's."""
    own = [list(of_one) for of_one in scores if of_one]
    means = [fmean(of_one) for of_one in own]
    counts: dict[int, int] = {}
    for score in sorted(round(score) for of_one in own for score in of_one):
        counts[score] = counts.get(score, 0) + 1
    return Spread(
        sessions=sum(map(len, own)),
        people=len(own),
        means=math.fsum(means),
        squares=math.fsum(mean * mean for mean in means),
        scores=tuple(counts.items()),
    )


def mean(of: Spread) -> float | None:
    """The mean over people; None where there is nobody."""
    return of.means / of.people if of.people else None


def variance(of: Spread) -> float | None:
    """How far people lie apart, at least as far as rounding puts them; None under two people."""
    if of.people < 2:
        return None
    raw = (of.squares - of.means * of.means / of.people) / (of.people - 1)
    return max(raw, ROUNDING)


def interval(of: Spread) -> Interval | None:
    """Where the mean of people like these lies, 19 times in 20: Student's t over people's means,
    cut off at 0 and 100. None under two people, about whom nothing can be said."""
    found = variance(of)
    if found is None:
        return None
    middle, reach = of.means / of.people, quantile(_upper(1), of.people - 1)
    reach *= math.sqrt(found / of.people)
    return Interval(max(0.0, middle - reach), min(100.0, middle + reach))


def difference(now: Spread, before: Spread, *, comparisons: int = 1) -> Interval | None:
    """By how much the mean has changed: Welch's interval; None with under two people in either.

    With several `comparisons` side by side it is as much wider as keeps all of them right 19 times
    in 20 (Bonferroni). It takes the people of both times for different ones: where they are the
    same, the truth is surer than it says.
    """
    these, those = variance(now), variance(before)
    if these is None or those is None:
        return None
    first, second = these / now.people, those / before.people
    freedom = (first + second) ** 2 / (
        first**2 / (now.people - 1) + second**2 / (before.people - 1)
    )
    change = now.means / now.people - before.means / before.people
    reach = quantile(_upper(comparisons), freedom) * math.sqrt(first + second)
    return Interval(change - reach, change + reach)


def direction(now: Spread, before: Spread, *, comparisons: int = 1) -> int:
    """1 for better, -1 for worse, 0 where it may be chance."""
    found = difference(now, before, comparisons=comparisons)
    if found is None or 0 in found:
        return 0
    return 1 if found.low > 0 else -1


def median(numbers: Iterable[float]) -> float | None:
    """The middle one, or the mean of both; None where there is none."""
    return median_of((number, 1) for number in sorted(numbers))


def median_of(counts: Iterable[tuple[float, int]]) -> float | None:
    """The median of a histogram: each number with how often it is there, in order."""
    known = [(number, count) for number, count in counts if count > 0]
    every = sum(count for _, count in known)
    if not every:
        return None
    return (_at(known, (every - 1) // 2) + _at(known, every // 2)) / 2


def _at(counts: Sequence[tuple[float, int]], place: int) -> float:
    """The number at a place, from 0, of all in order."""
    for number, count in counts:
        if place < count:
            return number
        place -= count
    raise IndexError(place)


def _upper(comparisons: int) -> float:
    """The quantile at which a two-sided interval ends."""
    return 1 - (1 - CONFIDENCE) / (2 * comparisons)


@lru_cache(maxsize=4096)
def quantile(probability: float, freedom: float) -> float:
    """Student's t below which a share `probability` lies, of `freedom` degrees (fractions too).

    Newton's steps from the normal quantile, which lies below it: the distribution is concave there,
    so that no step goes too far. Right to 8 digits and more; `beta` says where it comes from.
    """
    if probability < 0.5:
        return -quantile(1 - probability, freedom)
    t = max(0.0, NormalDist().inv_cdf(probability))
    if freedom > 1e6:
        return t
    for _ in range(200):
        step = (probability - below(t, freedom)) / density(t, freedom)
        if step <= 1e-12 * t:
            break
        t += step
    return t


def density(t: float, freedom: float) -> float:
    """Student's density."""
    scale = math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)
    tails = (freedom + 1) / 2 * math.log1p(t * t / freedom)
    return math.exp(scale - tails) / math.sqrt(freedom * math.pi)


def below(t: float, freedom: float) -> float:
    """The share of Student's distribution below `t` (DLMF 8.17, Abramowitz and Stegun 26.7.1)."""
    if t < 0:
        return 1 - below(-t, freedom)
    square = t * t
    if square < freedom:  # each part where it is the more exact one
        return (1 + beta(square / (freedom + square), 0.5, freedom / 2)) / 2
    return 1 - beta(freedom / (freedom + square), freedom / 2, 0.5) / 2


def beta(x: float, a: float, b: float) -> float:
    """The regularized incomplete beta function I_x(a, b), by its continued fraction (DLMF 8.17.22)
    in Lentz's way, which converges fast below (a + 1) / (a + b + 2); above that by symmetry."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - beta(1 - x, b, a)
    front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    front += a * math.log(x) + b * math.log1p(-x)
    return math.exp(front) / a / _fraction(x, a, b)


def _fraction(x: float, a: float, b: float) -> float:
    """1 + d1 / (1 + d2 / (1 + ...)) with the d of DLMF 8.17.23."""
    value = upper = 1.0
    lower = 0.0
    for step in range(1, 10_000):
        half, odd = divmod(step, 2)
        if odd:
            term = -(a + half) * (a + b + half) * x / ((a + step - 1) * (a + step))
        else:
            term = half * (b - half) * x / ((a + step - 1) * (a + step))
        lower = 1 / (1 + term * lower)
        upper = 1 + term / upper
        value *= lower * upper
        if abs(lower * upper - 1) < 1e-15:
            break
    return value
