"""The rest of a reply that is written anew, joined to what of it was shown."""

from __future__ import annotations

import re

from bot.domain.guarding.sizing import ends_well
from bot.domain.phrases import fresh

DOTS = "\u2026"
_LEAD = re.compile(r"[\s.\u2026\u2013\u2014-]*")
_LAST = re.compile(r"(?:\A|(?<=[.!?\u2026\n]))[^.!?\u2026\n]*[.!?\u2026]*\s*\Z")


def ending(shown: str) -> str:
    """What makes an end of a reply of which no more is said."""
    return "" if ends_well(shown) else DOTS


class Joint:
    """Takes the rest of a reply in pieces and gives back, in pieces, what follows what was shown.

    A model that says over again what was shown, all of it or its last sentence, is let do so
    unseen; what is between the two is put there.
    """

    def __init__(self, shown: str, *, within_word: bool = False) -> None:
        self.said = False
        """Whether anything followed."""
        self._shown = shown
        self._gap = f"{DOTS} " if within_word else " "
        self._again = [fresh(text) for text in _repeatable(shown)]
        self._held = ""

    def hear(self, piece: str) -> str:
        if self.said:
            return piece
        self._held += piece
        text = _LEAD.sub("", self._held, count=1) if self._shown else self._held.lstrip()
        told = fresh(text)
        if not text or any(again.startswith(told) for again in self._again):
            return ""
        for again in self._again:
            if told.startswith(again):
                text = text[len(again) :]
                break
        return self._begin(text)

    def end(self) -> str:
        """What was held back and is no repetition after all: nothing, where all of it is one."""
        text = _LEAD.sub("", self._held, count=1)
        done = self.said or not text or fresh(text) in self._again
        return "" if done else self._begin(text)

    def _begin(self, text: str) -> str:
        if not text.strip():
            self._held = ""
            return ""
        self.said = True
        if not self._shown:
            return text
        apart = text[0].isalnum() or text[0] in "\"'\u201c\u2018\u201e*("
        return self._gap + text if apart else text


def _repeatable(shown: str) -> list[str]:
    """What a model may say over again: all that was shown, or its last sentence, if it has one."""
    last = _LAST.search(shown.rstrip())
    texts = [shown.strip(), last[0].strip() if last else ""]
    return [text for text in dict.fromkeys(texts) if text]
