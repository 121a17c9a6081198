"""Text that is still being written, made fit to be seen: what is open is closed, for now.

Two views of a growing text: `heal` for messages that are edited, `safe_prefix` for messages that
can only be appended to. What either shows of the text never shrinks as the text grows.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.replies.fences import Fence, fences, open_fence

CLOSERS = 12
"""The most characters that healing adds."""
HELD = 160
"""A mark that is not closed after so many characters is taken for an ordinary character."""
LINK = 500
"""A link's address that is not closed after so many characters, likewise."""
TICKS = 4
"""Longer rows of backticks within a line are taken for ordinary characters."""

_BLANK = re.compile(r"\n[ \t]*\n")
_MARK = re.compile(r"\\.|(`+)|(\*+|_+|~~+)", re.DOTALL)
_TICKS = re.compile(r"`+")
_UNDECIDED = re.compile(r"(?:[*_`~]+|\\)\Z")
_LINK = re.compile(
    r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\([^()\s]*)?"  # an address
    r"(?:[ \t]+(?:[\"'(][^\"')\n]*[\"')]?)?)?\Z"  # and perhaps a title
)
_BRACKET = re.compile(r"\[[^\[\]\n]*\]?\Z")
_CODE_END = re.compile(r"\n[ \t]*[`~]{0,8}[ \t]*\Z")


class Open(NamedTuple):
    """A mark that is not closed yet, and where it stands."""

    start: int
    mark: str


class Healed(NamedTuple):
    """How much of a text is shown, and what closes it."""

    end: int
    closing: str


def heal(text: str) -> str:
    """A growing text with its open fence, code, bold, italic and strike closed at the end.

    What cannot be judged yet is left out: marks at the very end, and a link's half-written address.
    """
    end, closing = healed(text)
    return text[:end] + closing


def close(text: str) -> str:
    """A text that ends here, with what is open closed and nothing left out."""
    fence = open_fence(text)
    if fence is not None:
        return f"{text}\n{fence.mark}" if fence.inside <= len(text) else text
    start = paragraph(text, max((f.end or 0 for f in fences(text)), default=0), len(text))
    return text + "".join(open.mark for open in reversed(open_marks(text, start, len(text))))


def healed(text: str) -> Healed:
    """What `heal` shows: `text[:end]` followed by `closing`."""
    found = fences(text)
    if found and found[-1].end in {None, len(text)}:  # a line that closes it may still go on
        return _healed_code(text, found[-1])
    code = found[-1].end or 0 if found else 0
    end = _decided(text, paragraph(text, code, len(text)))
    marks = open_marks(text, paragraph(text, min(code, end), end), end)
    return Healed(end, "".join(open.mark for open in reversed(marks)))


def safe_prefix(text: str) -> str:
    """As much of a growing text as can be shown for good: what is open is held back."""
    return text[: _safe(text)]


def open_marks(text: str, start: int, end: int) -> list[Open]:
    """Marks of a paragraph that are open at `end`, the outermost first."""
    marks: list[Open] = []
    place = start
    while match := _MARK.search(text, place, end):
        place = match.end()
        ticks, run = match.groups()
        if ticks is not None and len(ticks) <= TICKS:
            closing = next((t for t in _TICKS.finditer(text, place, end) if t[0] == ticks), None)
            if closing is None:
                return [*marks, Open(match.start(), ticks)]
            place = closing.end()
        elif run is not None:
            _emphasis(marks, text, match.start(), run, end)
    return marks


def paragraph(text: str, start: int, end: int) -> int:
    """Where the last paragraph of `text[start:end]` begins: marks do not reach beyond one."""
    for blank in _BLANK.finditer(text, max(start, text.rfind("\n\n", start, end) - 1), end):
        start = blank.end()
    return start


def _healed_code(text: str, fence: Fence) -> Healed:
    ended = _CODE_END.search(text, max(0, fence.inside - 1))
    end = ended.start() if ended else len(text)
    if end < fence.inside:  # nothing in it yet, and its first line may still grow
        return healed(text[: fence.start])
    return Healed(end, f"\n{fence.mark}")


def _decided(text: str, start: int) -> int:
    """The end of what can be judged, without white space and marks at the end."""
    end = len(text)
    link = _LINK.search(text, max(start, end - LINK))
    if link is not None:
        end = link.start() + 1
    while True:
        undecided = _UNDECIDED.search(text, start, end)
        shown = len(text[: undecided.start() if undecided else end].rstrip())
        if shown == end:
            return end
        end = shown


def _emphasis(marks: list[Open], text: str, place: int, run: str, end: int) -> None:
    """Takes in a row of one mark: it closes what it can, and opens what is left."""
    before = text[place - 1] if place else " "
    after = text[place + len(run)] if place + len(run) < end else " "
    left = len(run)
    if not before.isspace():
        left = _close(marks, run[0], left)
    opens = not after.isspace() and (not before.isalnum() or (run[0] == "*" and left > 1))
    if opens and left and len(run) <= 3:
        _push(marks, place + len(run) - left, run[0] * left)


def _close(marks: list[Open], char: str, left: int) -> int:
    for index in range(len(marks) - 1, -1, -1):
        mark = marks[index].mark
        if mark[0] == char and len(mark) <= left:
            # What was opened within and not closed was no mark.
            del marks[index:]
            left -= len(mark)
    return left


def _push(marks: list[Open], place: int, run: str) -> None:
    if run[0] == "~":
        parts = ["~~"] if len(run) == 2 else []
    else:
        parts = {1: [run], 2: [run], 3: [run[:2], run[:1]]}[len(run)]
    for part in parts:
        # The same mark again: the earlier one was an ordinary character.
        marks[:] = [open for open in marks if open.mark != part]
        marks.append(Open(place, part))
        place += len(part)


def _safe(text: str) -> int:
    found = fences(text)
    if found and found[-1].end in {None, len(text)}:
        return _safe_code(text, found[-1])
    start = paragraph(text, found[-1].end or 0 if found else 0, len(text))
    end = _decided(text, start)
    end = min([end, *(open.start for open in open_marks(text, start, end) if _held(text, open))])
    bracket = _BRACKET.search(text, max(start, end - HELD), end)
    if bracket is not None:
        end = bracket.start()
    line = text.rfind("\n", 0, end) + 1
    if text[line:end].lstrip(" ")[:3] in {"```", "~~~"}:
        end = line  # whether it is a fence shows only when the line is over
    return len(text[:end].rstrip())


def _held(text: str, open: Open) -> bool:
    return len(text) - open.start <= HELD


def _safe_code(text: str, fence: Fence) -> int:
    end = _healed_code(text, fence).end
    return _safe(text[: fence.start]) if end < fence.inside else len(text[:end].rstrip())
