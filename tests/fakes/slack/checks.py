"""What a value of Block Kit may be. A check gives each problem with its place, in Slack's words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

Problem = tuple[str, str]
"""The place as a JSON pointer, and what is wrong there."""
Check = Callable[[Any, str], Iterator[Problem]]


def string(most: int, least: int = 1) -> Check:
    def check(value: Any, place: str) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield place, "must be a string"
        elif len(value) > most:
            yield place, f"must be less than {most + 1} characters"
        elif len(value) < least:
            yield place, f"must be more than {least - 1} characters"

    return check


def web_address(most: int = 3000) -> Check:
    def check(value: Any, place: str) -> Iterator[Problem]:
        yield from string(most)(value, place)
        if isinstance(value, str) and not value.startswith(("http://", "https://", "mailto:")):
            yield place, "must be a valid URL"

    return check


def boolean(value: Any, place: str) -> Iterator[Problem]:
    if not isinstance(value, bool):
        yield place, "must be a boolean"


def integer(least: int, most: int) -> Check:
    def check(value: Any, place: str) -> Iterator[Problem]:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            yield place, f"must be an integer from {least} to {most}"

    return check


def anything(value: Any, place: str) -> Iterator[Problem]:
    yield from ()


def one_of(*values: str) -> Check:
    def check(value: Any, place: str) -> Iterator[Problem]:
        if value not in values:
            yield place, f"value must be one of: {', '.join(values)}"

    return check


def many(item: Check, most: int, least: int = 1) -> Check:
    def check(value: Any, place: str) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield place, "must be an array"
            return
        if len(value) > most:
            yield place, f"no more than {most} items allowed"
        if len(value) < least:
            yield place, f"no fewer than {least} items allowed"
        for index, part in enumerate(value):
            yield from item(part, f"{place}/{index}")

    return check


def shape(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """An object of these fields and no others."""
    known = {**required, **(optional or {})}

    def check(value: Any, place: str) -> Iterator[Problem]:
        if not isinstance(value, Mapping):
            yield place, "must be an object"
            return
        for name in required.keys() - value.keys():
            yield place, f"missing required field: {name}"
        for name, part in value.items():
            if name in known:
                yield from known[name](part, f"{place}/{name}")
            else:
                yield place, f"invalid additional property: {name}"

    return check


def typed(shapes: Mapping[str, Check]) -> Check:
    """An object whose `type` says which of the shapes it has."""

    def check(value: Any, place: str) -> Iterator[Problem]:
        kind = str(value.get("type")) if isinstance(value, Mapping) else ""
        if kind not in shapes:
            yield f"{place}/type", f"unsupported type: {kind}"
            return
        yield from shapes[kind]({n: v for n, v in value.items() if n != "type"}, place)

    return check


def plain(most: int) -> Check:
    """A text object that may not be formatted."""
    return typed({"plain_text": shape({"text": string(most)}, {"emoji": boolean})})


def rich(most: int) -> Check:
    """A text object, formatted or not."""
    formatted = shape({"text": string(most)}, {"verbatim": boolean})
    unformatted = shape({"text": string(most)}, {"emoji": boolean})
    return typed({"mrkdwn": formatted, "plain_text": unformatted})


def both(*checks: Check) -> Check:
    def check(value: Any, place: str) -> Iterator[Problem]:
        for each in checks:
            yield from each(value, place)

    return check


def exactly_one(*names: str) -> Check:
    """Of these fields one is there, and one only."""

    def check(value: Any, place: str) -> Iterator[Problem]:
        found = [name for name in names if isinstance(value, Mapping) and name in value]
        if len(found) != 1:
            yield place, f"exactly one of these is required: {', '.join(names)}"

    return check


def at_least_one(*names: str) -> Check:
    def check(value: Any, place: str) -> Iterator[Problem]:
        if not isinstance(value, Mapping) or not any(name in value for name in names):
            yield place, f"missing required field: {' or '.join(names)}"

    return check


def unique(values: Sequence[tuple[Any, str]], name: str) -> Iterator[Problem]:
    """Each of the values, with its place, stands there once."""
    seen = set()
    for value, place in values:
        if value in seen:
            yield place, f'`{name}` "{value}" already exists'
        seen.add(value)
