"""What can be wrong with a persona's words, and what was seen of it in a text that still grows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["leak", "out_of_role", "coaching", "language", "too_long"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that the persona should not have said."""

    kind: Kind
    start: int
    """Where it begins: what stands before it may be shown."""
    fact: str | None = None
    """The fact that is told, of a leak."""
    words: str
    """The words by which it is known."""


class Seen(NamedTuple):
    """What is seen in a text from one place on."""

    faults: list[Fault]
    held: int
    """Where something begins that may become a fault, and must not be seen until that is known;
    the text's length where nothing does. More text is looked at from here on."""
