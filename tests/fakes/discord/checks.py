"""What a value of a form may be. A check gives each problem with its place, in Discord's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.fakes.discord.refusals import Problem

MISSING = object()


def required(place: str) -> Problem:
    return Problem(place, "BASE_TYPE_REQUIRED", "This field is required")


def length(value: str, place: str, least: int, most: int) -> Iterator[Problem]:
    size = len(value)
    if least <= size <= most:
        return
    if least > 0 and size > 0:
        told = f"Must be between {least} and {most} in length."
        yield Problem(place, "BASE_TYPE_BAD_LENGTH", told)
    elif size > most:
        yield Problem(place, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")
    else:
        yield required(place)


def text(
    form: Mapping[str, Any], name: str, place: str, most: int, least: int = 0
) -> Iterator[Problem]:
    """A text field; with `least` above 0 it must be there."""
    value = form.get(name)
    here = f"{place}/{name}"
    if value is None:
        if least:
            yield required(here)
    elif not isinstance(value, str):
        yield Problem(here, "BASE_TYPE_STRING", "Could not interpret value as string.")
    else:
        yield from length(value, here, least, most)


def integer(
    form: Mapping[str, Any], name: str, place: str, least: int, most: int
) -> Iterator[Problem]:
    value = form.get(name)
    here = f"{place}/{name}"
    if value is None:
        return
    if not isinstance(value, int) or isinstance(value, bool):
        yield Problem(here, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
    elif value < least:
        yield Problem(here, "NUMBER_TYPE_MIN", f"int value should be at least {least}.")
    elif value > most:
        yield Problem(here, "NUMBER_TYPE_MAX", f"int value should be at most {most}.")


def many(
    form: Mapping[str, Any], name: str, place: str, most: int, least: int = 0
) -> tuple[list[Problem], Sequence[Any]]:
    """A list, and what is wrong with its length; only then are its items worth a look."""
    value = form.get(name)
    here = f"{place}/{name}"
    if value is None:
        return ([required(here)] if least else []), ()
    if not isinstance(value, list):
        return [Problem(here, "LIST_TYPE_CONVERT", "Only iterables may be used.")], ()
    if not least <= len(value) <= most:
        told = f"Must be between {least} and {most} in length."
        code = "BASE_TYPE_BAD_LENGTH" if least else "BASE_TYPE_MAX_LENGTH"
        return [Problem(here, code, told if least else f"Must be {most} or fewer in length.")], ()
    return [], value


def web_address(
    form: Mapping[str, Any], name: str, place: str, *, needed: bool = False
) -> Iterator[Problem]:
    value = form.get(name)
    here = f"{place}/{name}"
    if value is None:
        if needed:
            yield required(here)
    elif not isinstance(value, str) or "://" not in value:
        yield Problem(here, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
    elif value.split("://")[0] not in ("http", "https", "attachment"):
        told = "Scheme must be one of ('http', 'https', 'attachment')."
        yield Problem(here, "URL_TYPE_INVALID_SCHEME", told)
