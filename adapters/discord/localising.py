"""Names and descriptions of the command in the languages there are words for, as Discord takes
them. Pure.

A person sees those of the language their Discord is set to, or else the English ones; what comes
back names a command in English always.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from discord import Locale

from bot.domain.wording.commands import COMMANDS, Described, Place


def fields(place: Place) -> dict[str, Any]:
    """The name and the description of a command, a subcommand or an option, with translations."""
    words = COMMANDS["en"][place]
    found = dict(_by_locale(place))
    return {
        "name": words.name,
        "name_localizations": {locale: said.name for locale, said in found.items()},
        "description": words.description,
        "description_localizations": {locale: said.description for locale, said in found.items()},
    }


def locales(language: str) -> tuple[str, ...]:
    """Discord's codes for a language such as `de` or `en`; none where it has none."""
    return tuple(one.value for one in Locale if one.value.partition("-")[0] == language)


def _by_locale(place: Place) -> Iterator[tuple[str, Described]]:
    for language, words in COMMANDS.items():
        yield from ((locale, words[place]) for locale in locales(language))
