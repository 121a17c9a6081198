"""Whether what a persona holds back can be held back: facts that somebody tells, tells that are sure,
and no line that gives one away before it is earned.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.condition import Condition
from bot.domain.finding import Finding
from bot.domain.phrases import find, likely, place_of, readable
from bot.domain.scenario import Fact, Scenario
from bot.domain.scenario_schema import Path


def findings(scenario: Scenario) -> Iterator[Finding]:
    """Everything that is wrong with the facts, and with the lines that tell them."""
    yield from _facts(scenario)
    yield from _giveaways(scenario)
    yield from _cues(scenario)


def _facts(scenario: Scenario) -> Iterator[Finding]:
    told = {cue.reveals for cue in scenario.script.cues}
    sure = all(_known(scenario, reveals) for reveals in told)
    owners: dict[str, str] = {}
    for f, fact in enumerate(scenario.facts):
        if sure and fact.id not in told:
            yield Finding(
                ("facts", f),
                f"nothing reveals it; add a cue to the script with `reveals: {fact.id}`",
            )
        if _tell_in(fact, fact.text) is None:
            yield Finding(
                ("facts", f, "tells"),
                "none of them stands in the fact's own text; add one that does",
            )
        for t, tell in enumerate(fact.tells):
            owner = owners.setdefault(tell.casefold(), fact.id)
            if owner != fact.id:
                yield Finding(
                    ("facts", f, "tells", t),
                    f"{tell!r} also tells the fact {owner!r}; choose another",
                )


def _tell_in(fact: Fact, text: str) -> str | None:
    said = readable(text)
    if not find(fact.tells, said):
        return None
    return next(tell for tell in fact.tells if place_of(tell, said))


def _giveaways(scenario: Scenario) -> Iterator[Finding]:
    """Words that tell a held-back fact before it is earned."""
    for fact in scenario.facts:
        lines = list(_before_earned(scenario, fact))
        if not likely(fact.tells, "\n".join(readable(text) for _, text in lines)):
            continue
        for place, text in lines:
            if tell := _tell_in(fact, text):
                yield Finding(
                    place,
                    f"gives the fact {fact.id!r} away ({tell!r}); leave it out, or narrow its tells",
                )


def _before_earned(scenario: Scenario, fact: Fact) -> Iterator[tuple[Path, str]]:
    """What is shown or said whether or not the fact is earned."""
    briefing, persona = scenario.briefing, scenario.persona
    yield ("title",), scenario.title
    yield ("briefing", "role"), briefing.role
    yield ("briefing", "situation"), briefing.situation
    yield ("briefing", "goal"), briefing.goal
    yield ("persona", "name"), persona.name
    yield ("persona", "role"), persona.role
    yield ("persona", "opening"), persona.opening
    if not _needs(persona.satisfied_when, fact.id):
        yield from ((("persona", "farewell", n), text) for n, text in enumerate(persona.farewell))
    yield from ((("persona", "walkout", n), text) for n, text in enumerate(persona.walkout))
    for n, text in enumerate(scenario.script.otherwise):
        yield ("script", "otherwise", n), text
    for c, cue in enumerate(scenario.script.cues):
        of_another = cue.reveals != fact.id and _known(scenario, cue.reveals)
        if of_another and not _needs(cue.when, fact.id):
            yield from ((("script", "cues", c, "say", n), text) for n, text in enumerate(cue.say))


def _known(scenario: Scenario, reveals: str | None) -> bool:
    """Whether a cue reveals nothing, or a fact there is. What else it meant is told elsewhere, and
    nothing is concluded from it."""
    return reveals is None or scenario.fact(reveals) is not None


def _needs(condition: Condition | None, fact: str) -> bool:
    """Whether a condition only holds once the fact has been told."""
    if condition is None:
        return False
    return condition.revealed == fact or any(_needs(part, fact) for part in condition.all)


def _cues(scenario: Scenario) -> Iterator[Finding]:
    """Cues that should tell a fact, and do not."""
    for c, cue in enumerate(scenario.script.cues):
        fact = None if cue.reveals is None else scenario.fact(cue.reveals)
        for n, text in enumerate(cue.say):
            if fact is not None and _tell_in(fact, text) is None:
                yield Finding(
                    ("script", "cues", c, "say", n),
                    f"should tell the fact {fact.id!r}, but has none of its tells",
                )
