"""What a digest asks to be done about its figures: sentences that a manager can act on. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from bot.domain import statistics
from bot.domain.digest import Figures, Part
from bot.domain.progress import trains
from bot.domain.scenario import Scenario
from bot.domain.wording.managing_table import Managing

THREE = 3
EXCELLENT = 90
"""What is as good as that needs no coaching."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What recommendations are drawn from: parts that may be told, the strongest first."""

    figures: Figures
    skills: Sequence[Part]
    criteria: Sequence[Part]
    scenarios: Sequence[Part]
    catalogue: Mapping[str, Scenario]
    words: Managing
    outcomes: bool = True
    """Whether it may be told how many did not pass."""


def recommended(ground: Ground) -> list[str]:
    """Three things to coach at most: what is weakest and who needs help, in turn."""
    both = zip_longest(_about_skills(ground), _about_people(ground))
    found = [said for pair in both for said in pair if said]
    if found:
        return list(islice(found, THREE))
    words = ground.words.digests
    if ground.skills:
        return [words.coach_nothing]
    return [words.coach_few if ground.figures.assigned else words.how_to_assign]


def _about_skills(ground: Ground) -> Iterator[str]:
    words = ground.words.digests
    if (weakest := _weakest(ground.skills)) is not None:
        skill = ground.words.skill(weakest.id)
        rests = _rests(weakest, ground)
        said = words.coach_skill.format(title=skill.title, rests=rests, exercise=skill.exercise)
        training = _training(weakest.id, ground)
        yield said + (words.coach_trains.format(scenario=training) if training else "")
    lowest = _weakest(ground.scenarios)
    if lowest is not None and len(ground.scenarios) > 1:
        yield words.coach_scenario.format(title=lowest.title, rests=_rests(lowest, ground))
    if (weakest := _weakest(ground.criteria)) is not None:
        yield words.coach_criterion.format(title=weakest.title, rests=_rests(weakest, ground))


def _weakest(parts: Sequence[Part]) -> Part | None:
    """The last of them, where it is weak at all."""
    if not parts or (statistics.mean(parts[-1].now) or 0.0) >= EXCELLENT:
        return None
    return parts[-1]


def _about_people(ground: Ground) -> Iterator[str]:
    figures, words = ground.figures, ground.words.digests
    if figures.past_due:
        yield words.coach_past_due(len(figures.past_due))
    if ground.outcomes and (failed := max(0, figures.done - figures.passed)):
        yield words.coach_failed(failed)
    if figures.not_started:
        yield words.coach_not_started(figures.not_started)


def _rests(part: Part, ground: Ground) -> str:
    """58 of 100, 9 people."""
    numbers = ground.words.numbers
    mean = statistics.mean(part.now) or 0.0
    return f"{numbers.mark(mean)}, {numbers.people(part.now.people)}"


def _training(skill: str, ground: Ground) -> str:
    """The easiest scenario of the digest's language that trains a skill."""
    fitting = [
        one
        for one in ground.catalogue.values()
        if skill in trains(one) and one.language.partition("-")[0] == ground.words.language
    ]
    easiest = min(fitting, key=lambda one: (one.difficulty.level, one.id), default=None)
    return "" if easiest is None else easiest.title
