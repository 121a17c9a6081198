"""Application commands: what may be declared, what is, and what a person has of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.discord.checks import integer, many, required, text
from tests.fakes.discord.refusals import Problem, demand

NAME = re.compile(r"^[-_'\w]{1,32}$", re.UNICODE)
LOCALES = frozenset(
    {
        "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl",
        "no", "pl", "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi",
        "th", "zh-CN", "ja", "zh-TW", "ko",
    }
)  # fmt: skip
SUB, GROUP, STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE = 1, 2, 3, 4, 5, 6, 7, 8
MENTIONABLE, NUMBER, ATTACHMENT = 9, 10, 11
MOST_CHARACTERS = 8000
Form = Mapping[str, Any]


@dataclass(slots=True)
class Commands:
    """What is declared: for all, and by server. `syncs` has every bulk declaration that was taken."""

    everywhere: list[dict[str, Any]] = field(default_factory=list)
    by_guild: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    syncs: list[Sequence[Form]] = field(default_factory=list)

    def known(self, guild: str | None) -> list[dict[str, Any]]:
        """What a person finds in a server, or in the direct message."""
        own = self.by_guild.get(guild or "", [])
        names = {(c["name"], c["type"]) for c in own}
        return own + [c for c in self.everywhere if (c["name"], c["type"]) not in names]

    def find(self, name: str, guild: str | None, type: int = 1) -> dict[str, Any]:
        known = self.known(guild)
        found = [c for c in known if (c["name"], c["type"]) == (name, type)]
        assert found, f"no command {name!r}; there are {[c['name'] for c in known]}"
        return found[0]


def check_commands(forms: Any) -> None:
    """Refuses a bulk declaration that Discord would."""
    demand(_problems(forms))


def _problems(forms: Any) -> Iterator[Problem]:
    if not isinstance(forms, list):
        yield Problem("", "LIST_TYPE_CONVERT", "Only iterables may be used.")
        return
    for kind, most in ((1, 100), (2, 15), (3, 15)):
        if sum(form.get("type", 1) == kind for form in forms) > most:
            told = f"Maximum number of application commands reached ({most})."
            yield Problem("", "APPLICATION_COMMAND_TOO_MANY", told)
    names: set[tuple[Any, Any]] = set()
    for at, form in enumerate(forms):
        yield from _command(form, str(at))
        if (form.get("name"), form.get("type", 1)) in names:
            told = "Application command names must be unique"
            yield Problem(f"{at}/name", "APPLICATION_COMMANDS_DUPLICATE_NAME", told)
        names.add((form.get("name"), form.get("type", 1)))


def _command(form: Form, here: str) -> Iterator[Problem]:
    slash = form.get("type", 1) == 1
    yield from _naming(form, here, slash=slash)
    if not slash:
        if form.get("description"):
            told = "Context menu commands cannot have description"
            yield Problem(
                f"{here}/description",
                "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_CANNOT_BE_SET",
                told,
            )
        return
    yield from _options(form, here, depth=0)
    if size(form) > MOST_CHARACTERS:
        told = f"Command exceeds maximum size ({MOST_CHARACTERS})"
        yield Problem(here, "APPLICATION_COMMAND_TOO_LARGE", told)


def size(form: Form) -> int:
    """Characters of names, descriptions and choices, each with the longest of its translations."""
    own = sum(_longest(form, name) for name in ("name", "description"))
    choices = sum(
        _longest(c, "name") + len(str(c.get("value", ""))) for c in form.get("choices") or ()
    )
    return own + choices + sum(size(option) for option in form.get("options") or ())


def _longest(form: Form, name: str) -> int:
    translated = (form.get(f"{name}_localizations") or {}).values()
    return max(len(each) for each in [form.get(name) or "", *translated])


def _naming(form: Form, here: str, *, slash: bool = True) -> Iterator[Problem]:
    yield from text(form, "name", here, 32, 1)
    names = {"name": form.get("name"), **_by_locale(form, "name")}
    for place, name in names.items():
        if slash and isinstance(name, str) and (not NAME.match(name) or name != name.lower()):
            told = "String value did not match validation regex."
            yield Problem(f"{here}/{place}", "STRING_TYPE_REGEX", told)
    if slash:
        yield from text(form, "description", here, 100, 1)
    for name, most in (("name", 32), ("description", 100)):
        yield from _translations(form, name, here, most)


def _by_locale(form: Form, name: str) -> dict[str, Any]:
    found = form.get(f"{name}_localizations") or {}
    return {f"{name}_localizations/{locale}": value for locale, value in found.items()}


def _translations(form: Form, name: str, here: str, most: int) -> Iterator[Problem]:
    found = form.get(f"{name}_localizations") or {}
    for locale in found:
        place = f"{here}/{name}_localizations"
        if locale not in LOCALES:
            yield Problem(
                f"{place}/{locale}",
                "ENUM_TYPE_COERCE",
                f'Value "{locale}" is not a valid enum value.',
            )
        yield from text(found, locale, place, most, 1)


def _options(form: Form, here: str, *, depth: int) -> Iterator[Problem]:
    problems, options = many(form, "options", here, 25)
    yield from problems
    names: set[str] = set()
    optional = False
    for at, option in enumerate(options):
        place = f"{here}/options/{at}"
        yield from _naming(option, place)
        if option.get("name") in names:
            told = "Option names must be unique"
            yield Problem(f"{here}/options", "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", told)
        names.add(option.get("name"))
        if option.get("required") and optional:
            told = "Required options must be placed before non-required options"
            yield Problem(place, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", told)
        optional |= not option.get("required")
        yield from _option(option, place, depth)
    kinds = {option.get("type") in (SUB, GROUP) for option in options}
    if len(kinds) == 2:
        told = "Sub-command and sub-command group option types are mutually exclusive to all other types"
        yield Problem(f"{here}/options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", told)


def _option(option: Form, here: str, depth: int) -> Iterator[Problem]:
    kind = option.get("type")
    if kind is None:
        yield required(f"{here}/type")
        return
    yield from integer(option, "type", here, 1, 11)
    if (kind == GROUP and depth > 0) or (kind == SUB and depth > 1):
        told = "Sub-command option types cannot be nested this deep"
        yield Problem(f"{here}/type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", told)
    if kind in (SUB, GROUP):
        yield from _options(option, here, depth=depth + (1 if kind == GROUP else 2))
        return
    problems, choices = many(option, "choices", here, 25)
    yield from problems
    yield from choice_problems(choices, f"{here}/choices", kind)
    if choices and option.get("autocomplete"):
        told = "Autocomplete and choices cannot both be set"
        yield Problem(
            f"{here}/autocomplete", "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID", told
        )
    if option.get("autocomplete") and kind not in (STRING, INTEGER, NUMBER):
        told = "Autocomplete is not available for this type"
        yield Problem(
            f"{here}/autocomplete", "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID", told
        )
    yield from integer(option, "min_length", here, 0, 6000)
    yield from integer(option, "max_length", here, 1, 6000)


def choice_problems(choices: Sequence[Any], place: str, kind: int = STRING) -> Iterator[Problem]:
    """Of the choices of an option, declared or offered by autocompletion."""
    names: set[str] = set()
    for at, choice in enumerate(choices):
        here = f"{place}/{at}"
        yield from text(choice, "name", here, 100, 1)
        yield from _translations(choice, "name", here, 100)
        if kind == STRING:
            yield from text(choice, "value", here, 100, 1)
        elif not isinstance(choice.get("value"), int | float):
            yield Problem(f"{here}/value", "NUMBER_TYPE_COERCE", "Value is not a number.")
        if choice.get("name") in names:
            told = "Choice names must be unique"
            yield Problem(place, "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS", told)
        names.add(choice.get("name"))
