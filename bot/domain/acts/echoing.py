"""Echo: the other's own words taken up, which is measured to go with being listened to.

At least two words of substance that the other used, near each other. A message that is mostly a
copy of what was heard is no echo.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain import copying
from bot.domain.acts.language import Language
from bot.domain.acts.reading import Sentence

NEAR = 8
"""Tokens that may stand between two words taken up."""
WORDS = 2
"""Different words that must be taken up."""
COPIED = 0.8
"""Share of a message's words from which it is a copy of another text."""
RUN = 5
"""Words in a row that are no coincidence."""


def stems(words: Iterable[str], language: Language) -> frozenset[str]:
    """The words of substance among words in normal form, without their endings."""
    return frozenset(language.stem(word) for word in words if _says_something(word, language))


def find(sentence: Sentence, language: Language, heard: frozenset[str]) -> tuple[int, int] | None:
    """Where the sentence takes up words of `heard` (stems), in characters of the original."""
    taken: list[tuple[int, str, int, int]] = []
    before = ""
    for place, (normal, start, end) in enumerate(sentence.tokens):
        addressed, before = before in language.address, normal
        stem = language.stem(normal)
        if addressed or stem not in heard or not _says_something(normal, language):
            continue
        if taken and place - taken[-1][0] > NEAR:
            if len({hit[1] for hit in taken}) >= WORDS:
                break
            taken = []
        taken.append((place, stem, start, end))
    if len({hit[1] for hit in taken}) < WORDS:
        return None
    return taken[0][2], taken[-1][3]


def copied(words: list[str], source: list[str]) -> bool:
    """Whether the words are mostly a copy of the source."""
    return copying.share(words, copying.runs([source], RUN), RUN) > COPIED


def _says_something(word: str, language: Language) -> bool:
    return word.isalnum() and word not in language.common and (len(word) > 2 or word.isdigit())
