"""Names with which people introduce themselves: "my name is Jane Doe"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NAMED = r"[^\W\d_a-zà-ÿ][^\W\d_]{1,24}(?:[-'][^\W\d_]{1,24})?"
_INTRODUCED = re.compile(
    r"(?<![^\W_])(?i:my name is|my name's|my full name is|mein name ist|mein name lautet|ich hei(?:ß|ss)e|me llamo|mi nombre es)"
    rf" (?P<name>{_NAMED}(?: {_NAMED}){{0,2}})(?![^\W_])"
)


def introductions(text: str) -> Iterator[str]:
    """The names, as they are written."""
    for match in _INTRODUCED.finditer(text):
        yield match["name"]
