"""What code can see in a transcript: acts and required points, and whether conditions hold.

Everything here is a function of text: nothing is guessed, and every sighting cites its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.domain import acts
from bot.domain.acts import reading
from bot.domain.condition import Condition
from bot.domain.scenario import Scenario
from bot.domain.scorecard import Evidence
from bot.domain.transcript import Play, Transcript, Turn

GAP = r"(?:\W++\w++){0,5}?\W++"
"""What `...` in a phrase stands for: up to five words."""
NUMBER = r"\d+(?:[.:,]\d+)*"
"""What `#` in a phrase stands for."""


KEPT = 8_000
"""Characters up to which what was seen in a message is kept in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a condition is held against: the sightings it may use, and how the play stands."""

    sightings: tuple[Evidence, ...]
    said: tuple[str, ...]
    play: Play
    turns: int
    """The trainee's messages so far."""


@lru_cache(maxsize=4096)
def pattern(phrase: str) -> re.Pattern[str]:
    """A phrase as an expression: whole words, any case, any white space between them.

    `...` stands for up to five words, `*` at the end of a word for any ending, and `#` for a number
    such as 4, 4.50 or 16:30. Apostrophes may be left out, as they are in chat.
    """

    def word(text: str) -> str:
        stem = re.escape(text.rstrip("*")).replace("'", "'?").replace(r"\#", NUMBER)
        end = r"\w*" if text.endswith("*") else (r"(?!\w)" if _bounds(text[-1:]) else "")
        return (r"(?<!\w)" if _bounds(text[:1]) else "") + stem + end

    parts = [
        r"\s+".join(word(w) for w in part.split())
        for part in plain(phrase).replace("…", "...").split("...")
    ]
    return re.compile(GAP.join(part for part in parts if part), re.IGNORECASE)


def _bounds(character: str) -> bool:
    """Whether a word that begins or ends with it does so at a word's bound."""
    return character.isalnum() or character == "#"


plain = reading.plain
"""The text with typographic quotes and apostrophes as typed ones; of the same length."""


def sight(scenario: Scenario, turn: Turn, heard: str) -> tuple[Evidence, ...]:
    """The acts and required points in one turn of the trainee, each with its words."""
    text = turn.text
    found = [(a.start, a.end, str(a.act)) for a in _acts(text, scenario.language, heard)]
    readable = plain(text)
    for point in scenario.points():
        for phrase in point.says:
            if match := pattern(phrase).search(readable):
                found.append((match.start(), match.end(), point.id))
                break
    return tuple(
        Evidence(turn=turn.number, quote=text[start:end], start=start, end=end, shows=shows)
        for start, end, shows in sorted(found)
    )


def _acts(text: str, language: str, heard: str) -> tuple[acts.ActFound, ...]:
    # A transcript is looked at after every message: what was seen once is kept, unless it is huge.
    found = _acts_kept if len(text) + len(heard) <= KEPT else acts.find
    return found(text, language=language, heard=heard)


_acts_kept = lru_cache(maxsize=4096)(acts.find)


def forget() -> None:
    """Drops what is kept of messages seen before, as a new process would have it."""
    _acts_kept.cache_clear()


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
    """The scene of the trainee's latest message."""
    said = [turn for turn in transcript if turn.speaker == "trainee"]
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
    return condition is None or all(_clauses(condition, scene))


def _clauses(condition: Condition, scene: Scene) -> Iterable[bool]:
    shown = {sighting.shows for sighting in scene.sightings}
    yield all(holds(part, scene) for part in condition.all)
    if condition.any:
        yield any(holds(part, scene) for part in condition.any)
    if condition.not_ is not None:
        yield not holds(condition.not_, scene)
    for wanted in (condition.act, condition.point):
        if wanted is not None:
            yield not shown.isdisjoint(wanted)
    if condition.count is not None:
        yield len(shown.intersection(condition.count.of)) >= condition.count.at_least
    if condition.says:
        yield any(pattern(p).search(plain(text)) for p in condition.says for text in scene.said)
    if condition.revealed is not None:
        yield condition.revealed in scene.play.revealed
    for gauge, wanted_range in condition.mood.items():
        yield scene.play.mood.get(gauge, 0) in wanted_range
    if condition.turn is not None:
        yield scene.turns in condition.turn
