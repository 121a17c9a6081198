"""What Slack allows of a message's parts, and how texts are made to fit (`domain.cutting`). Pure.

The figures are those of https://docs.slack.dev/reference/block-kit; the text of all blocks together
is refused (`msg_blocks_too_long`) somewhat above `ALL_TEXT`, which is documented for Markdown only.
Lengths are UTF-16 units, which are never fewer than the characters, however Slack counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain import cutting
from bot.domain.cutting import ELLIPSIS, cut, length, shortened

__all__ = ["ELLIPSIS", "cut", "length", "pieces", "shortened"]

TEXT = 3_900
"""The text beside the blocks; `chat.update` takes 4,000."""
ALL_TEXT = 12_000
BLOCKS = 50
HOME_BLOCKS = 100
SECTION = 3_000
CONTEXT_TEXT = 2_000
CONTEXT = 10
HEADER = 150
BUTTONS = 25
LABEL = 75
"""Of a button, an option, a group of options."""
VALUE = 2_000
OPTION_VALUE = 150
OPTIONS = 100
GROUPS = 100
PLACEHOLDER = 150
ALT = 2_000
"""Of the words that stand for a picture."""
FORM_TITLE = 24


def pieces(text: str, limit: int = SECTION) -> Iterator[str]:
    """A text of Slack's marks in parts that fit."""
    return cutting.pieces(text, limit)
