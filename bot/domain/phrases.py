"""Phrases that authors write, as expressions that find them in what people type.

Whole words in any case: `...` stands for up to five words, `*` ends a word freely, `#` is a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.domain.acts import reading

GAP = r"(?:\W++\w++){0,5}?\W++"
"""What `...` in a phrase stands for: up to five words."""
NUMBER = r"\d+(?:[.:,]\d+)*"
"""What `#` in a phrase stands for."""
KEPT = 8_000
"""Characters up to which a text made readable is kept in memory."""

_TYPED = {
    "'": "'?",
    "#": NUMBER,
    "ä": "(?:ä|ae)",
    "ö": "(?:ö|oe)",
    "ü": "(?:ü|ue)",
    "ß": "(?:ß|ss)",
}
"""How chat writes a character: apostrophes are left out, umlauts spelled out."""


def readable(text: str) -> str:
    """The text as phrases are looked for in it: small letters and typed quotes, of the same length."""
    return _readable_kept(text) if len(text) <= KEPT else _readable(text)


def _readable(text: str) -> str:
    plain = reading.plain(text)
    small = plain.lower()
    return small if len(small) == len(plain) else "".join(map(_small, plain))


_readable_kept = lru_cache(maxsize=1024)(_readable)


def _small(character: str) -> str:
    small = character.lower()
    return small if len(small) == 1 else character


@lru_cache(maxsize=8192)
def pattern(*phrases: str) -> re.Pattern[str]:
    """One expression for phrases of which any may stand there, to search a `readable` text with."""
    return re.compile("|".join(_ways(phrases)))


def _ways(phrases: tuple[str, ...]) -> Iterator[str]:
    """The phrases as expressions; those that begin a word share the look at what is before it."""
    parts = [_expression(phrase) for phrase in phrases]
    words = [part for part, begins_a_word in parts if begins_a_word]
    if words:
        yield rf"(?<!\w)(?:{'|'.join(words)})"
    yield from (part for part, begins_a_word in parts if not begins_a_word)


def _expression(phrase: str) -> tuple[str, bool]:
    """A phrase as an expression without its left bound, and whether it has one."""
    parts = _readable(phrase).replace("…", "...").split("...")
    chains = [[*map(_word, part.split())] for part in parts if part.strip()]
    if not chains:
        return "(?!)", False
    first = chains[0].pop(0)
    begins_a_word = first.startswith(_BOUND)
    chains[0].insert(0, first.removeprefix(_BOUND))
    return GAP.join(r"\s+".join(chain) for chain in chains), begins_a_word


_BOUND = r"(?<!\w)"


def _word(text: str) -> str:
    stem = "".join(_TYPED.get(c, re.escape(c)) for c in text.rstrip("*"))
    end = r"\w*" if text.endswith("*") else (r"(?!\w)" if _bounds(text[-1:]) else "")
    return (_BOUND if _bounds(text[:1]) else "") + stem + end


def _bounds(character: str) -> bool:
    """Whether a word that begins or ends with it does so at a word's bound."""
    return character.isalnum() or character == "#"
