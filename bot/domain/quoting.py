"""What the judgement rests on: the trainee's own words, and which of them a level is quoted for.

Words copied from what the trainee was shown are nobody's achievement, and the same words sent ten
times are said once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from bot.domain import copying, explaining
from bot.domain.acts import HARSH
from bot.domain.condition import ACTS, Condition
from bot.domain.phrases import find, readable
from bot.domain.rubric import Blocker, Criterion, Level
from bot.domain.scenario import Scenario
from bot.domain.scorecard import Evidence
from bot.domain.seeing import Scene, sightings, whole
from bot.domain.stock import is_stock
from bot.domain.tongue import is_foreign
from bot.domain.transcript import Play, Transcript, Turn, TurnNumber

EVIDENCE = 3
"""Quotes a criterion cites at most."""
FEWEST_WORDS = 3
"""Words of the trainee's own below which nothing is judged."""
COPIED = 0.6
"""Share of a message's words, in runs of `RUN`, from which it counts as copied."""
RUN = 7
SHORT_QUOTE = 25
FULL_QUOTE = 160
_BOUND = re.compile(r"[.?!]+\s+|\n+\s*")
"""Where a sentence ends, in chat."""
LONG_QUOTE = 240
"""Characters beyond which a quote is no better for being longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was seen in a session, looked at once and used for every criterion."""

    scenario: Scenario
    transcript: Transcript
    scene: Scene
    said: tuple[Turn, ...]
    """The trainee's turns, in the trainee's own words."""
    copied: tuple[Turn, ...]
    """The trainee's turns that repeat the scenario."""
    foreign: tuple[Turn, ...]
    """The trainee's turns in another language than the scenario's."""
    stock: tuple[Turn, ...]
    """The trainee's turns in which a stock phrase stood for an act."""
    enough: bool

    @property
    def turns(self) -> tuple[Turn, ...]:
        """All the trainee's turns that are judged."""
        every = {turn.number: turn for turn in (*self.said, *self.copied, *self.foreign)}
        return tuple(every[number] for number in sorted(every))

    def turn(self, number: TurnNumber) -> Turn:
        return self.transcript[number]


def look(scenario: Scenario, transcript: Transcript, play: Play, since: TurnNumber) -> Seen:
    """Looks through the transcript once, from turn `since` on."""
    spoken = [t for t in transcript if t.speaker == "trainee" and t.number >= since]
    copies = {t.number for t in _copies(scenario, transcript) if t.number >= since}
    foreign = tuple(t for t in spoken if is_foreign(t.text, scenario.language))
    others = copies | {turn.number for turn in foreign}
    said = tuple(turn for turn in spoken if turn.number not in others)
    own = {turn.number for turn in said}
    found = _once(s for s in sightings(scenario, transcript) if s.turn in own)
    stock = {s for s in found if s.shows not in HARSH and _is_stock(s, scenario, transcript)}
    scene = Scene(
        sightings=tuple(s for s in found if s not in stock),
        said=tuple(turn.text for turn in said),
        play=play,
        turns=len(spoken),
    )
    return Seen(
        scenario=scenario,
        transcript=transcript,
        scene=scene,
        said=said,
        copied=tuple(turn for turn in spoken if turn.number in copies),
        foreign=foreign,
        stock=tuple(turn for turn in said if turn.number in {s.turn for s in stock}),
        enough=sum(len(copying.words(turn.text)) for turn in said) >= FEWEST_WORDS,
    )


def _copies(scenario: Scenario, transcript: Transcript) -> Iterator[Turn]:
    """The trainee's turns that are mostly copied from what the trainee had been shown by then."""
    briefing = scenario.briefing
    shown = [briefing.role, briefing.situation, briefing.goal, scenario.persona.opening]
    shown += [hint.text for hint in scenario.hints]
    said = {turn.number: copying.words(turn.text) for turn in transcript.by("trainee")}
    own = copying.runs(said.values(), RUN)
    known = {run for text in shown for run in own & _runs(text)}
    for turn in transcript:
        if turn.speaker != "trainee":
            known |= own & _runs(turn.text)
        elif copying.share(said[turn.number], known, RUN) > COPIED:
            yield turn


@lru_cache(maxsize=128)
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    return copying.runs([copying.words(text)], RUN)


def _is_stock(found: Evidence, scenario: Scenario, transcript: Transcript) -> bool:
    said = in_full(found, transcript[found.turn]).quote
    return is_stock(said, scenario.language)


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
    ruled_out = set(explaining.unwanted(condition))
    return [sighting for sighting in scene.sightings if sighting.shows in ruled_out]


def evidence(criterion: Criterion, reached: int, seen: Seen) -> tuple[Evidence, ...]:
    """The best quotes for the level: of different acts first, the fuller words first."""
    level = criterion.levels[reached]
    wanted = following(criterion, reached)
    good = _supporting(criterion, level, seen) if reached else []
    bad = harm(wanted, seen.scene)[:1] if wanted is not None else []
    if not reached and level.when is not None:
        bad += _supporting(criterion, level, seen)
    good = [in_full(one, seen.turn(one.turn)) for one in good]
    chosen = (_best(good, EVIDENCE - len(bad[:1])) + _best(bad, EVIDENCE))[:EVIDENCE]
    return placed(sorted(chosen, key=lambda e: (e.turn, e.start)), seen.transcript)


def in_full(found: Evidence, turn: Turn) -> Evidence:
    """A required point, found by a word or two, with its sentence where that is not long."""
    text = turn.text
    if found.shows in ACTS or len(found.quote) >= SHORT_QUOTE:
        return found
    begins = max((m.end() for m in _BOUND.finditer(text, 0, found.start)), default=0)
    after = _BOUND.search(text, found.end)
    ends = after.start() + (after[0][0] in "?!") if after else len(text.rstrip(". "))
    if not begins <= found.start < found.end <= ends <= begins + FULL_QUOTE:
        return found
    return replace(found, quote=text[begins:ends], start=begins, end=ends)


def _supporting(criterion: Criterion, level: Level, seen: Seen) -> list[Evidence]:
    return [] if level.when is None else _meeting(level.when, criterion.id, seen.scene, seen.said)


def meeting(
    blocker: Blocker, scenario: Scenario, transcript: Transcript, play: Play
) -> tuple[Evidence, ...]:
    """The words that met a blocker's condition."""
    said = tuple(turn for turn in transcript.by("trainee") if turn.text)
    met = _meeting(blocker.when, blocker.id, whole(scenario, transcript, play), said)
    full = (in_full(one, transcript[one.turn]) for one in met)
    found = list({(one.turn, one.start, one.end): one for one in full}.values())
    return placed(sorted(_best(found, EVIDENCE), key=lambda e: (e.turn, e.start)), transcript)


def _meeting(
    condition: Condition, shows: str, scene: Scene, said: Sequence[Turn]
) -> list[Evidence]:
    """What was said that meets a part of the condition; phrases are quoted for `shows`."""
    ids = set(explaining.wanted(condition))
    found = [sighting for sighting in scene.sightings if sighting.shows in ids]
    for phrase in explaining.phrases(condition):
        found += _phrase(phrase, shows, said)
    return found


def placed(found: Iterable[Evidence], transcript: Transcript) -> tuple[Evidence, ...]:
    """The quotes with their message as the trainee counts them, and as the platform names it."""
    numbers = transcript.messages
    return tuple(
        replace(e, number=numbers.get(e.turn), message=transcript[e.turn].message) for e in found
    )


def _phrase(phrase: str, shows: str, said: Sequence[Turn]) -> Iterator[Evidence]:
    for turn in said:
        if place := find((phrase,), readable(turn.text)):
            start, end = place
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
    telling = (one for one in chosen if not any(_says_it(other, one) for other in chosen))
    return list(islice(telling, most))


def _says_it(other: Evidence, one: Evidence) -> bool:
    """Whether another quote has the same words already, and more or earlier."""
    inside = other.turn == one.turn and other.start <= one.start and one.end <= other.end
    same = (other.start, other.end) == (one.start, one.end)
    return inside and (not same or other.shows < one.shows)


def cut(text: str) -> str:
    """The text, or its beginning up to a word where it is long."""
    if len(text) <= LONG_QUOTE:
        return text
    return text[:LONG_QUOTE].rsplit(maxsplit=1)[0] + " \u2026"
