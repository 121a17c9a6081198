"""What of a model's output is said aloud: not its thoughts, nothing that cannot be kept or shown."""

from __future__ import annotations

import re

OPEN, CLOSE = "<think>", "</think>"
"""How models think aloud where their server does not take it out (DeepSeek R1, Qwen 3)."""

_UNFIT = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]")
_HALF = re.compile("[\ud800-\udfff]")
_FIRST_HALF = re.compile("[\ud800-\udbff]$")


class Spoken:
    """Takes a model's output in pieces and gives back, in pieces, what is to be shown.

    Left out are a thought at the beginning, white space before the first word and control
    characters. Halves of a surrogate pair in two pieces are put together.
    """

    def __init__(self) -> None:
        self.thought = False
        """Whether there was a thought."""
        self._held = ""
        self._thinking = False
        self._speaking = False

    @property
    def said(self) -> bool:
        """Whether there was a word."""
        return self._speaking

    def hear(self, piece: str) -> str:
        """What can be shown now that this piece has come; often all of it, perhaps nothing."""
        if piece.isascii() and piece.isprintable() and self._speaking and not self._held:
            return piece
        text = self._whole(self._held + piece)
        return text if self._speaking else self._beginning(text)

    def end(self) -> str:
        """What was held back and is shown after all."""
        rest = "" if self._thinking else _HALF.sub("\ufffd", self._held)
        self._held = ""
        self._speaking = self._speaking or bool(rest)
        return rest

    def _whole(self, text: str) -> str:
        """Without control characters, halves put together, a first half at the end held back."""
        self._held = ""
        text = _UNFIT.sub("", text)
        if half := _FIRST_HALF.search(text):
            self._held, text = half[0], text[: half.start()]
        if _HALF.search(text):
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return text

    def _beginning(self, text: str) -> str:
        if self._thinking:
            return self._thought(text)
        text = text.lstrip()
        if text.startswith(OPEN):
            self.thought = self._thinking = True
            return self._thought(text.removeprefix(OPEN))
        if OPEN.startswith(text):
            self._held = text + self._held
            return ""
        self._speaking = True
        return text

    def _thought(self, text: str) -> str:
        _, closed, after = text.partition(CLOSE)
        if not closed:
            self._held = text[1 - len(CLOSE) :] + self._held
            return ""
        self._thinking = False
        return self._beginning(after) if after else ""
