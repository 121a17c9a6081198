"""Lines typed as in chat, in which what is personal is marked by hand: `call {PHONE:0176 12345678}`.

`masking/tuning` holds the lines the rules were made with; `masking/held_out` every third line, put
aside before. Files that begin with `none` have nothing personal in them. All values are made up, or
published as examples.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.domain.masking import Masking

LINES = Path(__file__).parent / "masking"
NAMES = (
    "Anna Schmidt", "Will Carter", "Mark Olsen", "Rose Young", "Dr. Jürgen Müller (he/him)",
    "Priyanka Nair", "Carlos García López", "Grace Bennett", "Huber, Katharina", "Sebastian Koch",
    "Robert King", "Max Lang", "Sean O'Brien", "María José Ruiz", "aoife.byrne", "Venkatesh Iyer",
    "Jean-Luc Moreau", "April Stone", "Hope Winter", "Alexander Wolf | Sales", "Jan van der Berg",
    "Li Wei", "June Park", "Support Team",
)  # fmt: skip
SCENARIO = (
    "Mara Lindqvist waits for order 48213 and parcels 7714 and 7719.",
    "Mara pays by card 4000 0566 5566 5556, reach her on 020 7946 0000 or mara@fernpost.example.",
    "Your manager is Mr. Quill.",
)
_MARK = re.compile(r"\{([A-Z]+):([^}]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A line as it was typed, with what is personal in it."""

    text: str
    personal: tuple[tuple[str, str], ...]


def marked(part: str, file: str = "*") -> Iterator[Marked]:
    for path in sorted((LINES / part).glob(f"{file}.txt")):
        for line in path.read_text("utf-8").splitlines():
            personal = tuple((m[1], m[2]) for m in _MARK.finditer(line))
            yield Marked(text=_MARK.sub(r"\2", line), personal=personal)


def mask() -> Masking:
    return Masking(names=NAMES, allowed=SCENARIO)


def found(line: Marked) -> list[tuple[str, str]]:
    """What is hidden in a line, with its kind."""
    fresh = mask()
    hidden = fresh.hide(line.text)
    kinds = re.findall(r"\[([A-Z]+)_[0-9]+[A-Z]?\]", hidden)
    values = [fresh.show(m) for m in re.findall(r"\[[A-Z]+_[0-9]+[A-Z]?\]", hidden)]
    return list(zip(kinds, values, strict=True))


@dataclass(slots=True)
class Tally:
    """How much of what is personal was hidden whole, and what was hidden besides."""

    personal: int = 0
    hidden: int = 0
    lines: int = 0
    wrong: int = 0

    @property
    def recall(self) -> float:
        return self.hidden / self.personal if self.personal else 1.0

    @property
    def false_alarms(self) -> float:
        return self.wrong / self.lines if self.lines else 0.0


def tallies(lines: Iterable[Marked]) -> dict[str, Tally]:
    """By kind; false alarms count against the kind that was found, over all lines."""
    counted: dict[str, Tally] = defaultdict(Tally)
    every = list(lines)
    for line in every:
        hits = found(line)
        for one in line.personal:
            counted[one[0]].personal += 1
            if one in hits:
                counted[one[0]].hidden += 1
                hits.remove(one)
        for kind, _ in hits:
            counted[kind].wrong += 1
    for tally in counted.values():
        tally.lines = len(every)
    return dict(counted)
