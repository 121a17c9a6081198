"""How much of a message was copied from another text, in runs of words too long for chance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """The words of a text in any language, case aside."""
    return _WORD.findall(text.casefold())


def runs(texts: Iterable[Sequence[str]], length: int) -> frozenset[tuple[str, ...]]:
    """Every run of `length` words in the texts."""
    return frozenset(
        run for text in texts for run in zip(*(text[n:] for n in range(length)), strict=False)
    )


def share(said: Sequence[str], known: AbstractSet[tuple[str, ...]], length: int) -> float:
    """The share of the words said that stand in known runs of `length`, from 0 to 1."""
    covered = until = 0
    for start in range(len(said) - length + 1):
        if tuple(said[start : start + length]) in known:
            covered += start + length - max(start, until)
            until = start + length
    return covered / len(said) if said else 0.0
