"""The sentences ChatTrain itself says, in one place and one voice: inside a session in the
scenario's language, where there is a table for it, else in English.
"""

from __future__ import annotations

from bot.domain.wording.english import ENGLISH
from bot.domain.wording.german import GERMAN
from bot.domain.wording.table import Doing, Judgement, Labels, Opinions, Talk, Wording

__all__ = [
    "ENGLISH",
    "GERMAN",
    "TABLES",
    "Doing",
    "Judgement",
    "Labels",
    "Opinions",
    "Talk",
    "Wording",
    "of",
]

TABLES = (ENGLISH, GERMAN)
_BY_LANGUAGE = {table.language: table for table in TABLES}


def of(language: str) -> Wording:
    """The sentences for a language such as `de` or `de-AT`."""
    return _BY_LANGUAGE.get(language.partition("-")[0], ENGLISH)
