"""What the commands are called and said to do, for platforms that show this to whoever types one.

The English names are those that can be typed everywhere; others stand for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Place = Literal["chattrain", "start", "list", "score", "stop", "help", "scenario"]
"""The command itself, what can be asked for with it, and the argument of `start`."""


@dataclass(frozen=True, slots=True)
class Described:
    """A name of small letters without blanks, and a line that says what it does."""

    name: str
    description: str


COMMANDS: Mapping[str, Mapping[Place, Described]] = {
    "en": {
        "chattrain": Described("chattrain", "Practise conversations"),
        "start": Described("start", "Opens a practice"),
        "list": Described("list", "Shows the scenarios"),
        "score": Described("score", "Shows your results"),
        "stop": Described("stop", "Closes the session that runs, without a score"),
        "help": Described("help", "Says what there is and how a practice goes"),
        "scenario": Described("scenario", "What to practise; left out, you choose from all"),
    },
    "de": {
        "chattrain": Described("chattrain", "Gespräche üben"),
        "start": Described("start", "Öffnet eine Übung"),
        "list": Described("liste", "Zeigt die Szenarien"),
        "score": Described("ergebnisse", "Zeigt deine Ergebnisse"),
        "stop": Described("stop", "Schließt die laufende Übung ohne Bewertung"),
        "help": Described("hilfe", "Sagt, was es gibt und wie eine Übung geht"),
        "scenario": Described("szenario", "Was du üben willst; ohne wählst du aus allen"),
    },
}
"""By language; English has all."""
