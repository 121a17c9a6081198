"""A trainee's text as data for a judge: between marks that nobody in the conversation can write."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from string import ascii_lowercase

CODE = 12
"""Letters of a mark's code. Letters only: figures might be taken for somebody's number."""


def code(fingerprint: str, session: str) -> str:
    """What marks the data of one session; the same each time it is judged."""
    digest = hashlib.sha256(f"{fingerprint}\n{session}".encode()).digest()
    return "".join(ascii_lowercase[byte % len(ascii_lowercase)] for byte in digest[:CODE])


def fenced(label: str, text: str, code: str) -> str:
    """A text between its marks."""
    return f"[{label} {code}]\n{disarmed(text, code)}\n[end {code}]"


def disarmed(text: str, code: str) -> str:
    """A text that cannot end its fence: without the code, control and invisible characters."""
    visible = "".join(char for char in text if char == "\n" or not _invisible(char))
    return re.sub(re.escape(code), "\u2026", visible, flags=re.IGNORECASE)


def _invisible(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn")
