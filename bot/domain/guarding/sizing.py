"""How long a persona's reply may be: chat, not letters."""

from __future__ import annotations

import re

ASKED = 60
"""Words that are asked for at most."""
SHOWN = 90
"""Words that are shown as they come; what follows is shown a whole sentence at a time."""
MOST = 120
"""Words of a reply, twice what is asked for: what goes beyond is cut at the end of a sentence."""

_WORD = re.compile(r"\S+")
_END = re.compile(r"[.!?\u2026][\"'\u2019\u201d)\]*_]*(?=\s)|\n(?=\s*\S)")


def words(text: str) -> int:
    return len(_WORD.findall(text))


def word(text: str, number: int) -> int | None:
    """Where the word of that number begins; None where there are not so many."""
    for count, match in enumerate(_WORD.finditer(text), 1):
        if count == number:
            return match.start()
    return None


def let_through(text: str) -> int:
    """How much of a text may be shown: all of it up to `SHOWN` words, then whole sentences."""
    after = word(text, SHOWN + 1)
    if after is None:
        return len(text)
    beyond = word(text, MOST + 1)
    within = text if beyond is None else text[:beyond]
    ends = [match.end() for match in _END.finditer(within, after)]
    return ends[-1] if ends else after


def ends_well(text: str) -> bool:
    """Whether a text ends with a whole sentence."""
    return bool(re.search(r"[.!?\u2026][\"'\u2019\u201d)\]*_]*\s*\Z", text))
