"""Texts made to fit: cut where it hurts least, and never within what belongs together. Pure.

Texts are Markdown or a platform's marks of the same kind: neither code, links, escapes nor emphasis
is broken where that can be helped, and a character that a reader sees as one never. Lengths are
UTF-16 units, which are never fewer than the characters, however a platform counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

ELLIPSIS = "…"
FENCE = "```"
REACH = 64
"""Code points back from a cut among which one that breaks no character is looked for."""
LONGEST = 3_000
"""Code points behind a cut that are searched for the end of what it would break."""

_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’»)\]*_]*(?=\s)|(?<=[。！？])")
_SPACE = re.compile(r"(?<=\S)(?=\s)")
_LINK = r"<[^<>\n]+>|\[[^\[\]\n]*\]\([^()\s]*\)"
_TOKENS = rf"{_LINK}|&(?:amp|lt|gt);|\\[!-/:-@\[-`{{-~]|:[a-z0-9_+'-]+:"
_TOKEN = re.compile(_TOKENS)
"""What may not be broken even where nothing else can be cut."""
_WHOLE = re.compile(
    rf"```.*?```|`[^`\n]+`|{_TOKENS}"
    r"|(?<!\w)\*{1,3}[^*\n]+\*{1,3}(?!\w)|(?<!\w)_[^_\n]+_(?!\w)|(?<!\w)~[^~\n]+~(?!\w)",
    re.DOTALL,
)
"""What a cut would break: code, links, escapes, emphasis, emoji."""


def length(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)


def cut(text: str, limit: int) -> str:
    """A plain text for a label: the words that fit, with dots where some are missing."""
    line = " ".join(text.split())
    if length(line) <= limit:
        return line
    end = _filled(line, limit - len(ELLIPSIS))
    space = line.rfind(" ", end // 2, end + 1)
    end = space if space > 0 else _unbroken(line, end)
    return line[:end].rstrip() + ELLIPSIS


def shortened(text: str, limit: int) -> str:
    """Whole sentences of a text, as many as fit; words where the first does not."""
    if length(text) <= limit:
        return text
    room = _filled(text, limit - 2)
    spans = _spans(_WHOLE, text, room)
    for place in _places(text, _SENTENCE, room):
        if place * 4 >= room and _is_between(spans, place):
            return f"{text[:place].rstrip()} {ELLIPSIS}"
    return text[: _place(text, room)].rstrip() + ELLIPSIS


def pieces(text: str, limit: int) -> Iterator[str]:
    """A text in parts that fit, cut at paragraphs, lines, sentences, words.

    A fence that has to be cut is closed and opened again; a quote goes on as one.
    """
    rest = text.strip("\n").rstrip()
    while length(rest) > limit:
        piece, rest = _first(rest, limit)
        if piece.strip():
            yield piece
    if rest.strip():
        yield rest


def _first(text: str, limit: int) -> tuple[str, str]:
    room = _filled(text, limit - 2 * len(FENCE) - 2)
    place = _place(text, room)
    if text[:place].count(FENCE) % 2:
        opened = text.rfind(FENCE, 0, place)
        if opened > room // 4 and not text[:opened].count(FENCE) % 2:
            return text[:opened].rstrip("\n"), text[opened:]
        line = max(text.rfind("\n", opened + len(FENCE) + 1, room), 0) or _anywhere(text, room)
        return f"{text[:line]}\n{FENCE}", f"{FENCE}\n{text[line:].removeprefix(chr(10))}"
    quoted = text[text.rfind("\n", 0, place) + 1 :].startswith("> ") and text[place] != "\n"
    return text[:place].rstrip(), ("> " if quoted else "") + text[place:].lstrip(" \n")


def _place(text: str, room: int) -> int:
    """The best place to cut at or before `room`."""
    spans = _spans(_WHOLE, text, room)
    for kind, least in (("\n\n", 2), ("\n", 2), (_SENTENCE, 3), (_SPACE, 8)):
        for place in _places(text, kind, room):
            if place * least < room:
                break
            if _is_between(spans, place):
                return place
    return _anywhere(text, room)


def _anywhere(text: str, room: int) -> int:
    """A place to cut where there is no good one: still never within a link, an escape, an emoji."""
    spans = _spans(_TOKEN, text, room)
    broken = next((start for start, end in spans if 0 < start < room < end), room)
    return _unbroken(text, broken)


def _spans(what: re.Pattern[str], text: str, room: int) -> list[tuple[int, int]]:
    return [m.span() for m in what.finditer(text, 0, min(len(text), room + LONGEST))]


def _is_between(spans: list[tuple[int, int]], place: int) -> bool:
    return not any(start < place < end for start, end in spans)


def _places(text: str, kind: str | re.Pattern[str], room: int) -> Iterator[int]:
    """Where a text may be cut, the last first."""
    if isinstance(kind, str):
        place = text.rfind(kind, 1, room + 1)
        while place > 0:
            yield place
            place = text.rfind(kind, 1, place)
        return
    yield from reversed([m.end() for m in kind.finditer(text, 1, room + 1) if m.end() <= room])


def _filled(text: str, limit: int) -> int:
    """How many code points fit."""
    end = min(limit, len(text))
    while length(text[:end]) > limit:
        end -= (length(text[:end]) - limit + 1) // 2
    return end


def _unbroken(text: str, place: int) -> int:
    """The last place at or before `place` that breaks nothing a reader sees as one character."""
    for candidate in range(place, max(0, place - REACH), -1):
        if not _joined(text, candidate):
            return candidate
    return place


def _joined(text: str, place: int) -> bool:
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    return (
        "\u200d" in (before, after)
        or unicodedata.category(after)[0] == "M"
        or "\U0001f3fb" <= after <= "\U0001f3ff"
        or "\U000e0020" <= after <= "\U000e007f"
        or "\U0001f1e6" <= after <= "\U0001f1ff"
    )
