"""What the judgement rests on: the trainee's own words, and which of them a level is quoted for.

Words copied from what the trainee was shown are nobody's achievement, and the same words sent ten
times are said once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.domain import conditions, copying
from bot.domain.condition import Condition
from bot.domain.phrases import pattern, readable
from bot.domain.scenario import Criterion, Level, Scenario
from bot.domain.scorecard import Evidence
from bot.domain.seeing import Scene, sightings
from bot.domain.transcript import Play, Transcript, Turn, TurnNumber

EVIDENCE = 3
"""Quotes a criterion cites at most."""
FEWEST_WORDS = 3
"""Words of the trainee's own below which nothing is judged."""
COPIED = 0.6
"""Share of a message's words, in runs of `RUN`, from which it counts as copied."""
RUN = 7
LONG_QUOTE = 240
"""Characters beyond which a quote is no better for being longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was seen in a session, looked at once and used for every criterion."""

    scenario: Scenario
    scene: Scene
    said: tuple[Turn, ...]
    """The trainee's turns, in the trainee's own words."""
    copied: tuple[Turn, ...]
    """The trainee's turns that repeat the scenario."""
    enough: bool

    @property
    def turns(self) -> tuple[Turn, ...]:
        """All the trainee's turns that are judged."""
        return tuple(sorted((*self.said, *self.copied), key=lambda turn: turn.number))


def look(scenario: Scenario, transcript: Transcript, play: Play, since: TurnNumber) -> Seen:
    """Looks through the transcript once, from turn `since` on."""
    spoken = [t for t in transcript if t.speaker == "trainee" and t.number >= since]
    copies = {t.number for t in _copies(scenario, transcript) if t.number >= since}
    said = tuple(turn for turn in spoken if turn.number not in copies)
    own = {turn.number for turn in said}
    scene = Scene(
        sightings=_once(s for s in sightings(scenario, transcript) if s.turn in own),
        said=tuple(turn.text for turn in said),
        play=play,
        turns=len(spoken),
    )
    return Seen(
        scenario=scenario,
        scene=scene,
        said=said,
        copied=tuple(turn for turn in spoken if turn.number in copies),
        enough=sum(len(copying.words(turn.text)) for turn in said) >= FEWEST_WORDS,
    )


def _copies(scenario: Scenario, transcript: Transcript) -> Iterator[Turn]:
    """The trainee's turns that are mostly copied from what the trainee had been shown by then."""
    briefing = scenario.briefing
    shown = [briefing.role, briefing.situation, briefing.goal, scenario.persona.opening]
    shown += [hint.text for hint in scenario.hints]
    known = set(copying.runs((copying.words(text) for text in shown), RUN))
    for turn in transcript:
        words = copying.words(turn.text)
        if turn.speaker != "trainee":
            known |= copying.runs([words], RUN)
        elif copying.share(words, known, RUN) > COPIED:
            yield turn


def _once(found: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Each act shown by the same words once, however often they were sent."""
    kept: dict[tuple[str, str], Evidence] = {}
    for evidence in found:
        kept.setdefault((evidence.shows, " ".join(copying.words(evidence.quote))), evidence)
    return tuple(kept.values())


def following(criterion: Criterion, reached: int) -> Condition | None:
    """The condition of the next higher level that rules can see."""
    higher = (level.when for level in criterion.levels[reached + 1 :])
    return next((when for when in higher if when is not None), None)


def harm(condition: Condition, scene: Scene) -> list[Evidence]:
    """What was said that the condition rules out."""
    ruled_out = set(conditions.unwanted(condition))
    return [sighting for sighting in scene.sightings if sighting.shows in ruled_out]


def evidence(criterion: Criterion, reached: int, seen: Seen) -> tuple[Evidence, ...]:
    """The best quotes for the level: of different acts first, the fuller words first."""
    level = criterion.levels[reached]
    wanted = following(criterion, reached)
    good = _supporting(criterion, level, seen) if reached else []
    bad = harm(wanted, seen.scene)[:1] if wanted is not None else []
    if not reached and level.when is not None:
        bad += _supporting(criterion, level, seen)
    chosen = (_best(good, EVIDENCE - len(bad[:1])) + _best(bad, EVIDENCE))[:EVIDENCE]
    return tuple(sorted(chosen, key=lambda e: (e.turn, e.start)))


def _supporting(criterion: Criterion, level: Level, seen: Seen) -> list[Evidence]:
    if level.when is None:
        return []
    ids = set(conditions.wanted(level.when))
    found = [sighting for sighting in seen.scene.sightings if sighting.shows in ids]
    for phrase in conditions.phrases(level.when):
        found += _phrase(phrase, criterion.id, seen)
    return found


def _phrase(phrase: str, shows: str, seen: Seen) -> Iterator[Evidence]:
    for turn in seen.said:
        if match := pattern(phrase).search(readable(turn.text)):
            start, end = match.span()
            yield Evidence(
                turn=turn.number, quote=turn.text[start:end], start=start, end=end, shows=shows
            )
            return


def _best(found: Sequence[Evidence], most: int) -> list[Evidence]:
    ranked = sorted(found, key=lambda e: (-min(len(e.quote), LONG_QUOTE), e.turn))
    first_of_kind: dict[str, Evidence] = {}
    for one in ranked:
        first_of_kind.setdefault(one.shows, one)
    different = list(first_of_kind.values())
    chosen = list(dict.fromkeys([*different, *ranked]))
    return [one for one in chosen if not any(_says_it(other, one) for other in chosen)][:most]


def _says_it(other: Evidence, one: Evidence) -> bool:
    """Whether another quote has the same words already, and more or earlier."""
    inside = other.turn == one.turn and other.start <= one.start and one.end <= other.end
    same = (other.start, other.end) == (one.start, one.end)
    return inside and (not same or other.shows < one.shows)
