"""What stands on a platform of one page, and how it is called to show more of it.

A sheet does what it is told, one call at a time; when and what is decided elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol, assert_never

from bot.domain.content import Content
from bot.domain.surface import MessageRef, Surface
from bot.errors import PlatformRateLimited, StreamClosed
from bot.ports.platform import NativeStream, Platform, Verb
from bot.replies.draft import View

Dress = Callable[[int, str, bool], Content]
"""Makes the content of a page from its number, its text, and whether the text is complete."""
Mode = Literal["stream", "edits"]
"""How a message grows: by itself, or by being edited."""
Call = Literal["post", "edit", "start", "append", "stop"]


class Book(Protocol):
    """Where it is written down which messages a reply has; pages count from 0."""

    async def called(self, page: int) -> None:
        """Before the platform is asked to post a page."""

    async def stands(self, page: int, ref: MessageRef) -> None:
        """Once its message is known."""


@dataclass(slots=True, kw_only=True)
class Sheet:
    """One page's message."""

    number: int
    ref: MessageRef | None = None
    unsure: bool = False
    """Whether it may stand there without its reference being known."""
    left_open: bool = False
    """Whether it may still grow by itself, in a stream that nobody holds any more."""
    called: bool = False
    lost: int = 0
    """How often its message has gone and was posted again."""
    mode: Mode | None = None
    native: NativeStream | None = None
    began: float = 0.0
    """When the native stream was opened."""
    sent: str = ""
    """What the native stream was given."""
    broken: bool = False
    """Whether the native stream can only be ended."""
    content: Content | None = None
    """What stands there; None where that is not certain."""
    shown: View | None = None
    tried: View | None = None
    """What was on its way when the platform gave no answer: it may stand there, too."""
    ready_at: float = math.inf
    """When there was enough of it to begin with."""
    painted_at: float = -math.inf
    grown: bool = False
    """Whether more than its first text was shown."""
    setbacks: int = 0
    """Failures in a row of edits that did not matter."""
    stumbles: int = 0
    """Failures in a row of calls that matter."""
    done: bool = False

    def key(self, reply: str) -> str:
        """The key of its post. A message that has gone must not be found again by its key."""
        return f"{reply}:{self.number}" + (f"~{self.lost}" if self.lost else "")

    def forget(self) -> None:
        """Prepares for another text in the same message."""
        self.shown = self.tried = None
        self.done = self.grown = False
        self.broken = self.native is not None

    def end_stream(self) -> None:
        """Takes in that the platform has ended the native stream: the message is edited on."""
        self.native = self.content = None
        self.left_open = False
        self.mode = "edits"

    def lose(self) -> None:
        """Takes in that the message has gone."""
        self.ref = self.native = self.content = self.shown = self.tried = None
        self.called = self.unsure = self.left_open = False
        self.mode = None
        self.lost += 1

    def land(self, view: View, content: Content | None) -> None:
        """Takes in that a view stands there."""
        self.grown = self.grown or (self.shown is not None and not view.complete)
        self.shown, self.tried, self.content = view, None, content
        self.setbacks = self.stumbles = 0
        self.done = view.complete and content is not None


class Press:
    """Carries a sheet's calls to its platform, and writes down in the book where it stands."""

    __slots__ = ("_book", "_key", "platform", "surface")

    def __init__(self, platform: Platform, surface: Surface, key: str, book: Book) -> None:
        self.platform, self.surface = platform, surface
        self._key, self._book = key, book

    async def announce(self, sheet: Sheet) -> bool:
        """To be called before a page is posted. True where it stands there already after all."""
        if not sheet.called:
            await self._book.called(sheet.number)
            sheet.called = True
        return sheet.unsure and await self.find(sheet)

    async def find(self, sheet: Sheet) -> bool:
        """Looks for a message whose reference was lost, where the platform can."""
        if not self.platform.capabilities.finds:
            return False
        ref = await self.platform.lookup(self.surface, sheet.key(self._key))
        sheet.unsure = False
        if ref is None:
            return False
        sheet.left_open = self.platform.capabilities.streams
        await self._stands(sheet, ref)
        return True

    async def end(self, sheet: Sheet) -> None:
        """Ends the stream that an earlier try may have left open in a message."""
        assert sheet.ref is not None  # noqa: S101  # only a message that is known is ended
        await self.platform.end_stream(sheet.ref)
        sheet.left_open = False

    async def delete(self, sheet: Sheet) -> None:
        """Takes a message back, if there is one."""
        if sheet.ref is None and sheet.unsure:
            await self.find(sheet)
        if sheet.ref is not None:
            await self.platform.delete(sheet.ref)
        sheet.ref, sheet.unsure = None, False

    async def call(self, sheet: Sheet, call: Call, view: View, content: Content) -> bool:
        """Makes one call. False where the platform declined to stream and showed nothing.

        Where the platform gives no answer, `sheet.tried` stays as what may stand there.
        """
        before, sheet.tried = sheet.tried, view
        try:
            done = await self._make(sheet, call, view, content)
        except (PlatformRateLimited, StreamClosed):
            sheet.tried = before
            raise
        if not done:
            sheet.tried = before
        return done

    async def _make(self, sheet: Sheet, call: Call, view: View, content: Content) -> bool:
        match call:
            case "post":
                await self._post(sheet, view, content)
            case "start":
                return await self._start(sheet, view, content)
            case "edit":
                assert sheet.ref is not None  # noqa: S101  # else it would be posted
                await self.platform.edit(sheet.ref, content)
                sheet.land(view, content)
            case "append":
                assert sheet.native is not None  # noqa: S101  # else it would be edited
                await sheet.native.append(view.text[len(sheet.sent) :])
                sheet.sent = view.text
                sheet.land(view, content)
            case "stop":
                assert sheet.native is not None  # noqa: S101  # else it would be edited
                await sheet.native.stop(content)
                sheet.end_stream()
                sheet.land(view, content)
            case _:
                assert_never(call)
        return True

    async def _post(self, sheet: Sheet, view: View, content: Content) -> None:
        ref = await self.platform.post(self.surface, content, sheet.key(self._key))
        # An earlier post may be the one that stands there, with what it said.
        certain = not (sheet.unsure and self.platform.capabilities.edits)
        sheet.left_open = sheet.unsure and self.platform.capabilities.streams
        sheet.unsure = False
        sheet.land(view, content if certain else None)
        await self._stands(sheet, ref)

    async def _start(self, sheet: Sheet, view: View, content: Content) -> bool:
        native = await self.platform.stream(self.surface, content, sheet.key(self._key))
        if native is None:
            return False
        sheet.native, sheet.sent, sheet.broken = native, view.text, False
        sheet.land(view, content)
        await self._stands(sheet, native.ref)
        return True

    async def _stands(self, sheet: Sheet, ref: MessageRef) -> None:
        sheet.ref = ref
        await self._book.stands(sheet.number, ref)


def promises(mode: Mode, *, scarce: bool) -> tuple[Verb, ...]:
    """The calls that are kept for a message when it begins to grow: the one that ends it, and where
    edits are scarce the one that shows its second text."""
    if mode == "stream":
        return ("stop",)
    return ("edit", "edit") if scarce else ("edit",)


def growth(mode: Mode | None) -> tuple[Verb, ...]:
    """The calls a growing message lives on, the one that makes it grow first."""
    return ("append", "stop") if mode == "stream" else ("edit",)
