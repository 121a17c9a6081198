"""What a person typed, made fit to keep: cleaned, measured, and read as a `!word` where it is one.

Nothing is cut: a message that does not fit is refused with a sentence, so that nothing is lost
unseen.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bot.domain.events import Action

WORDS: dict[str, Action] = {
    "hint": "hint",
    "stop": "stop",
    "finish": "finish",
    "retry": "retry",
    "help": "help",
}

_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u2060\ufeff\ufff9-\ufffb"
    "\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Control characters but tab and newline, zero-width space, byte order marks, the marks that turn
the direction of text around (the plain left-to-right and right-to-left marks stay: scripts that
run that way need them), and halves of surrogate pairs."""


@dataclass(frozen=True, slots=True)
class Word:
    """A `!word`: an action, or None where there is no such word."""

    action: Action | None
    typed: str


def clean(text: str) -> str:
    """The text without what cannot be seen, line ends as newlines, in normal form NFC."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text)).strip()


def word(text: str) -> Word | None:
    """Reads `!hint` and the like; None for an ordinary message.

    Only a message that is one word after the mark counts, so that "!!! really?" is said, not read.
    """
    match = re.fullmatch(r"!([A-Za-z]+)[.!]?", text)
    if match is None:
        return None
    typed = match[1].lower()
    return Word(WORDS.get(typed), typed)
