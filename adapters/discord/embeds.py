"""Embeds: the coloured boxes below a message's text, for what is longer than that may be. Pure.

Embeds, and not components with text in them: all embeds of a message may have 6,000 characters, such
components 4,000; a message can be edited from text to embeds and back, but never back from such
components; and of those a notification shows nothing. But people can switch embeds off, and a
server can forbid them: what matters most is said in the text above.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from adapters.discord import limits
from adapters.discord.markdown import markdown

Embed = dict[str, Any]
Embeds = tuple[Embed, ...]

CALM, GREY = 0x4F6D8F, 0x80848E
GREEN, AMBER, ORANGE, RED = 0x2E7D4F, 0xD1A11F, 0xC4622D, 0xA8323A
SHORTER = (4_000, 2_000, 1_000, 500, 250)
"""Characters that a text may have, tried in turn where all of it does not fit."""


def embed(text: str, colour: int = CALM) -> Embed:
    return {"description": text, "color": colour}


def joined(*texts: str) -> str:
    """Texts in Discord's marks below each other."""
    return "\n".join(text for text in texts if text.strip())


def apart(*texts: str) -> str:
    """The same with a line between them."""
    return "\n\n".join(text for text in texts if text.strip())


def first(text: str) -> str:
    """As much of a text in Discord's marks as a message's content holds, with dots for the rest."""
    whole = text.strip() or limits.ELLIPSIS
    if limits.length(whole) <= limits.CONTENT:
        return whole
    start, *_ = limits.pieces(whole, limits.CONTENT - len(limits.ELLIPSIS))
    return f"{start}{limits.ELLIPSIS}"


def boxes(text: str) -> Embeds:
    """A long Markdown text; with fewer sentences where even embeds do not hold it."""
    for most in (None, *SHORTER):
        shown = markdown(text if most is None else limits.shortened(text, most))
        found = tuple(limits.pieces(shown, limits.DESCRIPTION))
        if limits.fit("", found):
            break
    return tuple(map(embed, found))


def texts(embeds: Iterable[Embed]) -> tuple[str, ...]:
    return tuple(str(one.get("description", "")) for one in embeds)
