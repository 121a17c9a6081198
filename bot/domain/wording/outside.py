"""What is said outside a session, where there is no scenario to take the language from: on the
buttons, menus and lists in which scenarios are offered, and in a member's own place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """These sentences in one language. One with places in braces is a template."""

    language: str
    start: str
    start_one: str
    choose_one: str
    running: str
    results: str
    progress: str
    assignments: str
    no_results: str
    total: str
    no_total: str
    passed: str
    difficulty: str
    spoken: str
    languages: Mapping[str, str]
    """What other languages are called, after `spoken`."""
    there_are_more: str
    everyone: str
    """What the group is called that everybody is in."""
    not_kept: str
    slow: str
    """Where it is not known in time whether it could be stored."""

    def scored(self, total: int | None, *, passed: bool) -> str:
        """A result in a few words."""
        score = self.no_total if total is None else self.total.format(total=total)
        return f"{score}{self.passed if passed else ''}"

    def described(self, difficulty: int, language: str) -> str:
        """How hard a scenario is, and its language where that is not this one."""
        code = language.partition("-")[0]
        other = self.languages.get(code, language)
        spoken = "" if code == self.language else self.spoken.format(language=other)
        return self.difficulty.format(level=difficulty) + spoken

    def more(self, count: int) -> str:
        """That there are scenarios which a list had no room for."""
        return self.there_are_more.format(count=count)


ENGLISH = Outside(
    language="en",
    start="Start",
    start_one="Start a practice",
    choose_one="Choose a scenario",
    running="Running now",
    results="My results",
    progress="My progress",
    assignments="My assignments",
    no_results="You have not finished a session yet. `/chattrain start` opens one.",
    total="{total}/100",
    no_total="not enough to judge",
    passed=", passed",
    difficulty="Difficulty {level} of 5",
    spoken=", in {language}",
    languages={
        "de": "German",
        "en": "English",
        "es": "Spanish",
        "fr": "French",
        "it": "Italian",
        "nl": "Dutch",
        "pt": "Portuguese",
    },
    there_are_more="There are {count} more: type `/chattrain start` and a word of what you look for.",
    everyone="everyone",
    not_kept="That could not be stored, so nothing has happened. Try it again in a moment.",
    slow="That takes longer than usual. If nothing has come of it in a minute, try it again.",
)

GERMAN = Outside(
    language="de",
    start="Beginnen",
    start_one="Eine Übung beginnen",
    choose_one="Wähle ein Szenario",
    running="Läuft gerade",
    results="Meine Ergebnisse",
    progress="Mein Fortschritt",
    assignments="Meine Zuweisungen",
    no_results="Du hast noch keine Übung abgeschlossen. `/chattrain start` öffnet eine.",
    total="{total}/100",
    no_total="nicht genug zum Beurteilen",
    passed=", bestanden",
    difficulty="Schwierigkeit {level} von 5",
    spoken=", auf {language}",
    languages={
        "de": "Deutsch",
        "en": "Englisch",
        "es": "Spanisch",
        "fr": "Französisch",
        "it": "Italienisch",
        "nl": "Niederländisch",
        "pt": "Portugiesisch",
    },
    there_are_more="Es gibt {count} weitere: Tippe `/chattrain start` und ein Wort von dem, was du "
    "suchst.",
    everyone="alle",
    not_kept="Das ließ sich nicht speichern, also ist nichts geschehen. Versuch es gleich noch einmal.",
    slow="Das dauert länger als sonst. Wenn in einer Minute nichts geschehen ist, versuch es noch einmal.",
)

TABLES = (ENGLISH, GERMAN)
_BY_LANGUAGE = {table.language: table for table in TABLES}


def of(language: str) -> Outside:
    """The sentences for a language such as `de` or `de-AT`; English where there are none."""
    return _BY_LANGUAGE.get(language.partition("-")[0], ENGLISH)
