"""The sentences with which orders of managers and trainees are answered, by their names."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.wording.office_english import ENGLISH
from bot.domain.wording.office_german import GERMAN

TABLES: Mapping[str, Mapping[str, str]] = {"en": ENGLISH, "de": GERMAN}
LANGUAGES = tuple(TABLES)


def say(language: str, what: str, /, **values: object) -> str:
    """A sentence in a language such as `de` or `de-AT`, in English where there is no table."""
    table = TABLES.get(language.partition("-")[0], ENGLISH)
    return table[what].format(**values)
