"""Whether a persona has gone over to another language than its scenario's.

By small words that one language has and the other has not, in a stretch of some sixteen words; and
by letters. A name, a foreign word or a quoted sentence is no fault, and where a language is not
known, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain import copying
from bot.domain.tongue import SMALL_WORDS

STEP, STRETCH = 48, 96
"""A look is taken each `STEP` characters, at the `STRETCH` characters before."""
FEWEST, MANY, NEXT_TO_NONE = 4, 0.35, 0.07
"""Small words of the other language: how many, and which share; and the share of the right one's."""
LETTERS = 12
"""Letters of another script that are no name any more."""
_LATIN = {"en", "de", "fr", "es", "it", "pt", "nl", "da", "sv", "nb", "no", "fi", "pl", "cs", "tr"}


def is_foreign(text: str, language: str) -> bool:
    """Whether a stretch of text is plainly in another language."""
    code = language.partition("-")[0]
    return _other_script(text, code) or _other_words(text, code)


def stretches(text: str, start: int, *, whole: bool) -> Iterator[tuple[int, str]]:
    """The stretches that end after `start`, in whole words, each with the place where it begins."""
    for end in range((start // STEP + 1) * STEP, len(text) + 1, STEP):
        yield _words_in(text, end)
    if whole and len(text) % STEP:
        yield _words_in(text, len(text))


def _words_in(text: str, end: int) -> tuple[int, str]:
    start = max(0, end - STRETCH)
    while start and start < end and not text[start - 1].isspace():
        start += 1
    last = end
    while end < len(text) and last > start and not text[last - 1].isspace():
        last -= 1
    return start, text[start:last]


def _other_script(text: str, code: str) -> bool:
    if code not in _LATIN or text.isascii():
        return False
    letters = [character for character in text if character.isalpha()]
    others = sum(not _is_latin(character) for character in letters)
    return others >= LETTERS and others > len(letters) / 2


def _is_latin(letter: str) -> bool:
    return letter <= "\u024f" or "\u1e00" <= letter <= "\u1eff"


def _other_words(text: str, code: str) -> bool:
    right, said = SMALL_WORDS.get(code), copying.words(text)
    if right is None or not said:
        return False
    return any(
        _count(said, other - right) >= max(FEWEST, MANY * len(said))
        and _count(said, right - other) <= NEXT_TO_NONE * len(said)
        for other in SMALL_WORDS.values()
        if other is not right
    )


def _count(said: list[str], small: frozenset[str]) -> int:
    return sum(word in small for word in said)
