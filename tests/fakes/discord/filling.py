"""What using a command or a form tells the app, from what a person types and picks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tests.fakes.discord.commands import (
    BOOLEAN,
    CHANNEL,
    GROUP,
    INTEGER,
    NUMBER,
    ROLE,
    STRING,
    SUB,
    USER,
)
from tests.fakes.discord.places import Channel
from tests.fakes.discord.shown import SELECTS, parts_of

if TYPE_CHECKING:
    from tests.fakes.discord.guild import Guild

Data = dict[str, Any]


class Filling:
    """One use of a command: its data grows as options are filled in."""

    def __init__(self, guild: Guild, command: Data, path: list[str]) -> None:
        self._guild = guild
        self._command = command
        self._path = path
        self._resolved: Data = {}

    def data(self, given: Mapping[str, Any], focused: str | None = None) -> Data:
        """As the app is told; `focused` is the option that is still being written."""
        declared = self._declared()
        names = {option["name"] for option in declared}
        assert given.keys() <= names, f"no options {given.keys() - names}; there are {names}"
        filled = [
            self._option(o, given[o["name"]], focused) for o in declared if o["name"] in given
        ]
        missing = [o["name"] for o in declared if o.get("required") and o["name"] not in given]
        assert not missing or focused, f"must be filled in: {missing}"
        told: Data = {"id": self._command["id"], "name": self._command["name"], "type": 1}
        if "guild_id" in self._command:
            told["guild_id"] = self._command["guild_id"]
        if self._resolved:
            told["resolved"] = self._resolved
        return told | {"options": self._nested(filled)}

    def _declared(self) -> list[Data]:
        """The options at the end of the path of subcommands."""
        level: list[Data] = self._command.get("options") or []
        for name in self._path:
            found = [o for o in level if o["name"] == name and o["type"] in (SUB, GROUP)]
            assert found, f"no subcommand {name!r}; there are {[o['name'] for o in level]}"
            level = found[0].get("options") or []
        inner = [o["name"] for o in level if o["type"] in (SUB, GROUP)]
        assert not inner, f"a subcommand has to be chosen: {inner}"
        return level

    def _nested(self, filled: list[Data]) -> list[Data]:
        for depth, name in reversed(list(enumerate(self._path))):
            type = GROUP if depth < len(self._path) - 1 else SUB
            filled = [{"name": name, "type": type, "options": filled}]
        return filled

    def _option(self, option: Data, value: Any, focused: str | None) -> Data:
        name, type = option["name"], option["type"]
        if name == focused:
            return {"name": name, "type": type, "value": value, "focused": True}
        choices = {choice["name"]: choice["value"] for choice in option.get("choices") or ()}
        if choices:
            assert value in {*choices, *choices.values()}, f"{value!r} is none of {choices}"
            value = choices.get(value, value)
        return {"name": name, "type": type, "value": self._value(option, type, value)}

    def _value(self, option: Data, type: int, value: Any) -> Any:
        match type:
            case _ if type == STRING:
                assert isinstance(value, str), f"{value!r} is no text"
                least, most = option.get("min_length", 0), option.get("max_length", 6000)
                assert least <= len(value) <= most, f"{value!r} does not fit"
            case _ if type in (INTEGER, NUMBER):
                assert isinstance(value, int | float), f"{value!r} is no number"
                assert value >= option.get("min_value", value), f"{value} is too small"
                assert value <= option.get("max_value", value), f"{value} is too large"
            case _ if type == BOOLEAN:
                assert isinstance(value, bool), f"{value!r} is neither yes nor no"
            case _:
                return self._mentioned(type, value)
        return value

    def _mentioned(self, type: int, value: Any) -> str:
        """A person, a channel or a role, which the app is told of beside."""
        if isinstance(value, Channel):
            assert type not in (USER, ROLE), f"{value.name} is a channel"
            partial = {"id": value.id, "name": value.name, "type": value.kind, "permissions": "0"}
            self._resolved.setdefault("channels", {})[value.id] = partial
            return value.id
        if isinstance(value, str):
            assert type not in (USER, CHANNEL), f"{value} is a role"
            wires = {wire["id"]: wire for wire in self._guild.role_wires()}
            self._resolved.setdefault("roles", {})[value] = wires[value]
            return value
        assert type not in (CHANNEL, ROLE), f"{value.user.name} is a person"
        self._resolved.setdefault("users", {})[value.id] = value.user.wire()
        member = self._guild.member(value.user) | {"permissions": "0"}
        self._resolved.setdefault("members", {})[value.id] = member
        return str(value.id)


def fill_modal(modal: Data, values: Mapping[str, Any]) -> Data:
    """A form as it is sent off; what has to be filled in must be."""
    fields = [p for p in parts_of(modal["components"]) if "custom_id" in p]
    names = {field["custom_id"] for field in fields}
    assert values.keys() <= names, f"nothing to fill in: {values.keys() - names}; there are {names}"
    parts = [_filled(part, values) for part in modal["components"]]
    return {"custom_id": modal["custom_id"], "components": parts}


def _filled(part: Data, values: Mapping[str, Any]) -> Data:
    numbered = {"id": part.get("id", 1), "type": part["type"]}
    match part["type"]:
        case 1:
            return numbered | {"components": [_filled(p, values) for p in part["components"]]}
        case 18:
            return numbered | {"component": _filled(part["component"], values)}
        case 10:
            return numbered
        case kind if kind in SELECTS | {22}:
            return numbered | {"custom_id": part["custom_id"], "values": _picked(part, values)}
        case _:
            return numbered | {"custom_id": part["custom_id"], "value": _written(part, values)}


def _picked(part: Data, values: Mapping[str, Any]) -> list[str]:
    given = values.get(part["custom_id"])
    initial = [o["value"] for o in part.get("options") or () if o.get("default")]
    chosen = initial if given is None else [given] if isinstance(given, str) else list(given)
    assert chosen or part.get("required") is False, f"{part['custom_id']} must be filled in"
    return [choice_of(part, each) for each in chosen]


def _written(part: Data, values: Mapping[str, Any]) -> Any:
    value = values.get(part["custom_id"], part.get("value"))
    name = part["custom_id"]
    if part["type"] != 4:
        return value
    assert value or part.get("required") is False, f"{name} must be filled in"
    least, most = part.get("min_length") or 0, part.get("max_length") or 4000
    assert not value or least <= len(value) <= most, f"{name}: {value!r} does not fit"
    return value or ""


def choice_of(select: Data, wanted: str) -> str:
    """The value of an option that is named by its value or its label."""
    if select["type"] not in (3, 21, 22):
        return wanted
    for option in select["options"]:
        if wanted in (option["value"], option["label"]):
            return str(option["value"])
    raise AssertionError(f"no option {wanted!r} in {[o['label'] for o in select['options']]}")
