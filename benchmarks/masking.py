"""Masking: how much of what is personal is found, what is hidden besides, and what it costs.

    python -m benchmarks.masking [REPEATS]

Prints JSON: for each part of the labelled lines, by kind, how many of how many were hidden whole
and how many other places were hidden; microseconds of processor time a message, with two dozen and
with 5,000 members, and a streamed token; milliseconds to learn 5,000 names and to read 100,000 hostile characters.
"""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Callable
from functools import partial
from itertools import product
from time import process_time
from typing import Any

from bot.domain.masking import Masking
from bot.domain.masking.roster import Roster
from tests.domain.masked import SCENARIO, Tally, marked, mask, tallies

PARTS = ("tuning", "held_out", "later")
FIRST = [f"{a}{b}{c}" for a, b, c in product("BDFKLMRT", "aeiou", ("nara", "lino"))][:71]
LAST = [f"{a}{b}{c}" for a, b, c in product("BDFKLMRT", "aeiou", ("rens", "tkov"))][:71]
MEMBERS = tuple(f"{first} {last}" for first in FIRST for last in LAST)[:5_000]
HOSTILE = ("1 ", "12 34 ", "0176 1234567 ", "a@", "anna at ", "[PERSON_", "Will ", "DE89 3704 ")


def by_kind(counted: dict[str, Tally]) -> dict[str, Any]:
    kinds = {
        kind: {
            "found": f"{t.hidden} of {t.personal}",
            "recall": round(t.recall, 2),
            "wrong": t.wrong,
        }
        for kind, t in sorted(counted.items())
    }
    hidden = sum(t.hidden for t in counted.values())
    personal = sum(t.personal for t in counted.values())
    wrong = sum(t.wrong for t in counted.values())
    total = {
        "found": f"{hidden} of {personal}",
        "recall": round(hidden / personal, 3),
        "wrong": wrong,
    }
    return {"lines": max(t.lines for t in counted.values()), **kinds, "all": total}


def taken(work: Callable[[], object]) -> float:
    begun = process_time()
    work()
    return process_time() - begun


def a_message(masking: Masking, repeats: int) -> float:
    """Microseconds a labelled line takes at the median of the repeats."""
    lines = [line.text for part in PARTS for line in marked(part)]
    every = [taken(lambda: [masking.hide(line) for line in lines]) for _ in range(repeats)]
    return round(statistics.median(every) / len(lines) * 1_000_000, 1)


def a_token(tokens: int) -> float:
    """Microseconds that restoring a reply costs for each piece of it."""
    masking = mask()
    masking.hide("Anna: anna@example.com, 0176 12345678")
    showing = masking.showing()
    pieces = ["Thanks", " [", "PERSON", "_1", "],", " I", " will", " look", " at", " it", "."]
    whole = (pieces * (tokens // len(pieces) + 1))[:tokens]
    return round(taken(lambda: [showing.hear(piece) for piece in whole]) / tokens * 1_000_000, 1)


def measure(repeats: int) -> dict[str, Any]:
    hostile = {unit: (unit * 100_000)[:100_000] for unit in HOSTILE}
    return {
        "parts": {part: by_kind(tallies(marked(part))) for part in PARTS},
        "microseconds_a_message": a_message(mask(), repeats),
        "with_5000_members": a_message(Masking(names=MEMBERS, allowed=SCENARIO), repeats),
        "microseconds_a_token": a_token(20_000),
        "milliseconds_to_learn_5000_names": round(taken(lambda: Roster(MEMBERS)) * 1000, 1),
        "milliseconds_for_100000_hostile": {
            unit: round(taken(partial(mask().hide, text)) * 1000, 1)
            for unit, text in hostile.items()
        },
    }


def main() -> None:
    print(json.dumps(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 20), indent=2))


if __name__ == "__main__":
    main()
