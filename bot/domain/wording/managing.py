"""What is said about results: reports, digests and a trainee's own progress, by language."""

from __future__ import annotations

from bot.domain.wording.managing_english import ENGLISH
from bot.domain.wording.managing_german import GERMAN
from bot.domain.wording.managing_table import Managing

TABLES = (ENGLISH, GERMAN)
_BY_LANGUAGE = {table.language: table for table in TABLES}


def of(language: str) -> Managing:
    """The sentences for a language such as `de` or `de-AT`; English where there are none."""
    return _BY_LANGUAGE.get(language.partition("-")[0], ENGLISH)
