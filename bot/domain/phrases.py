"""Phrases that authors write, as expressions that find them in what people type.

Whole words in any case: `...` stands for up to five words, `*` ends a word freely, `#` is a number.
"""

from __future__ import annotations

import re
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


def find(phrases: tuple[str, ...], said: str) -> re.Match[str] | None:
    """The first place in a `readable` text where one of the phrases stands.

    Few phrases stand in a text: those are looked at whose longest word does.
    """
    likely = [phrase for phrase, anchor in _anchored(phrases) if anchor in said]
    found = [match for phrase in likely if (match := pattern(phrase).search(said))]
    return min(found, key=re.Match.start, default=None)


@lru_cache(maxsize=8192)
def _anchored(phrases: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Each phrase with the longest part of it that stands in every text it fits."""
    return tuple(
        (phrase, max(_LITERAL.findall(_readable(phrase)), key=len, default=""))
        for phrase in phrases
    )


_LITERAL = re.compile(r"[^\W_äöüß]+")


@lru_cache(maxsize=8192)
def pattern(phrase: str) -> re.Pattern[str]:
    """A phrase as an expression to search a `readable` text with."""
    parts = _readable(phrase).replace("…", "...").split("...")
    return re.compile(GAP.join(r"\s+".join(map(_word, p.split())) for p in parts if p.strip()))


def _word(text: str) -> str:
    stem = "".join(_TYPED.get(c, re.escape(c)) for c in text.rstrip("*"))
    end = r"\w*" if text.endswith("*") else (r"(?!\w)" if _bounds(text[-1:]) else "")
    return (r"(?<!\w)" if _bounds(text[:1]) else "") + stem + end


def _bounds(character: str) -> bool:
    """Whether a word that begins or ends with it does so at a word's bound."""
    return character.isalnum() or character == "#"
