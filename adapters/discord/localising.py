"""Names and descriptions of the command in the languages there are words for, as Discord takes
them. Pure.

A person sees those of the language their Discord is set to, or else the English ones; what comes
back names a command in English always. Sentences say the English ones, and are put into the words
that their reader's Discord shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from discord import Locale

from bot.domain.events import TYPED
from bot.domain.wording.commands import COMMANDS, OFFERED, Described, Place

_NAMED = re.compile(r"`(/?[a-z-]+(?: [a-z-]+)?)((?: [^`]*)?)`")
_CALLED = frozenset({"chattrain", *TYPED})


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


def names(choice: str) -> dict[str, Any]:
    """What something that can be chosen is called, with translations."""
    translated = {
        locale: said[choice] for language, said in OFFERED.items() for locale in locales(language)
    }
    return {"name": OFFERED["en"][choice], "name_localizations": translated}


def in_words_of(locale: str, sentence: str) -> str:
    """A sentence that names commands, with their names as a Discord in that language shows them."""
    words = COMMANDS.get(locale.partition("-")[0], {})
    if not words or "`/chattrain" not in sentence:
        return sentence
    known: Mapping[str, str] = {p: said.name for p, said in words.items() if p in _CALLED}
    return _NAMED.sub(lambda m: f"`{_named(m[1], known)}{m[2]}`", sentence)


def _named(typed: str, names: Mapping[str, str]) -> str:
    """A command as it is typed, word by word."""
    command = typed.startswith("/")
    said = [names.get(word, word) for word in typed.removeprefix("/").split(" ")]
    return ("/" if command else "") + " ".join(said)


def locales(language: str) -> tuple[str, ...]:
    """Discord's codes for a language such as `de` or `en`; none where it has none."""
    return tuple(one.value for one in Locale if one.value.partition("-")[0] == language)


def _by_locale(place: Place) -> Iterator[tuple[str, Described]]:
    for language, words in COMMANDS.items():
        yield from ((locale, words[place]) for locale in locales(language))
