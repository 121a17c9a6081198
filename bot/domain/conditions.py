"""Conditions in words: what a level of a rubric asks for, and what of it was not there.

The sentences are for trainees: they speak of messages and acts, never of the person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from bot.domain import acts
from bot.domain.condition import ACTS, Act, Condition, Count
from bot.domain.scenario import Scenario
from bot.domain.seeing import Scene, holds

_ACTS: frozenset[str] = frozenset(ACTS)
OR = " or "
MORE_OF = "{count} more of these: {these}"
WORDS_LIKE = 'words like "{phrase}"'
HELD_BACK = "what the other holds back, brought out"
MOOD = "a better mood of the other ({gauge})"
IN_TIME = "this at the right time"


def one_of(names: Sequence[str]) -> str:
    """The names as a list of which one suffices: "a, b or c"."""
    *some, last = names or [""]
    return f"{', '.join(some)}{OR}{last}" if some else last


def named(scenario: Scenario, shows: str) -> str:
    """An act or required point in words."""
    if shows in _ACTS:
        return acts.title(cast("Act", shows))
    return next((point.title for point in scenario.points() if point.id == shows), shows)


def wanted(condition: Condition) -> Iterator[str]:
    """Ids of the acts and points that a condition is met by."""
    for part in (*condition.all, *condition.any):
        yield from wanted(part)
    yield from (*(condition.act or ()), *(condition.point or ()))
    if condition.count is not None:
        yield from condition.count.of


def unwanted(condition: Condition) -> Iterator[str]:
    """Ids of the acts and points that a condition rules out."""
    for part in (*condition.all, *condition.any):
        yield from unwanted(part)
    if condition.not_ is not None:
        yield from wanted(condition.not_)


def phrases(condition: Condition) -> Iterator[str]:
    """The phrases a condition is met by."""
    for part in (*condition.all, *condition.any):
        yield from phrases(part)
    yield from condition.says


def asks_for_acts(condition: Condition) -> bool:
    """Whether the condition cannot be held against a language in which no acts are found."""
    return not _ACTS.isdisjoint((*wanted(condition), *unwanted(condition)))


def missing(scenario: Scenario, condition: Condition, scene: Scene) -> list[str]:
    """What must yet be there for the condition to hold, in words; what must not is left out."""
    return list(dict.fromkeys(_missing(scenario, condition, scene)))


def _missing(scenario: Scenario, condition: Condition, scene: Scene) -> Iterator[str]:
    if holds(condition, scene):
        return
    shown = {sighting.shows for sighting in scene.sightings}
    for part in condition.all:
        yield from _missing(scenario, part, scene)
    if condition.any and not any(holds(part, scene) for part in condition.any):
        ways = [", ".join(missing(scenario, part, scene)) for part in condition.any]
        yield one_of([way for way in ways if way])
    for ids in (condition.act or (), condition.point or ()):
        if ids and shown.isdisjoint(ids):
            yield one_of([named(scenario, id) for id in ids])
    if condition.count is not None:
        yield from _too_few(scenario, condition.count, shown)
    if condition.says and not holds(Condition(says=condition.says), scene):
        yield WORDS_LIKE.format(phrase=condition.says[0])
    yield from _not_in_the_play(condition, scene)


def _too_few(scenario: Scenario, count: Count, shown: set[str]) -> Iterator[str]:
    wanting = count.at_least - len(shown.intersection(count.of))
    rest = [named(scenario, id) for id in count.of if id not in shown]
    if wanting == len(rest):
        yield from rest
    elif wanting > 0:
        yield MORE_OF.format(count=wanting, these=", ".join(rest))


def _not_in_the_play(condition: Condition, scene: Scene) -> Iterator[str]:
    if condition.revealed is not None and condition.revealed not in scene.play.revealed:
        yield HELD_BACK
    for gauge, range in condition.mood.items():
        if scene.play.mood.get(gauge, 0) not in range:
            yield MOOD.format(gauge=gauge)
    if condition.turn is not None and scene.turns not in condition.turn:
        yield IN_TIME
