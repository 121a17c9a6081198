"""Phrases that authors write, as expressions that find them in what people type.

Whole words in any case: `...` stands for up to five words, `*` ends a word freely, `#` is a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple, TypeVar

from bot.domain.acts import reading

GAP = r"(?:\W++\w++){0,5}?\W++"
"""What `...` in a phrase stands for: up to five words."""
GAP_BEGUN = r"\W*+(?:\w++\W*+){0,5}"
"""The same where it stands at the end of a text and may go on."""
NUMBER = r"\d+(?:[.:,]\d+)*"
"""What `#` in a phrase stands for."""
LONG = 40
"""Characters of a word by which its beginning is known."""
FEW = 16
"""Phrases up to which it does not pay to take a text into words."""
KEPT = 8_000
"""Characters up to which what is read from a text is kept in memory."""
T = TypeVar("T")
Place = tuple[int, int]
"""Where something stands in a text: its first character, and the one after its last."""

_TYPED = {
    "'": "'?",
    "#": NUMBER,
    "ä": "(?:ä|ae)",
    "ö": "(?:ö|oe)",
    "ü": "(?:ü|ue)",
    "ß": "(?:ß|ss)",
}
"""How chat writes a character: apostrophes are left out, umlauts spelled out."""
_BEGUN = _TYPED | {
    "#": r"\d[\d.:,]*",
    "ä": r"(?:ä|ae|a\Z)",
    "ö": r"(?:ö|oe|o\Z)",
    "ü": r"(?:ü|ue|u\Z)",
    "ß": r"(?:ß|ss|s\Z)",
}
"""The same where it stands at the end of a text and may go on."""
_FIRST = {"'": r"['\w]", "#": r"\d", "ä": "[äa]", "ö": "[öo]", "ü": "[üu]", "ß": "[ßs]"}
"""With what it begins."""


def _kept(read: Callable[[str], T]) -> Callable[[str], T]:
    """What is read from a text, kept in memory unless the text is huge."""
    known = lru_cache(maxsize=1024)(read)
    return lambda text: known(text) if len(text) <= KEPT else read(text)


def _readable(text: str) -> str:
    plain = reading.plain(text)
    small = plain.lower()
    return small if len(small) == len(plain) else "".join(map(_small, plain))


def fresh(text: str) -> str:
    """`readable`, for a text that is not looked at again: nothing is kept of it."""
    return _readable(text)


readable = _kept(_readable)
"""The text as phrases are looked for in it: small letters and typed quotes, of the same length."""


def _small(character: str) -> str:
    small = character.lower()
    return small if len(small) == 1 else character


def find(phrases: tuple[str, ...], said: str) -> Place | None:
    """The first place in a `readable` text where one of the phrases stands.

    Few phrases stand in a text: those are looked at that are `likely` to.
    """
    found = [place for n in likely(phrases, said) if (place := place_of(phrases[n], said))]
    return min(found, key=itemgetter(0), default=None)


def find_each(phrases: tuple[str, ...], ids: Sequence[str], said: str) -> dict[str, Place]:
    """For each id the first place where one of its phrases stands; `ids` are those of the phrases."""
    found: dict[str, Place] = {}
    for n in likely(phrases, said):
        place, before = place_of(phrases[n], said), found.get(ids[n])
        if place and (before is None or place[0] < before[0]):
            found[ids[n]] = place
    return found


def place_of(phrase: str, said: str) -> Place | None:
    """The first place where a phrase stands in a `readable` text.

    Most phrases are words and nothing else. Looking for those takes no expression, which is dear to
    compile, as long as one space stands between any two words of the text.
    """
    words = _simple(phrase)
    if not words or _spaced(said) != said:
        match = pattern(phrase).search(said)
        return match and match.span()
    at = said.find(words)
    while at >= 0:
        end = at + len(words)
        if not _in_word(said[at - 1 : at]) and not _in_word(said[end : end + 1]):
            return at, end
        at = said.find(words, at + 1)
    return None


def likely(phrases: tuple[str, ...], said: str) -> list[int]:
    """The numbers of the phrases that may stand in a `readable` text: a part of them does."""
    parts = _parted(phrases)
    numbers = [n for n, part in parts.alone if part in said]
    if parts.by_word:
        spaced = _spaced(said)
        for word in _words(said).intersection(parts.by_word):
            numbers += [n for n, part in parts.by_word[word] if part in spaced]
    return sorted(numbers)


@_kept
def _spaced(said: str) -> str:
    """With one space between any two words."""
    return " ".join(said.split())


@_kept
def _words(said: str) -> frozenset[str]:
    return frozenset(_WORD.findall(said))


class _Parted(NamedTuple):
    """What of each phrase stands in every text it fits, with the phrase's number."""

    by_word: Mapping[str, list[tuple[int, str]]]
    """Of many phrases: whole words with a space between, by the longest of them."""
    alone: Sequence[tuple[int, str]]
    """Of few phrases, and of those without whole words: the longest part of a word."""


@lru_cache(maxsize=8192)
def _simple(phrase: str) -> str:
    """A phrase of plain words, as it stands in a text; empty for any other."""
    words = _readable(phrase).split()
    return " ".join(words) if phrase.isascii() and "".join(words).isalnum() else ""


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


@lru_cache(maxsize=8192)
def _parted(phrases: tuple[str, ...]) -> _Parted:
    by_word: dict[str, list[tuple[int, str]]] = {}
    alone: list[tuple[int, str]] = []
    for n, phrase in enumerate(phrases):
        plain = " ".join(_readable(phrase).split())
        words = _simple(phrase) or max(_WHOLE_WORDS.findall(plain), key=len, default="")
        if words and len(phrases) > FEW:
            by_word.setdefault(max(words.split(), key=len), []).append((n, words))
        else:
            alone.append((n, max(_LITERAL.findall(plain), key=len, default="")))
    return _Parted(by_word, alone)


_WORD = re.compile(r"\w+")
_LITERAL = re.compile(r"[^\W_äöüß]+")
_WHOLE_WORDS = re.compile(r"(?:(?<= )|\A)[^\W_äöüß]+(?: [^\W_äöüß]+)*(?= |\Z)")
"""Words of a phrase that stand in a text as they are: without `*`, `'`, `#`, `...` or an umlaut."""


@lru_cache(maxsize=8192)
def pattern(phrase: str) -> re.Pattern[str]:
    """A phrase as an expression to search a `readable` text with."""
    parts = [words for part in _parts(phrase) if (words := part.split())]
    if not parts:
        return re.compile("")
    # Between two words there is a bound anyway.
    said = GAP.join(r"\s+".join(map(_stem, words)) for words in parts)
    return re.compile(_before(parts[0][0]) + said + _after(parts[-1][-1]))


@lru_cache(maxsize=1024)
def begun(phrase: str) -> re.Pattern[str]:
    """What stands at the end of a `readable` text where a phrase has begun that may go on.

    It fits every beginning of what `pattern` fits, up to all of it, and now and then a little more.
    """
    parts = [words for part in _parts(phrase) if (words := part.split())]
    before, ways = "", list[str]()
    for n, words in enumerate(parts, 1):
        for m, word in enumerate(words, 1):
            ends = m == len(words)
            ways.append(before + _word_begun(word))
            if not (ends and n == len(parts)):
                ways.append(before + _word(word) + (GAP_BEGUN if ends else r"\s*"))
            before += _word(word) + (GAP if ends else r"\s+")
    return re.compile(rf"(?:{'|'.join(ways)})\Z")


def first(phrase: str) -> str:
    """The first character of what fits a phrase, as an expression; empty where it may be any."""
    word = " ".join(_parts(phrase)).split()[0]
    if not word.rstrip("*"):
        return ""
    return _before(word) + _FIRST.get(word[0], re.escape(word[0]))


def _word_begun(text: str) -> str:
    """The first characters of a word, as far as they go."""
    stem = text.rstrip("*")
    rest = r"\w*" if len(stem) > LONG else ""
    for character in reversed(stem[:LONG]):
        rest = _BEGUN.get(character, re.escape(character)) + (f"(?:{rest})?" if rest else "")
    return _before(text) + rest


def _parts(phrase: str) -> list[str]:
    return _readable(phrase).replace("…", "...").split("...")


def _word(text: str) -> str:
    return _before(text) + _stem(text) + _after(text)


def _stem(text: str) -> str:
    stem = "".join(_TYPED.get(c, re.escape(c)) for c in text.rstrip("*"))
    return stem + r"\w*" if text.endswith("*") else stem


def _before(text: str) -> str:
    return r"(?<!\w)" if _bounds(text[:1]) else ""


def _after(text: str) -> str:
    return r"(?!\w)" if _bounds(text[-1:]) else ""


def _bounds(character: str) -> bool:
    """Whether a word that begins or ends with it does so at a word's bound."""
    return character.isalnum() or character == "#"
