"""Placeholders in a growing text, replaced as it grows."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.masking.placeholders import restored, undecided


class Showing:
    """What a model writes, with the values put back in place of their placeholders.

    Only the tail in which a placeholder could begin is held back: nothing at all while the session
    hides nothing.
    """

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = dict(values)
        self._kinds = {placeholder[1:].partition("_")[0] for placeholder in values}
        self._before = ""
        self._held = ""

    def hear(self, piece: str) -> str:
        """As much as can be shown for good after one more piece."""
        text = self._before + self._held + piece
        begun = len(self._before)
        cut = max(begun, undecided(text, self._kinds))
        return self._shown(text, begun, cut)

    def end(self) -> str:
        """What was held back."""
        text = self._before + self._held
        return self._shown(text, len(self._before), len(text))

    def _shown(self, text: str, begun: int, cut: int) -> str:
        self._held = text[cut:]
        self._before = text[max(0, cut - 1) : cut]
        return restored(text[:cut], self._values, begun)
