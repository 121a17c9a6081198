"""Which letters can be drawn: those of DejaVu Sans, which comes with matplotlib (Latin, Greek,
Cyrillic, Arabic, Hebrew and more), and where others are needed, those of this machine's fonts.

What no font here has (Chinese on a server without a font for it, emoji) is left out: better than
boxes. The words of the picture say all of it in any case.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from matplotlib import font_manager, get_data_path
from matplotlib.ft2font import FT2Font

OWN: Final = "DejaVu Sans"
LOOKED_AT: Final = 1500
"""Fonts of this machine that are looked at for missing letters."""


class Letters:
    """The letters a text needs, and the fonts that have them."""

    def __init__(self, text: str) -> None:
        needed = {letter for letter in text if letter > " "}
        self.missing = needed - _own()
        self.families = [OWN]
        for family, letters in _others(frozenset(self.missing)):
            self.families.append(family)
            self.missing -= letters

    def drawable(self, text: str) -> str:
        """A text on one line, without the letters that no font has."""
        return " ".join("".join(one for one in text if one not in self.missing).split())


@cache
def _own() -> frozenset[str]:
    """The letters that both of our weights have."""
    folder = Path(get_data_path()) / "fonts" / "ttf"
    both = [_letters(FT2Font(str(folder / f"DejaVuSans{bold}.ttf"))) for bold in ("", "-Bold")]
    return both[0] & both[1]


def _letters(font: FT2Font) -> frozenset[str]:
    return frozenset(map(chr, font.get_charmap()))


@cache
def _others(wanted: frozenset[str]) -> list[tuple[str, frozenset[str]]]:
    """The machine's fonts that have some of the letters wanted, those for screens first."""
    found, open = [], set(wanted)
    for path in _installed() if wanted else ():
        if not open:
            break
        try:
            letters = _letters(FT2Font(path)) & open
            if letters:
                known = font_manager.fontManager.ttflist
                place = len(known)
                font_manager.fontManager.addfont(path)
                found.append((known[place].name, letters))
                open -= letters
        except (OSError, RuntimeError, ValueError):
            continue  # a font that cannot be drawn with, such as one of pictures
    return found


def _installed() -> Iterable[str]:
    # left out when matplotlib was imported, as it takes a second to look at all of them
    os.environ.pop("MPL_IGNORE_SYSTEM_FONTS", None)
    paths = font_manager.findSystemFonts()
    return sorted(paths, key=lambda path: (_rank(path), path))[:LOOKED_AT]


def _rank(path: str) -> int:
    name = Path(path).name.lower()
    regular = not any(word in name for word in ("bold", "italic", "oblique", "light", "mono"))
    return ("sans" not in name) + 2 * (not regular)
