"""What a find is, and text made plain so that recognisers need not know how people type.

A recogniser is a function from plain text to finds. It takes linear time on any text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple, get_args

Kind = Literal["EMAIL", "IBAN", "CARD", "ID", "IP", "PHONE", "PERSON", "TEXT"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""`TEXT` is no personal data: it stands for words typed to look like a placeholder."""


class Find(NamedTuple):
    """What stands at `text[start:end]`. The same value has the same `key`, however it is written.

    `name` is the name as it stands there, in small letters; empty for what is no name.
    """

    kind: Kind
    start: int
    end: int
    key: str
    name: str = ""


Recogniser = Callable[[str], Iterable[Find]]


def plain(text: str) -> str:
    """The text with typed spaces, hyphens, quotes and digits; of the same length."""
    return text.translate(_PLAIN)


def digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def letters_and_digits(text: str) -> str:
    return "".join(filter(str.isalnum, text)).upper()


def apart(finds: Iterable[Find], length: int) -> list[Find]:
    """The finds that stand by themselves, in the order of the text; of two that meet, the first given."""
    taken = bytearray(length)
    kept = []
    for find in finds:
        if not any(taken[find.start : find.end]):
            taken[find.start : find.end] = b"\1" * (find.end - find.start)
            kept.append(find)
    return sorted(kept, key=lambda find: find.start)


class Group(NamedTuple):
    """Digits in a row."""

    start: int
    end: int
    digits: str


def groups(text: str) -> list[Group]:
    return [Group(m.start(), m.end(), m[0]) for m in _DIGITS.finditer(text)]


def rows(text: str, found: list[Group], gap: re.Pattern[str]) -> Iterator[list[Group]]:
    """Groups of digits with nothing but `gap` between them."""
    row: list[Group] = []
    for group in found:
        if row and not gap.fullmatch(text, row[-1].end, group.start):
            yield row
            row = []
        row.append(group)
    if row:
        yield row


_DIGITS = re.compile(r"[0-9]+")


def _table() -> dict[int, str]:
    table = dict.fromkeys((0x00A0, 0x202F, *range(0x2000, 0x200B), 0x3000), " ")
    table |= dict.fromkeys((*range(0x2010, 0x2016), 0x2212, 0xFE63), "-")
    table |= dict.fromkeys((0x2018, 0x2019, 0x02BC, 0x00B4), "'")
    table |= {0xFF01 + i: chr(0x21 + i) for i in range(94)}
    for zero in (0x0660, 0x06F0, 0x0966, 0x09E6):
        table |= {zero + i: str(i) for i in range(10)}
    return table


_PLAIN = _table()
