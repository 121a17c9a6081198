"""What can be filled in with each command: how it is declared, and what is read of it. Both
directions of one form. Pure.

What comes back names everything in English, whatever the person's Discord shows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from adapters.discord.localising import fields, names
from adapters.discord.payloads import Json, part, parts, text
from bot.domain.events import Command
from bot.domain.member import EVERYONE
from bot.domain.wording.commands import Place

TEXT, INTEGER, SWITCH, USER, MENTIONABLE = 3, 4, 5, 6, 9
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LONGEST = 1_000
"""Characters of what is filled in that are looked at."""
SCENARIO = 100
"""Of a scenario's name."""

_PERSON = re.compile(r"<@!?([0-9]{1,20})>")
_ROLE = re.compile(r"<@&([0-9]{1,20})>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing to fill in."""

    place: Place
    kind: int = TEXT
    required: bool = False
    proposed: bool = False
    """Whether something is proposed while it is typed."""
    choices: tuple[str, ...] = ()
    between: tuple[int, int] | None = None

    @property
    def declared(self) -> dict[str, Any]:
        """As Discord is told of it."""
        form: dict[str, Any] = {"type": self.kind, **fields(self.place)}
        if self.required:
            form["required"] = True
        if self.proposed:
            form["autocomplete"] = True
        if self.choices:
            form["choices"] = [{**names(one), "value": one} for one in self.choices]
        if self.kind == TEXT and not self.choices:
            form["max_length"] = LONGEST
        if self.between is not None:
            form["min_value"], form["max_value"] = self.between
        return form


MORE = Option(place="more")
ZONE = Option(place="zone", proposed=True)
OPTIONS: Mapping[Command, tuple[Option, ...]] = {
    "start": (Option(place="scenario", proposed=True),),
    "assign": (
        Option(place="who", kind=MENTIONABLE, required=True),
        Option(place="scenarios", required=True, proposed=True),
        Option(place="due"),
        Option(place="pass", kind=INTEGER, between=(0, 100)),
        Option(place="attempts"),
        Option(place="mode", choices=("coaching", "assessment")),
        MORE,
        ZONE,
    ),
    "report": (Option(place="whose", kind=MENTIONABLE), MORE),
    "digest": (
        Option(place="what", choices=("here", "now", "off")),
        Option(place="cadence", choices=("weekly", "monthly")),
        Option(place="day", choices=WEEKDAYS),
        Option(place="hour", kind=INTEGER, between=(0, 23)),
        ZONE,
    ),
    "managers": (
        Option(place="doing", choices=("list", "add", "remove")),
        Option(place="whom", kind=USER),
        MORE,
    ),
    "settings": (
        Option(place="language", choices=("en", "de")),
        ZONE,
        Option(place="retention"),
        Option(place="names", kind=SWITCH),
        Option(place="words", kind=SWITCH),
        Option(place="group", kind=INTEGER, between=(3, 100)),
        Option(place="budget"),
        Option(place="member-budget"),
    ),
}
"""By the command; the others have none."""


def declared(command: Command) -> dict[str, Any]:
    """The options of a command, as Discord is told of them."""
    options = [option.declared for option in OPTIONS.get(command, ())]
    return {"options": options} if options else {}


def read(command: Command, body: Json) -> dict[str, str]:
    """What was filled in, by the names that the engine knows."""
    data, server = part(body, "data"), text(body, "guild_id")
    filled = next(parts(data, "options"), {})
    known = {fields(option.place)["name"]: option for option in OPTIONS.get(command, ())}
    found: dict[str, str] = {}
    for one in parts(filled, "options"):
        option = known.get(text(one, "name"))
        if option is not None and (value := _read(option, one, data, server)):
            found[text(one, "name")] = value
    return _with_more(found)


def _with_more(found: dict[str, str]) -> dict[str, str]:
    """Everybody who is meant, in one place, and that before what they are to do."""
    more = found.pop("more", "")
    if more:
        who = " ".join(each for each in (found.get("who", ""), more) if each)
        if "who" in found:
            found["who"] = who
        else:
            found |= {"who": who}
    return found


def _read(option: Option, one: Json, data: Json, server: str) -> str:
    value = one.get("value")
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, int | float):
        return str(int(value))
    if not isinstance(value, str):
        return ""
    if option.kind in (USER, MENTIONABLE):
        is_role = value in part(part(data, "resolved"), "roles")
        return _group(value, server) if is_role else f"<member:{value}>"
    most = SCENARIO if option.place == "scenario" else LONGEST
    return _tagged(value.strip()[:most], server)


def _tagged(typed: str, server: str) -> str:
    """A text with those it mentions as the engine names them."""
    people = _PERSON.sub(r"<member:\1>", typed)
    return _ROLE.sub(lambda found: _group(found[1], server), people)


def _group(role: str, server: str) -> str:
    """A role; that of everyone has the server's own id."""
    return f"<group:{EVERYONE if role == server else role}>"
