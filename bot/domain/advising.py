"""What a trainee could do next for a criterion: one thing at a time, what would bring most first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.domain import explaining, quoting
from bot.domain.condition import Condition
from bot.domain.quoting import Seen
from bot.domain.rubric import Criterion
from bot.domain.scorecard import Evidence
from bot.domain.seeing import Scene, holds
from bot.domain.transcript import TurnNumber

NOWHERE = TurnNumber(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do, or to leave out, as a sentence without its full stop."""

    text: str
    shows: str
    gain: int
    """Points of 100 that it alone would have brought."""
    less: bool = False
    """Whether it is to be left out."""


def reached(criterion: Criterion, scene: Scene) -> int:
    """The highest level whose condition holds; the lowest when no other does."""
    for index in range(len(criterion.levels) - 1, 0, -1):
        when = criterion.levels[index].when
        if when is not None and holds(when, scene):
            return index
    return 0


def steps(criterion: Criterion, seen: Seen) -> Iterator[Step]:
    """What could be done or left out, what would have brought most first.

    Each is tried on the scene as it was: with what was not there, or without what was. Where
    nothing helps alone, the order is that of the next level's condition.
    """
    scene = seen.scene
    now = criterion.levels[reached(criterion, scene)].score

    def gain(scene: Scene) -> int:
        return criterion.levels[reached(criterion, scene)].score - now

    tried = [_less(id, gain(_without(scene, id)), seen) for id in _spoiling(criterion, seen)]
    tried += [_more(id, gain(_with(scene, id)), seen) for id in _lacking(criterion, seen)]
    yield from sorted(tried, key=lambda step: -step.gain)
    yield from _told(criterion, seen)


def _above(criterion: Criterion, scene: Scene) -> Iterator[Condition]:
    """The conditions of the levels that were not reached, the next one first."""
    for level in criterion.levels[reached(criterion, scene) + 1 :]:
        if level.when is not None:
            yield level.when


def _lacking(criterion: Criterion, seen: Seen) -> list[str]:
    above = _above(criterion, seen.scene)
    ids = dict.fromkeys(id for when in above for id in explaining.wanted(when))
    return [id for id in ids if id not in seen.scene.shown]


def _spoiling(criterion: Criterion, seen: Seen) -> list[str]:
    above = _above(criterion, seen.scene)
    ids = dict.fromkeys(id for when in above for id in explaining.unwanted(when))
    return [id for id in ids if id in seen.scene.shown]


def _with(scene: Scene, shows: str) -> Scene:
    shown = Evidence(turn=NOWHERE, quote="", start=0, end=0, shows=shows)
    return replace(scene, sightings=(*scene.sightings, shown))


def _without(scene: Scene, shows: str) -> Scene:
    return replace(scene, sightings=tuple(s for s in scene.sightings if s.shows != shows))


def _more(shows: str, gain: int, seen: Seen) -> Step:
    return Step(text=explaining.advice(seen.scenario, shows), shows=shows, gain=gain)


def _less(shows: str, gain: int, seen: Seen) -> Step:
    """What to leave out, with the words in which it was last."""
    scenario = seen.scenario
    last = [s for s in seen.scene.sightings if s.shows == shows][-1]
    said = quoting.in_full(last, seen.turn(last.turn)).quote
    text = explaining.words(scenario).instead_of.format(
        advice=explaining.advice_against(scenario, shows),
        quote=explaining.quoted(scenario, quoting.cut(said)),
    )
    return Step(text=text, shows=shows, gain=gain, less=True)


def _told(criterion: Criterion, seen: Seen) -> Iterator[Step]:
    """What no act or point brings: a fact that the other was to tell."""
    facts = [when.revealed for when in _above(criterion, seen.scene) if when.revealed]
    for fact in facts:
        if fact not in seen.scene.play.revealed:
            yield Step(text=explaining.words(seen.scenario).bring_out, shows=fact, gain=0)
