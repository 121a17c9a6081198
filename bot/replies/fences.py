"""Fenced code in Markdown: where it begins and ends (CommonMark 0.31, section 4.5)."""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST = 8
"""Longer rows of marks are not taken for a fence, so that a fence's length is bounded."""

_LINE = re.compile(r"^ {0,3}(?:(`{3,8}(?!`))([^\n`]*)|(~{3,8}(?!~))([^\n]*))$", re.MULTILINE)


_LANGUAGE = re.compile(r"[A-Za-z0-9_+#.-]{1,16}(?!\S)")


class Fence(NamedTuple):
    """A fence and what stands in it; `end` is None while it is open.

    `inside` is where its first line of code begins.
    """

    start: int
    inside: int
    mark: str
    language: str
    end: int | None

    def holds(self, place: int) -> bool:
        """Whether a cut at `place` would part the code from one of its fences."""
        return self.start < place and (self.end is None or place < self.end)


def fences(text: str) -> list[Fence]:
    """The fences of a text in order; only the last can be open."""
    if "```" not in text and "~~~" not in text:
        return []
    found: list[Fence] = []
    begun: Fence | None = None
    for line in _LINE.finditer(text):
        mark, info = line[1] or line[3], (line[2] or line[4] or "").strip()
        if begun is None:
            named = _LANGUAGE.match(info)
            language = named[0] if named else ""
            begun = Fence(line.start(), line.end() + 1, mark, language, None)
        elif not info and mark[0] == begun.mark[0] and len(mark) >= len(begun.mark):
            found.append(begun._replace(end=line.end()))
            begun = None
    return found if begun is None else [*found, begun]


def open_fence(text: str) -> Fence | None:
    """The fence that is open at the end of a text."""
    found = fences(text)
    return found[-1] if found and found[-1].end is None else None
