"""What is wrong with a scenario that fits the format: words that refer to nothing, conditions that
never hold, levels out of order. What concerns the facts it holds back is `withholding`.

Every finding has its place and says what to do. A finding means that the scenario cannot be
played or scored as it is written; matters of taste are not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

from bot.domain import withholding
from bot.domain.advice import nearest
from bot.domain.condition import ACTS, Condition, Range
from bot.domain.finding import Finding
from bot.domain.play import HIGHEST, LOWEST
from bot.domain.rubric import Criterion
from bot.domain.scenario import Scenario
from bot.domain.scenario_schema import Path


def findings(scenario: Scenario) -> Iterator[Finding]:
    """Everything that the format allows and that is wrong all the same."""
    found = tuple(conditions(scenario))
    yield from _ids(scenario)
    yield from _references(scenario, found)
    yield from _endings(scenario)
    yield from _skills(scenario)
    yield from _rubric(scenario)
    yield from _phrases(scenario, found)
    yield from withholding.findings(scenario)
    yield from _lines(scenario)


def _ids(scenario: Scenario) -> Iterator[Finding]:
    kinds: dict[str, list[tuple[Path, str]]] = {
        "fact": [(("facts", n, "id"), fact.id) for n, fact in enumerate(scenario.facts)],
        "criterion": [
            (("rubric", "criteria", n, "id"), criterion.id)
            for n, criterion in enumerate(scenario.rubric.criteria)
        ],
        "required point": list(_point_ids(scenario)),
        "blocker": [
            (("rubric", "blockers", n, "id"), blocker.id)
            for n, blocker in enumerate(scenario.rubric.blockers)
        ],
        "trainee": [(("trainees", n, "id"), one.id) for n, one in enumerate(scenario.trainees)],
        "cue": [
            (("script", "cues", n, "id"), cue.id)
            for n, cue in enumerate(scenario.script.cues)
            if cue.id is not None
        ],
    }
    for kind, ids in kinds.items():
        for place, id in _repeated(ids):
            yield Finding(place, f"a second {kind} has the id {id!r}; give it another one")
    for place, id in _point_ids(scenario):
        if id in ACTS:
            yield Finding(place, f"{id!r} is the name of an act; give the point another id")


def _point_ids(scenario: Scenario) -> Iterator[tuple[Path, str]]:
    for c, criterion in enumerate(scenario.rubric.criteria):
        for p, point in enumerate(criterion.points):
            yield ("rubric", "criteria", c, "points", p, "id"), point.id


def _repeated(named: Iterable[tuple[Path, str]]) -> Iterator[tuple[Path, str]]:
    seen: set[str] = set()
    for place, name in named:
        if name in seen:
            yield place, name
        seen.add(name)


def conditions(scenario: Scenario) -> Iterator[tuple[Path, Condition]]:
    """Every condition with its place, those inside others too."""
    persona, rubric = scenario.persona, scenario.rubric
    outermost: list[tuple[Path, Condition | None]] = [
        *((("persona", "reactions", n, "when"), r.when) for n, r in enumerate(persona.reactions)),
        (("persona", "satisfied_when"), persona.satisfied_when),
        (("persona", "leaves_when"), persona.leaves_when),
        *((("facts", n, "reveal_when"), fact.reveal_when) for n, fact in enumerate(scenario.facts)),
        *(
            (("rubric", "criteria", c, "levels", n, "when"), level.when)
            for c, criterion in enumerate(rubric.criteria)
            for n, level in enumerate(criterion.levels)
        ),
        *((("rubric", "blockers", n, "when"), b.when) for n, b in enumerate(rubric.blockers)),
        *((("hints", n, "when"), hint.when) for n, hint in enumerate(scenario.hints)),
        *((("script", "cues", n, "when"), cue.when) for n, cue in enumerate(scenario.script.cues)),
    ]
    for place, condition in outermost:
        if condition is not None:
            yield from _inside(place, condition)


def _inside(place: Path, condition: Condition) -> Iterator[tuple[Path, Condition]]:
    yield place, condition
    for n, part in enumerate(condition.all):
        yield from _inside((*place, "all", n), part)
    for n, part in enumerate(condition.any):
        yield from _inside((*place, "any", n), part)
    if condition.not_ is not None:
        yield from _inside((*place, "not"), condition.not_)


Found = Iterable[tuple[Path, Condition]]
"""Conditions with their places."""
_LETTER = re.compile(r"[^\W_]")
"""A letter or digit of any script."""


def _references(scenario: Scenario, found: Found) -> Iterator[Finding]:
    """Conditions that speak of points, facts or gauges there are none of, or that cannot hold."""
    points = {point.id for point in scenario.points()}
    facts = {fact.id for fact in scenario.facts}
    gauges = set(scenario.persona.mood)
    for place, condition in found:
        if not any(vars(condition).values()):
            yield Finding(place, "an empty condition always holds; say what must be the case")
        for n, id in enumerate(condition.point or ()):
            yield from _unknown((*place, "point", n), "required point", id, points)
        if condition.revealed is not None:
            yield from _unknown((*place, "revealed"), "fact", condition.revealed, facts)
        yield from _count(place, condition, points)
        for gauge, wanted in condition.mood.items():
            yield from _unknown((*place, "mood", gauge), "gauge of the mood", gauge, gauges)
            yield from _certain((*place, "mood", gauge), wanted, LOWEST, HIGHEST, "a gauge")
        if condition.turn is not None:
            yield from _turn(place, condition.turn, scenario.limits.turns)
    for n, reaction in enumerate(scenario.persona.reactions):
        for gauge in reaction.mood:
            place = ("persona", "reactions", n, "mood", gauge)
            yield from _unknown(place, "gauge of the mood", gauge, gauges)
    for n, cue in enumerate(scenario.script.cues):
        if cue.reveals is not None:
            yield from _unknown(("script", "cues", n, "reveals"), "fact", cue.reveals, facts)


def _unknown(place: Path, kind: str, id: str, known: set[str]) -> Iterator[Finding]:
    if id not in known:
        yield Finding(place, f"there is no {kind} {id!r}{nearest(id, known)}")


def _count(place: Path, condition: Condition, points: set[str]) -> Iterator[Finding]:
    if condition.count is None:
        return
    known = points | set(ACTS)
    for n, id in enumerate(condition.count.of):
        yield from _unknown((*place, "count", "of", n), "act or required point", id, known)
    different = len(set(condition.count.of))
    if condition.count.at_least > different:
        yield Finding(
            (*place, "count", "at_least"),
            f"only {different} different ones are listed, so this never holds; lower it",
        )


def _turn(place: Path, wanted: Range, turns: int) -> Iterator[Finding]:
    # A hint may be asked for, and a session scored, before anything is said: `at_least: 1` is sense.
    may_wait = place[0] in ("hints", "rubric")
    if not (may_wait and wanted.at_least == 1 and 1 in wanted):
        yield from _certain((*place, "turn"), wanted, 1, turns, "the turn")


def _certain(place: Path, wanted: Range, lowest: int, highest: int, what: str) -> Iterator[Finding]:
    """A range in which a number between `lowest` and `highest` never stands, or always."""
    low = lowest if wanted.at_least is None else wanted.at_least
    high = highest if wanted.at_most is None else wanted.at_most
    bounds = f"{what} stands between {lowest} and {highest}"
    if low > min(high, highest) or high < lowest:
        yield Finding(place, f"never holds: {bounds}")
    elif low <= lowest and high >= highest:
        yield Finding(place, f"always holds: {bounds}")


def _endings(scenario: Scenario) -> Iterator[Finding]:
    persona = scenario.persona
    pairs = (
        ("satisfied_when", persona.satisfied_when, "farewell", persona.farewell),
        ("leaves_when", persona.leaves_when, "walkout", persona.walkout),
    )
    impatient = scenario.difficulty.patience is not None
    for condition_key, condition, words_key, words in pairs:
        if condition is not None and not words:
            yield Finding(
                ("persona", condition_key), f"has no last words; write a list `{words_key}:`"
            )
        if words and condition is None and not (impatient and words_key == "walkout"):
            yield Finding(
                ("persona", words_key), f"is never said; write `{condition_key}:` or remove it"
            )
    if impatient and not persona.walkout:
        yield Finding(
            ("difficulty", "patience"), "the persona has no last words; write a list `walkout:`"
        )


def _skills(scenario: Scenario) -> Iterator[Finding]:
    """Skills that are named in one place only."""
    if not scenario.skills:
        return
    judged = {criterion.skill for criterion in scenario.rubric.criteria}
    for n, skill in enumerate(scenario.skills):
        if skill not in judged:
            yield Finding(("skills", n), f"no criterion judges {skill!r}{nearest(skill, judged)}")
    for c, criterion in enumerate(scenario.rubric.criteria):
        place = ("rubric", "criteria", c, "skill")
        yield from _unknown(place, "skill", criterion.skill, set(scenario.skills))


def _rubric(scenario: Scenario) -> Iterator[Finding]:
    criteria = scenario.rubric.criteria
    weight = sum(criterion.weight for criterion in criteria)
    if weight != 100:
        yield Finding(
            ("rubric", "criteria"), f"the weights add up to {weight}; make them add up to 100"
        )
    for c, criterion in enumerate(criteria):
        yield from _levels(("rubric", "criteria", c, "levels"), criterion)


def _levels(place: Path, criterion: Criterion) -> Iterator[Finding]:
    levels = criterion.levels
    for n, (lower, higher) in enumerate(pairwise(levels), start=1):
        if higher.score <= lower.score:
            yield Finding(
                (*place, n, "score"),
                f"{higher.score} is not more than the {lower.score} of the level before it; "
                "write the lowest level first",
            )
    by_code = any(level.when is not None for level in levels)
    for n, level in enumerate(levels[1:], start=1):
        if by_code and level.when is None:
            yield Finding(
                (*place, n),
                "has no `when`, but other levels have; give every level one, or none",
            )


def _phrases(scenario: Scenario, found: Found) -> Iterator[Finding]:
    """Phrases of which nothing is left to look for, and lists that are one phrase."""
    says = list(_says(scenario, found))
    for place, phrases in (*_tells(scenario), *says):
        for n, phrase in enumerate(phrases):
            if not _LETTER.search(phrase):
                yield Finding((*place, n), f"{phrase!r} fits any text; write words to look for")
    for place, phrases in says:
        if len(phrases) == 1 and ", " in phrases[0]:
            yield Finding(
                place,
                f"{phrases[0]!r} is one phrase; write a list in brackets for several, "
                "or `...` in place of the comma",
            )


def phrases_of(scenario: Scenario) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Every list of phrases that are looked for in what is said, with its place."""
    return chain(_tells(scenario), _says(scenario, conditions(scenario)))


def _tells(scenario: Scenario) -> Iterator[tuple[Path, tuple[str, ...]]]:
    return ((("facts", n, "tells"), fact.tells) for n, fact in enumerate(scenario.facts))


def _says(scenario: Scenario, found: Found) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """What points and conditions look for in what the trainee says."""
    for c, criterion in enumerate(scenario.rubric.criteria):
        for p, point in enumerate(criterion.points):
            yield ("rubric", "criteria", c, "points", p, "says"), point.says
    yield from (((*place, "says"), condition.says) for place, condition in found if condition.says)


def _lines(scenario: Scenario) -> Iterator[Finding]:
    """Lines of the script that are in it twice."""
    for place, _ in _repeated(_script_lines(scenario)):
        yield Finding(place, "the same line stands in the script before; write another one")


def _script_lines(scenario: Scenario) -> Iterator[tuple[Path, str]]:
    for c, cue in enumerate(scenario.script.cues):
        yield from ((("script", "cues", c, "say", n), text) for n, text in enumerate(cue.say))
    for n, text in enumerate(scenario.script.otherwise):
        yield ("script", "otherwise", n), text
