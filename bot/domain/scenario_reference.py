"""The scenario format as tables for people, made from the schema so that it is never out of date."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.condition import ID_PATTERN, LANGUAGE_PATTERN
from bot.domain.scenario_schema import Schema, json_schema

HEAD = """\
# Keys of a scenario

Made from the format by `chattrain schema --markdown`; what the words mean and how the parts work together
is in [the scenario format](scenario-format.md).

An id is small letters and digits, joined by `-` or `_`, at most 64 characters. What must be there and may\nbe a list has at least one item.
"""


def markdown() -> str:
    """Every part of the format with its keys: what may stand there, and what stands without it."""
    schema = json_schema()
    parts = [("Scenario", schema), *sorted(schema["$defs"].items(), key=_in_order_of_use)]
    return HEAD + "".join(f"\n{section}" for name, part in parts for section in _part(name, part))


def _in_order_of_use(part: tuple[str, Schema]) -> int:
    """Where a part is first spoken of, from the scenario inwards."""
    schema = json_schema()
    order: list[str] = []
    waiting = [schema]
    while waiting:
        for name in _referred(waiting.pop(0)):
            if name not in order:
                order.append(name)
                waiting.append(schema["$defs"][name])
    return order.index(part[0])


def _referred(schema: object) -> Iterator[str]:
    if isinstance(schema, list):
        for item in schema:
            yield from _referred(item)
    elif isinstance(schema, dict):
        if reference := schema.get("$ref"):
            yield _name(reference)
        for key, value in schema.items():
            if key != "$defs":
                yield from _referred(value)


def _name(reference: str) -> str:
    return reference.rpartition("/")[2]


def _part(name: str, part: Schema) -> Iterator[str]:
    description = part["description"]
    yield f"## {name}\n\n{description}\n"
    required = part.get("required", ())
    rows = [_row(key, value, key in required) for key, value in part["properties"].items()]
    yield "\n".join(["| key | takes | left out | |", "|---|---|---|---|", *rows, ""])


def _row(key: str, value: Schema, required: bool) -> str:  # noqa: FBT001  # a column of the row
    without = "must be there" if required else _default(value)
    return f"| `{key}` | {_form(value)} | {without} | {value.get('description', '')} |"


def _default(value: Schema) -> str:
    default = value.get("default")
    return f"`{default}`" if isinstance(default, str | int) else ""


def _form(value: Schema, s: str = "") -> str:
    """What may be written there; `s` makes it many of them."""
    if choices := value.get("anyOf"):
        return " or ".join(dict.fromkeys(_form(choice, s) for choice in choices))
    if reference := value.get("$ref"):
        name = _name(reference)
        return f"[{name}](#{name.lower()})"
    if choices := value.get("enum"):
        return ", ".join(f"`{choice}`" for choice in choices) if len(choices) < FEW else f"act{s}"
    match value.get("type"):
        case "array":
            return f"list{_counted(value)} of {_form(value['items'], 's')}"
        case "object":
            (below,) = value["patternProperties"].values()
            return f"mapping of ids to {_form(below)}"
        case "string":
            return _text(value, s)
        case "integer":
            return _number(value)
        case _:
            return "`true` or `false`"


FEW = 6
"""Choices that are listed where they may be made; acts have a table of their own."""


def _counted(value: Schema) -> str:
    low, high = value.get("minItems", 0), value.get("maxItems")
    return f" ({low} to {high})" if high is not None else ""


def _text(value: Schema, s: str) -> str:
    match value.get("pattern"):
        case pattern if pattern == ID_PATTERN:
            return f"id{s}"
        case pattern if pattern == LANGUAGE_PATTERN:
            return "language"
        case _:
            return f"text{s} of at most {value['maxLength']:,} characters"


def _number(value: Schema) -> str:
    low, high = value.get("minimum"), value.get("maximum")
    if low is not None and high is not None:
        return f"{low} to {high:,}"
    return f"number from {low}" if low is not None else "number"
