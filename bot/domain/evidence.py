"""Whether a quote stands in what the trainee said, and where.

A model that quotes is believed only as far as its words are there. Both texts are compared word by
word: case, spaces, punctuation, quote marks and invisible characters aside. Where a quote does not
stand so, one word in eight may differ (be another, be missing, or be too many), but never a figure
or a word that denies. What is handed on is always the verbatim text of the turn.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.domain.scorecard import Evidence
from bot.domain.transcript import Turn, TurnNumber

FEWEST = 2
"""Words of a quote at least, unless it is the whole message."""
ONE_IN = 8
"""One word in as many may differ; a quote of fewer words must stand as it is."""
LONGEST = 80
"""Words of a quote up to which differing words are looked for."""

_WIDE = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""Scripts in which each sign is taken as a word."""
_INSIDE = "'\u2019\u02bc\u00ad\u200b-\u200f\u2060\ufeff"
"""What may stand inside a word and is no part of it: apostrophes and invisible characters."""
_WORD = re.compile(rf"[{_WIDE}]|[^\W_{_WIDE}]+(?:[{_INSIDE}]+[^\W_{_WIDE}]+)*")
_LEFT_OUT = re.compile(r"\[?(?:\u2026|\.{3,})\]?")
_DENY = (
    "no not nor never none nobody nothing without cannot nicht nie niemals kein keine keinen keinem "
    "keiner nichts niemand ohne pas jamais sans aucun sin nunca jam\u00e1s non mai senza"
)
_COUNT = (
    "one two three four five six seven eight nine ten twelve twenty hundred half eins zwei drei vier "
    "f\u00fcnf sechs sieben acht neun zehn zw\u00f6lf zwanzig hundert halb"
)
_FIXED = frozenset(f"{_DENY} {_COUNT}".split())


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int

    @property
    def fixed(self) -> bool:
        """Whether no other word will do: a figure, or a word that denies."""
        return (
            any(map(str.isdigit, self.text))
            or self.text in _FIXED
            or (self.text.endswith("nt") and len(self.text) > len("ant"))
        )


_Look = Callable[[list[_Word], list[_Word]], tuple[int, int] | None]


def find(
    quote: str, turns: Sequence[Turn], *, shows: str, named: TurnNumber | None = None
) -> Evidence | None:
    """Where a quote stands, looked for in turn `named` first; None where it does not.

    Of a quote with words left out ("we left you … that is our fault") every part must stand in the
    same turn; the longest is handed on.
    """
    parts = [words for part in _LEFT_OUT.split(quote) if (words := _words(part))]
    if not parts:
        return None
    ordered = sorted(turns, key=lambda turn: (turn.number != named, turn.number))
    for look in (_exactly, _nearly):
        for turn in ordered:
            if (place := _all_stand(parts, _words(turn.text), look)) is not None:
                start, end = place
                end += _asks(quote) and turn.text[end : end + 1] in ("?", "!")
                return Evidence(
                    turn=turn.number, quote=turn.text[start:end], start=start, end=end, shows=shows
                )
    return None


def _asks(quote: str) -> bool:
    """Whether a quote has a question's or a call's end, which then belongs to what is handed on."""
    return quote.rstrip("\"'\u201c\u201d\u2019\u00bb\u00ab ").endswith(("?", "!"))


def _words(text: str) -> list[_Word]:
    return [_Word(_plain(m[0]), *m.span()) for m in _WORD.finditer(text)]


def _plain(word: str) -> str:
    """A word without case, forms of letters, and what is no part of it."""
    folded = unicodedata.normalize("NFKC", word).casefold()
    return "".join(char for char in folded if char.isalnum() or unicodedata.combining(char))


def _all_stand(
    parts: Sequence[list[_Word]], said: list[_Word], look: _Look
) -> tuple[int, int] | None:
    """The characters of the longest part, where each part stands in the words said."""
    places: list[tuple[int, int]] = []
    for part in parts:
        if len(part) < FEWEST and len(part) != len(said):
            return None
        if (place := look(part, said)) is None:
            return None
        places.append((said[place[0]].start, said[place[1]].end))
    return max(places, key=lambda place: place[1] - place[0])


def _exactly(quote: list[_Word], said: list[_Word]) -> tuple[int, int] | None:
    """The first and the last word of what is said alike."""
    wanted = [word.text for word in quote]
    texts = [word.text for word in said]
    for first in range(len(texts) - len(wanted) + 1):
        if texts[first : first + len(wanted)] == wanted:
            return first, first + len(wanted) - 1
    return None


def _nearly(quote: list[_Word], said: list[_Word]) -> tuple[int, int] | None:
    """The first and the last word of what is said best alike, with as many differences as may be.

    The least number of words to change between a text and any stretch of another: P. H. Sellers,
    "The theory and computation of evolutionary distances", 1980.
    """
    bound = len(quote) // ONE_IN
    if not bound or len(quote) > LONGEST or not _worth_it(quote, said, bound):
        return None
    row = [(0, start) for start in range(len(said) + 1)]
    for word in quote:
        row = list(_next_row(word, row, said, bound))
    least, behind, first = min((cost, -end, start) for end, (cost, start) in enumerate(row))
    last = -behind
    return (first, last - 1) if least <= bound and last > first else None


def _worth_it(quote: list[_Word], said: list[_Word], bound: int) -> bool:
    known = {word.text for word in said}
    return sum(word.text not in known for word in quote) <= bound


def _next_row(
    word: _Word, above: list[tuple[int, int]], said: list[_Word], bound: int
) -> Iterator[tuple[int, int]]:
    """For one more word of the quote: what it costs to end at each place, and where that began."""
    too_much = bound + 1
    missing = too_much if word.fixed else 1
    left = (above[0][0] + missing, 0)
    yield left
    for place, other in enumerate(said, 1):
        same = word.text == other.text
        changed = 0 if same else too_much if word.fixed or other.fixed else 1
        left = min(
            (above[place - 1][0] + changed, above[place - 1][1]),
            (above[place][0] + missing, above[place][1]),
            (left[0] + (too_much if other.fixed else 1), left[1]),
        )
        yield left


def same(text: str, other: str) -> bool:
    """Whether two texts have the same words."""
    return [word.text for word in _words(text)] == [word.text for word in _words(other)]
