"""The text of a reply as it grows, and how each of its pages is to be seen at this moment."""

from __future__ import annotations

from typing import NamedTuple

from bot.ports.platform import Capabilities
from bot.replies.healing import healed, safe_prefix
from bot.replies.pages import Page, Pager

LONG_WORD = 12
"""So many characters are shown even where no word has ended yet."""
_ENDS_WORD = frozenset(".,;:!?…。、！？)")


class View(NamedTuple):
    """How a page is to be seen: `text`, which stands for all of `whole` up to `end`.

    `raw` is the page's text before healing, `whole` the reply's text at that time.
    """

    text: str
    complete: bool
    raw: str
    whole: str
    end: int


class Draft:
    """A reply's text. White space at its beginning is not part of it."""

    __slots__ = ("_cached", "_capabilities", "_pager", "_parts", "_text", "final")

    def __init__(self, capabilities: Capabilities) -> None:
        self._capabilities = capabilities
        self._parts: list[str] = []
        self._text = ""
        self._pager = self._new_pager()
        self._cached: tuple[int, bool, View | None] | None = None
        self.final = False

    def feed(self, delta: str) -> None:
        if not self.final:
            self._parts.append(delta)

    @property
    def text(self) -> str:
        """All that was fed."""
        if self._parts:
            more = "".join(self._parts)
            self._parts.clear()
            self._text = self._text + more if self._text else more.lstrip()
            self._cached = None
        return self._text

    def clear(self) -> None:
        """Begins again with nothing."""
        self._parts.clear()
        self._text, self._pager, self._cached = "", self._new_pager(), None

    def finish(self, text: str) -> bool:
        """Takes in the final text. False where it does not go on from what was fed."""
        text = text.lstrip()
        continues = text.startswith(self.text.rstrip())
        if not continues:
            self.clear()
        self._text, self._cached, self.final = text, None, True
        return continues

    def count(self) -> int:
        """How many pages there are."""
        return len(self._pager.pages(self.text))

    def view(self, number: int, *, append_only: bool = False) -> View | None:
        """A page as it is to be seen now; None where nothing of it is."""
        text = self.text
        if self._cached is None or self._cached[:2] != (number, append_only):
            self._cached = (number, append_only, self._new_view(text, number, append_only))
        return self._cached[2]

    def opened(self, view: View, words: int) -> bool:
        """Whether enough of a page is written to begin with: so many whole words."""
        if len(view.text) >= LONG_WORD * words:
            return True
        ended = view.text[-1] in _ENDS_WORD or self._text[-1].isspace()
        return len(view.text.split()) - (not ended) >= words

    def _new_view(self, text: str, number: int, append_only: bool) -> View | None:  # noqa: FBT001
        last, closed = self._pager.last(text), self._pager.closed
        if number < len(closed):
            return _complete(closed[number], text)
        if last is None or number > len(closed):
            return None
        if self.final:
            return _complete(last, text)
        return _growing(self._pager.settled(text, last), text, append_only)

    def _new_pager(self) -> Pager:
        can = self._capabilities
        return Pager(can.page, can.unit, can.stream_bytes if can.streams else None)


def _complete(page: Page, text: str) -> View:
    raw = page.of(text)
    return View(raw, complete=True, raw=raw, whole=text, end=page.end)


def _growing(page: Page, text: str, append_only: bool) -> View | None:  # noqa: FBT001
    raw = page.of(text)
    if append_only:
        shown = safe_prefix(raw)
        end = len(shown)
    else:
        end, closing = healed(raw)
        shown = raw[:end] + closing
    if end <= len(page.head):
        return None
    behind = page.start + end - len(page.head)
    return View(shown, complete=False, raw=raw[:end], whole=text, end=behind)
