"""How long a text is for a model, before anybody has counted. Pure."""

from __future__ import annotations

BYTES = 3
"""Bytes of UTF-8 that are taken for one token: more tokens than there are, in every language."""


def tokens(text: str) -> int:
    """How many tokens a text has at most, as a rule."""
    return -(-len(text.encode(errors="replace")) // BYTES)
