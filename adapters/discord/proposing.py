"""What is proposed while a command is typed: scenarios and time zones. Pure but for the zones, which
are those of this machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from zoneinfo import available_timezones

from adapters.discord.payloads import Json, parts, text
from bot.domain.scenario import Scenario

CHOICES = 25
"""Of what is proposed, at most."""
LONGEST = 100
"""Characters of a choice."""

Choices = list[dict[str, object]]


def proposed(body: Json, scenarios: Mapping[str, Scenario]) -> Choices:
    """What fits what was typed so far."""
    for command in parts(body.get("data"), "options"):
        for option in parts(command, "options"):
            if option.get("focused"):
                typed = text(option, "value")
                if text(option, "name") == "zone":
                    return _zones(typed)
                several = text(command, "name") == "assign"
                return _path(typed, scenarios) if several else _scenarios(typed, scenarios)
    return []


def _path(typed: str, scenarios: Mapping[str, Scenario]) -> Choices:
    """The next of several scenarios, behind those that were chosen."""
    before, comma, last = typed.rpartition(",")
    chosen = [one.strip() for one in before.split(",") if one.strip()]
    if not comma:
        return _scenarios(last, scenarios)
    others = {id: one for id, one in scenarios.items() if id not in chosen}
    before = ", ".join(chosen)
    found = ((_title(one), f"{before}, {one.id}") for one in _fitting(last, others))
    fit = islice((pair for pair in found if len(pair[1]) <= LONGEST), CHOICES)
    return [{"name": _behind(before, title), "value": value} for title, value in fit]


def _behind(before: str, title: str) -> str:
    """What was chosen before is cut, so that what differs can be read."""
    room = LONGEST - min(len(title), LONGEST // 2) - 2
    return _cut(f"{before if len(before) <= room else f'…{before[-room + 1 :]}'}, {title}")


def _scenarios(typed: str, scenarios: Mapping[str, Scenario]) -> Choices:
    """The scenarios that fit, the easiest first."""
    found = islice(_fitting(typed, scenarios), CHOICES)
    return [{"name": _title(one), "value": one.id} for one in found]


def _fitting(typed: str, scenarios: Mapping[str, Scenario]) -> Iterator[Scenario]:
    wanted = typed.strip().casefold()
    ordered = sorted(scenarios.values(), key=lambda s: (s.difficulty.level, s.title))
    fit = [s for s in ordered if _fits(s, wanted) and len(s.id) <= LONGEST]
    begin = [s for s in fit if s.title.casefold().startswith(wanted)]
    return _apart([*begin, *(s for s in fit if s not in begin)])


def _fits(scenario: Scenario, typed: str) -> bool:
    told = f"{scenario.title} {scenario.id} {scenario.category}".casefold()
    return all(word in told for word in typed.split())


def _apart(found: Iterable[Scenario]) -> Iterator[Scenario]:
    """Without those that would look like one before them, which Discord refuses."""
    seen: set[str] = set()
    for scenario in found:
        if (title := _title(scenario)) not in seen:
            seen.add(title)
            yield scenario


def _title(scenario: Scenario) -> str:
    return _cut(" ".join(scenario.title.split()))


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def _zones(typed: str) -> Choices:
    words = typed.casefold().replace(" ", "_").split("/")
    fit = (zone for zone in _every_zone() if all(word in zone.casefold() for word in words))
    return [{"name": zone, "value": zone} for zone in islice(fit, CHOICES)]


@cache
def _every_zone() -> tuple[str, ...]:
    """Those named by a place, and UTC."""
    return (
        "UTC",
        *sorted(zone for zone in available_timezones() if "/" in zone and zone[:3] != "Etc"),
    )
