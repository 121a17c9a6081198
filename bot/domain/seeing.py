"""What code can see in a transcript: acts and required points, and whether conditions hold.

Everything here is a function of text: nothing is guessed, and every sighting cites its words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.domain import acts
from bot.domain.condition import Condition
from bot.domain.phrases import find, find_each, readable
from bot.domain.scenario import PointPhrases, Scenario
from bot.domain.scorecard import Evidence
from bot.domain.transcript import Play, Transcript, Turn, TurnNumber

KEPT = 8_000
"""Characters up to which what was seen in a message is kept in memory."""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What a condition is held against: the sightings it may use, and how the play stands."""

    sightings: tuple[Evidence, ...]
    said: tuple[str, ...]
    play: Play
    turns: int
    """The trainee's messages so far."""

    @cached_property
    def shown(self) -> frozenset[str]:
        """The acts and required points that were seen, by id."""
        return frozenset(sighting.shows for sighting in self.sightings)


def sight(scenario: Scenario, turn: Turn, heard: str) -> tuple[Evidence, ...]:
    """The acts and required points in one turn of the trainee, each with its words."""
    # A transcript is looked at after every message: what was seen once is kept, unless it is huge.
    found = _found_kept if len(turn.text) + len(heard) <= KEPT else _found
    return found(turn.number, turn.text, heard, scenario.language, scenario.phrases)


def _found(
    number: TurnNumber, text: str, heard: str, language: str, points: PointPhrases
) -> tuple[Evidence, ...]:
    found = [(a.start, a.end, str(a.act)) for a in acts.find(text, language=language, heard=heard)]
    said = readable(text)
    rude = (
        acts.insulting(text, language=language)
        if any(act == "dismissal" for _, _, act in found)
        else ()
    )
    for id, place in find_each(points.phrases, points.ids, said).items():
        if not any(start <= place[0] < end for start, end in rude):
            found.append((*place, id))
    return tuple(
        Evidence(turn=number, quote=text[start:end], start=start, end=end, shows=shows)
        for start, end, shows in sorted(found)
    )


_found_kept = lru_cache(maxsize=4096)(_found)


def forget() -> None:
    """Drops what is kept of messages seen before, as a new process would have it."""
    _found_kept.cache_clear()
    acts.forget()


def sightings(scenario: Scenario, transcript: Transcript) -> tuple[Evidence, ...]:
    """Everything code sees in what the trainee said, in order."""
    seen: list[Evidence] = []
    heard = scenario.persona.opening
    for turn in transcript:
        if turn.speaker == "trainee":
            seen += sight(scenario, turn, heard)
        elif turn.speaker == "persona" and turn.text:
            heard = turn.text
    return tuple(seen)


def latest(scenario: Scenario, transcript: Transcript, play: Play) -> Scene:
    """The scene of the trainee's latest message; one that was taken back was never said."""
    by_trainee = transcript.by("trainee")
    said = [turn for turn in by_trainee if turn.text] or by_trainee
    last = said[-1]
    heard = next(
        (t.text for t in reversed(transcript.before(last.number).turns) if t.speaker == "persona"),
        scenario.persona.opening,
    )
    return Scene(
        sightings=sight(scenario, last, heard), said=(last.text,), play=play, turns=len(said)
    )


def whole(scenario: Scenario, transcript: Transcript, play: Play) -> Scene:
    """The scene of all the trainee said."""
    said = tuple(turn.text for turn in transcript if turn.speaker == "trainee")
    return Scene(sightings=sightings(scenario, transcript), said=said, play=play, turns=len(said))


def holds(condition: Condition | None, scene: Scene) -> bool:
    """Whether a condition holds in a scene; no condition always does."""
    if condition is None:
        return True
    return (  # what costs least comes first
        _shows(condition, scene)
        and _stands(condition, scene)
        and (not condition.all or all(holds(part, scene) for part in condition.all))
        and (not condition.any or any(holds(part, scene) for part in condition.any))
        and (condition.not_ is None or not holds(condition.not_, scene))
        and (not condition.says or any(find(condition.says, readable(t)) for t in scene.said))
    )


def _shows(condition: Condition, scene: Scene) -> bool:
    """Whether the acts and points there must be are there."""
    act, point, count = condition.act, condition.point, condition.count
    return (
        (act is None or not scene.shown.isdisjoint(act))
        and (point is None or not scene.shown.isdisjoint(point))
        and (count is None or len(scene.shown.intersection(count.of)) >= count.at_least)
    )


def _stands(condition: Condition, scene: Scene) -> bool:
    """Whether the play stands as it must."""
    play = scene.play
    return (
        (condition.revealed is None or condition.revealed in play.revealed)
        and (condition.turn is None or scene.turns in condition.turn)
        and (not condition.mood or _in_mood(condition, play))
    )


def _in_mood(condition: Condition, play: Play) -> bool:
    return all(play.mood.get(gauge, 0) in range for gauge, range in condition.mood.items())
