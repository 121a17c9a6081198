"""The blocks that messages and the home tab are made of, each within what Slack allows. Pure.

Every mrkdwn text is `verbatim`: Slack then makes no mentions or channels of plain words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from adapters.slack import limits
from adapters.slack.mrkdwn import bold, literal

Block = dict[str, Any]
Blocks = tuple[Block, ...]
DIVIDER: Block = {"type": "divider"}


def plain(text: str, limit: int = limits.LABEL) -> Block:
    """A plain text on one line; never empty."""
    return {"type": "plain_text", "text": limits.cut(text, limit) or limits.ELLIPSIS, "emoji": True}


def marked(text: str) -> Block:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def sections(*texts: str) -> Iterator[Block]:
    """Texts of Slack's marks below each other, in as many sections as they need."""
    whole = "\n".join(text for text in texts if text.strip())
    for piece in limits.pieces(whole):
        yield {"type": "section", "text": marked(piece), "expand": True}


def spelled(text: str) -> Iterator[Block]:
    """A text as it is, without any marks read: for one whose escapes would not fit."""
    for piece in limits.pieces(text):
        yield {
            "type": "section",
            "text": {"type": "plain_text", "text": piece, "emoji": True},
            "expand": True,
        }


def aside(*texts: str) -> Iterator[Block]:
    """Small print, each text by itself."""
    small = [piece for text in texts for piece in limits.pieces(text, limits.CONTEXT_TEXT)]
    for start in range(0, len(small), limits.CONTEXT):
        elements = [marked(text) for text in small[start : start + limits.CONTEXT]]
        yield {"type": "context", "elements": elements}


def heading(text: str) -> Iterator[Block]:
    """A title: as a header where it fits, else in bold."""
    line = " ".join(text.split())
    if line and limits.length(line) <= limits.HEADER:
        yield {"type": "header", "text": plain(line, limits.HEADER)}
    else:
        yield from sections(bold(limits.shortened(line, limits.SECTION // 5)))


def actions(elements: Sequence[Block]) -> Iterator[Block]:
    """Buttons and menus, in as many rows as they need."""
    for start in range(0, len(elements), limits.BUTTONS):
        yield {"type": "actions", "elements": list(elements[start : start + limits.BUTTONS])}


def texts(blocks: Iterable[Block]) -> Iterator[str]:
    """What there is to read in blocks, in Slack's marks."""
    for block in blocks:
        match block["type"]:
            case "header":
                yield literal(block["text"]["text"])
            case "section":
                text = block["text"]
                yield text["text"] if text["type"] == "mrkdwn" else literal(text["text"])
            case "image":
                yield literal(block["alt_text"])
            case "context":
                yield from (element["text"] for element in block["elements"])
            case _:
                pass


def size(blocks: Iterable[Block]) -> int:
    """The length of all text, as Slack counts it at most."""
    return sum(map(limits.length, texts(blocks)))


def fit(blocks: Sequence[Block], most: int = limits.BLOCKS) -> bool:
    """Whether a message may have these blocks."""
    return len(blocks) <= most and size(blocks) <= limits.ALL_TEXT
