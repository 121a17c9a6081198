"""A message as sentences in a normal form, so that rules need not know how people type.

In the normal form words are lower case, short forms are written out ("dont" is "do not"), typed
slips are mended, words and marks stand between single spaces, and quoted words are left out. Each
token remembers where it stands in the text. Everything here takes linear time on any text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate

LONGEST = 40
"""Characters of a word that are read; more than any word has, so that none takes long to match."""
ENDS = ".!?\n\u2026"
MOCKING = "\U0001f644\U0001f923\U0001f3bb\U0001f921\U0001f60f"
"""Emoji that turn what was said around; read as "lol"."""

_TOKEN = re.compile(
    r"(?P<word>\d+(?:[.,:]\d+)*%?|\w+(?:['-]\w+)*)"
    r"|(?P<end>[.!?\n\u2026])"
    r"|(?P<mark>[,;:()/]|\u2013|\u2014|-(?=\s))"
    rf"|(?P<mock>[{MOCKING}])"
    r"|(?P<sign>[\u2190-\u2bff\U0001f000-\U0001faff])"
)
_MARK = re.compile(r" [,;:] ")
_QUOTED = re.compile(r'"[^"\n]{0,400}"|`[^`\n]{0,400}`|(?m:^[ \t]{0,3}>[^\n]*)')

Spelling = Callable[[str], str]
"""From a word as typed, in lower case, to its normal form (perhaps several words)."""
Token = tuple[str, int, int]
"""A word or mark in normal form, and where it stands in the original."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in normal form; `text` begins and ends with a space."""

    text: str
    asks: bool
    words: frozenset[str]
    tokens: tuple[Token, ...]

    def where(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the original that `text[start:end]` was read from."""
        places = list(accumulate((len(normal) + 1 for normal, _, _ in self.tokens), initial=1))
        first = bisect_right(places, start, hi=len(self.tokens)) - 1
        last = bisect_right(places, max(start, end - 1), hi=len(self.tokens)) - 1
        return self.tokens[max(first, 0)][1], self.tokens[max(last, 0)][2]

    def clause_end(self, place: int) -> int:
        """Where the clause that `text[place]` stands in ends, so that a quote can be understood."""
        mark = _MARK.search(self.text, place)
        return mark.start() if mark else len(self.text) - 1


def plain(text: str) -> str:
    """The text with typographic quotes and apostrophes as typed ones; of the same length."""
    return text if text.isascii() else text.translate(_PLAIN)


_PLAIN = str.maketrans(
    {
        "\u2019": "'",
        "\u2018": "'",
        "\u02bc": "'",
        "\u00b4": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u201e": '"',
        "\u00ab": '"',
        "\u00bb": '"',
        "\u00a0": " ",
        "\u202f": " ",
    }
)


def unquoted(text: str) -> str:
    """The text with quoted words blanked out; of the same length."""
    return _QUOTED.sub(lambda quote: " " * len(quote.group()), text)


def sentences(text: str, spelling: Spelling, going_on: frozenset[str]) -> list[Sentence]:
    """The sentences of a text that `plain` has seen.

    One that begins with a word of `going_on` ("but") belongs to the one before.
    """
    found: list[Sentence] = []
    tokens: list[Token] = []
    mark = ""
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "end":
            mark += match.group()
            continue
        normal = _normal(match, spelling)
        if not mark:
            tokens.append((normal, *match.span()))
            continue
        goes_on = normal in going_on and "?" not in mark
        if tokens and not goes_on and match.lastgroup != "mock":
            found.append(_sentence(tokens, mark))
            tokens = []
        elif tokens:
            tokens.append((",", match.start(), match.start()))
        mark = ""
        tokens.append((normal, *match.span()))
    if tokens:
        found.append(_sentence(tokens, mark))
    return found


def running(text: str, spelling: Spelling) -> str:
    """A text that `plain` has seen in normal form, its sentences apart but not by themselves."""
    tokens = [
        "." if match.lastgroup == "end" else _normal(match, spelling)
        for match in _TOKEN.finditer(text)
    ]
    return f" {' '.join(tokens)} "


def words(normal: str) -> list[str]:
    """The words in a normal form, in order."""
    return [word for word in normal.split() if word[0].isalnum()]


def _normal(match: re.Match[str], spelling: Spelling) -> str:
    kind = match.lastgroup
    if kind == "word":
        return spelling(match[0][:LONGEST].lower())
    if kind == "mock":
        return "lol"
    return match[0] if kind == "mark" and match[0] in ";:" else ","


def _sentence(tokens: list[Token], mark: str) -> Sentence:
    text = f" {' '.join([normal for normal, _, _ in tokens])} "
    return Sentence(
        text=text, asks="?" in mark, words=frozenset(text.split()), tokens=tuple(tokens)
    )
