"""Conditions explained to trainees: what a level asks for, what of it was not there, and what one
could do about it.

The sentences are in the scenario's language; they speak of messages and acts, never of the person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from bot.domain import wording
from bot.domain.acts import HARSH
from bot.domain.condition import ACTS, Act, Condition, Count
from bot.domain.scenario import Scenario
from bot.domain.seeing import Scene, holds
from bot.domain.wording import Judgement

_ACTS: frozenset[str] = frozenset(ACTS)


def words(scenario: Scenario) -> Judgement:
    """The sentences in which a scenario is judged."""
    return wording.of(scenario.language).judgement


def named(scenario: Scenario, shows: str) -> str:
    """An act or required point in words."""
    if shows in _ACTS:
        return words(scenario).acts[cast("Act", shows)].title
    return next((point.title for point in scenario.points() if point.id == shows), shows)


def advice(scenario: Scenario, shows: str) -> str:
    """What to do so that an act or required point is there: a sentence without its full stop."""
    if shows in _ACTS:
        return words(scenario).acts[cast("Act", shows)].advice
    return words(scenario).include.format(what=named(scenario, shows))


def advice_against(scenario: Scenario, shows: str) -> str:
    """What to do so that an act or required point is not there, without the full stop."""
    if shows in HARSH:
        return words(scenario).acts[shows].advice
    return words(scenario).leave_out.format(what=named(scenario, shows))


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


def in_a_row(scenario: Scenario, names: Sequence[str]) -> str:
    """Things that all belong there: "a and b"."""
    return words(scenario).and_.join(names)


def one_of(scenario: Scenario, names: Sequence[str]) -> str:
    """Things of which one suffices: "one of: “a”, “b”", or the thing itself."""
    if len(names) < 2:
        return "".join(names)
    return words(scenario).one_of.format(these=_listed(scenario, names))


def missing(scenario: Scenario, condition: Condition, scene: Scene) -> list[str]:
    """What must yet be there for the condition to hold, in words; what must not is left out."""
    return list(dict.fromkeys(_missing(scenario, condition, scene)))


def _missing(scenario: Scenario, condition: Condition, scene: Scene) -> Iterator[str]:
    if holds(condition, scene):
        return
    for part in condition.all:
        yield from _missing(scenario, part, scene)
    if condition.any and not any(holds(part, scene) for part in condition.any):
        yield one_of(scenario, list(dict.fromkeys(_ways(scenario, condition.any, scene))))
    for ids in (condition.act or (), condition.point or ()):
        if ids and scene.shown.isdisjoint(ids):
            yield one_of(scenario, [named(scenario, id) for id in ids])
    if condition.count is not None:
        yield from _too_few(scenario, condition.count, scene.shown)
    if condition.says and not holds(Condition(says=condition.says), scene):
        yield words(scenario).words_like.format(phrase=quoted(scenario, condition.says[0]))
    yield from _not_in_the_play(scenario, condition, scene)


def _ways(scenario: Scenario, parts: Sequence[Condition], scene: Scene) -> Iterator[str]:
    """The ways to meet one of the parts; several acts of which one suffices are as many ways."""
    for part in parts:
        simple = (*(part.act or ()), *(part.point or ()))
        if Condition(act=part.act, point=part.point) == part and bool(part.act) != bool(part.point):
            yield from (named(scenario, id) for id in simple)
        elif way := in_a_row(scenario, missing(scenario, part, scene)):
            yield way


def _too_few(scenario: Scenario, count: Count, shown: frozenset[str]) -> Iterator[str]:
    wanting = count.at_least - len(shown.intersection(count.of))
    rest = [named(scenario, id) for id in count.of if id not in shown]
    if wanting == len(rest):
        yield from rest
    elif wanting == 1:
        yield one_of(scenario, rest)
    elif wanting > 1:
        yield words(scenario).more_of.format(count=wanting, these=_listed(scenario, rest))


def _not_in_the_play(scenario: Scenario, condition: Condition, scene: Scene) -> Iterator[str]:
    if condition.revealed is not None and condition.revealed not in scene.play.revealed:
        yield words(scenario).held_back
    for gauge, range in condition.mood.items():
        if scene.play.mood.get(gauge, 0) not in range:
            yield words(scenario).mood.format(gauge=gauge)
    if condition.turn is not None and scene.turns not in condition.turn:
        yield words(scenario).in_time


def quoted(scenario: Scenario, text: str) -> str:
    """A text in the quote marks of the scenario's language."""
    return words(scenario).quoted.format(text=text)


def _listed(scenario: Scenario, names: Sequence[str]) -> str:
    return ", ".join(quoted(scenario, name) for name in names)
