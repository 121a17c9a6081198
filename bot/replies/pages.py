"""A text of any length as pages that fit a platform's messages.

As the text grows, only the last page changes; once another follows, a page stays as it is. A page
is cut in its last quarter, at the last good place there. Of a page that has grown so far, only what
lies before the last good place is shown: so nothing that was shown moves to the next page.

The pages together carry the whole text. Left out between two pages are only:

* outside of fenced code: the white space at the cut;
* within fenced code: the one line end at the cut, or nothing where a long line had to be cut. The
  fence is closed at the page's end and opened again, with its language, on the next page;
* the line that closes a fence, where it would be all that is left of it on the next page.

White space at the beginning and the end of the text is left out, too: platforms cut it off.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.replies.fences import LONGEST, Fence, fences
from bot.replies.graphemes import joined, whole
from bot.replies.healing import CLOSERS, open_marks, paragraph

Unit = Literal["characters", "utf16", "bytes"]

SMALLEST = 80
"""A page must hold a fence, its language and some text."""
ZONE = 0.75
"""A page is cut behind this part of it."""
RESERVE = max(CLOSERS, LONGEST + 1)
"""What a page keeps free for closing what is open."""

_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)\]]*(?=\s)|(?<=[。！？])|(?=\n)")
_WORD = re.compile(r"(?<=\S)(?=\s)")


@dataclass(frozen=True, slots=True)
class Page:
    """`text[start:end]`, with a fence opened again before and closed behind it where one is cut."""

    start: int
    end: int
    head: str = ""
    tail: str = ""

    def of(self, text: str) -> str:
        return f"{self.head}{text[self.start : self.end]}{self.tail}"


def measure(text: str, unit: Unit) -> int:
    """A text's length as a platform counts it."""
    match unit:
        case "characters":
            return len(text)
        case "utf16":
            return len(text.encode("utf-16-le", "surrogatepass")) // 2
        case "bytes":
            return len(text.encode("utf-8", "surrogatepass"))


class Pager:
    """The pages of a text that grows. `octets` is a second limit, in UTF-8 bytes."""

    __slots__ = ("_language", "_limit", "_mark", "_octets", "_start", "_unit", "closed")

    def __init__(self, limit: int, unit: Unit = "characters", octets: int | None = None) -> None:
        if min(limit, octets or limit) < SMALLEST:
            raise ValueError(f"a page holds at least {SMALLEST}")
        self._limit, self._unit, self._octets = limit, unit, octets
        self._start = 0
        self._mark = self._language = ""  # of the fence that is opened again
        self.closed: list[Page] = []
        """The pages that will not change any more."""

    def pages(self, text: str) -> list[Page]:
        """The pages of `text`, which begins with every text asked for before."""
        last = self.last(text)
        return self.closed if last is None else [*self.closed, last]

    def last(self, text: str) -> Page | None:
        """The page that grows, once those that are full are closed; None while it is empty."""
        end = len(text.rstrip())
        while True:
            start = self._begin(text)
            if start >= end:
                return None
            if self._fits(text[start:end]):
                return Page(start, end, self._head)
            self._close(text, start)

    def settled(self, text: str, last: Page) -> Page:
        """As much of the last page as will stay on it, however the text goes on."""
        if self._fits(text[last.start : last.end], ZONE):
            return last
        end = _best(text, last.start, self._zone(text, last.start), len(text) - 1, last.head)
        return Page(last.start, last.start + len(text[last.start : end].rstrip()), last.head)

    @property
    def _head(self) -> str:
        return f"{self._mark}{self._language}\n" if self._mark else ""

    def _begin(self, text: str) -> int:
        """Where the last page begins, after what is left out there."""
        if self._mark:
            line, ended, _ = text[self._start :].partition("\n")
            closing = line.strip(" ")
            if len(closing) < len(self._mark) or closing.strip(self._mark[0]):
                return self._start
            if not ended:
                return len(text)
            self._start += len(line)
            self._mark = ""
        return len(text) - len(text[self._start :].lstrip())

    def _fits(self, body: str, part: float = 1.0) -> bool:
        """Whether a page, or a part of it, holds so much."""
        page = self._head + body
        return measure(page, self._unit) + RESERVE <= part * self._limit and (
            self._octets is None or measure(page, "bytes") + RESERVE <= part * self._octets
        )

    def _filled(self, text: str, start: int, part: float) -> int:
        """How far the text reaches in the page that begins at `start`, or in a part of it."""
        most = range(1, min(self._limit, len(text) - start) + 1)
        return start + bisect_left(
            most, x=True, key=lambda n: not self._fits(text[start : start + n], part)
        )

    def _zone(self, text: str, start: int) -> int:
        return self._filled(text, start, ZONE) + 1

    def _close(self, text: str, start: int) -> None:
        """Closes the page that begins at `start`, because the text does not fit into it."""
        head = self._head
        fit = max(self._filled(text, start, 1.0), start + 1)
        cut = _best(text, start, self._zone(text, start), fit, head)
        fence = next(
            (f for f in _fences(text, start, cut, head) if f.inside <= cut and f.holds(cut)), None
        )
        if fence is None:
            end = start + len(text[start:cut].rstrip())
            self.closed.append(Page(start, end, head))
            self._start, self._mark = cut, ""
        else:
            self.closed.append(Page(start, cut, head, f"\n{fence.mark}"))
            self._start = cut + 1 if text[cut] == "\n" else cut
            self._mark = fence.mark
            self._language = fence.language


def _best(text: str, start: int, zone: int, fit: int, head: str) -> int:
    """The best place to cut between `zone` and `fit`.

    It looks at nothing behind `fit` but the next character, and further text can only make it
    later: for each kind of place, the last one counts.
    """
    around = _fences(text, start, fit, head)
    place = next(_places(text, start, zone, fit, around), None)
    return max(zone, whole(text, fit, start)) if place is None else place


def _places(text: str, start: int, zone: int, fit: int, around: list[Fence]) -> Iterator[int]:
    """Good places to cut, the best first."""

    def places(kind: re.Pattern[str]) -> list[int]:
        ends = [match.end() for match in kind.finditer(text, zone, fit + 1)]
        return [end for end in reversed(ends) if zone <= end <= fit and _parts_well(text, end)]

    def settled(place: int) -> bool:
        return not open_marks(text, paragraph(text, start, place), place)

    for place in places(_SENTENCE):
        fence = next((fence for fence in around if fence.holds(place)), None)
        if fence is None:
            if settled(place):
                yield place
        elif text[place] == "\n" and fence.start < zone and fence.inside < place:
            yield place
    words = [place for place in places(_WORD) if not any(f.holds(place) for f in around)]
    yield from (place for place in words if settled(place))
    yield from words
    yield from places(_WORD)


def _parts_well(text: str, place: int) -> bool:
    """Whether a cut parts no character, and no line that is or may become a fence."""
    line = text[text.rfind("\n", 0, place) + 1 : place].lstrip(" ")
    fence = line.startswith(("```", "~~~")) and text[place] != "\n"
    return not fence and not joined(text, place)


def _fences(text: str, start: int, fit: int, head: str) -> list[Fence]:
    """The fences in a page's text; a last line that may go on is not judged."""
    known = fit if text[fit] == "\n" else text.rfind("\n", start, fit) + 1
    back = start - len(head)
    return [
        fence._replace(
            start=fence.start + back,
            inside=fence.inside + back,
            end=None if fence.end is None else fence.end + back,
        )
        for fence in fences(head + text[start : max(start, known)])
    ]
