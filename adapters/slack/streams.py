"""Messages that Slack lets grow by itself: begun with the first words, appended to, stopped.

Slack ends such a message after some minutes, at some size, or where the person says so; from then
on it can be edited, which is for whoever holds the stream to do.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

import structlog

from adapters.chat.errors import Unfit
from adapters.slack import addressing
from adapters.slack.addressing import is_direct, place
from adapters.slack.calls import Calls, Method
from adapters.slack.dressing import Dressing, below
from adapters.slack.errands import Errands
from adapters.slack.errors import NotOffered, Stopped
from adapters.slack.messages import Messages
from adapters.slack.statuses import Statuses
from bot.domain.content import Content, Speech
from bot.domain.surface import MessageRef, Surface, TenantId
from bot.errors import PlatformUnavailable, StreamClosed, SurfaceGone

log = structlog.get_logger(__name__)

OnStop = Callable[[MessageRef, str], None]
"""Hears of a reply that was stopped by Slack's own button, with the message's key."""


@dataclass(slots=True, kw_only=True)
class Streams:
    """Begins streams, in the workspaces that have them."""

    calls: Calls
    dressing: Dressing
    messages: Messages
    statuses: Statuses
    stopped: OnStop
    errands: Errands
    _without: set[TenantId] = field(default_factory=set)

    async def start(self, surface: Surface, content: Content, key: str) -> Growing | None:
        """Begins a message; None where Slack does not offer it there, and shows nothing then."""
        if not isinstance(content, Speech) or surface.thread is None or not is_direct(surface):
            return None
        if surface.tenant in self._without:
            return None
        named = await self.dressing.name(surface, content)
        text = await self.dressing.growing(surface, content)
        try:
            answer = await self.calls.call(
                surface.tenant,
                "chat.startStream",
                channel=surface.channel,
                thread_ts=surface.thread,
                markdown_text=text,
                **named,
            )
        except NotOffered as error:
            if error.everywhere:
                log.warning("slack.no_streams", team=surface.tenant, problem=str(error))
                self._without.add(surface.tenant)
            return None
        except (SurfaceGone, Unfit):  # a post says whether that is so
            return None
        ts = answer.get("ts")
        if not addressing.is_ts(ts):
            raise PlatformUnavailable("Slack did not name the message it began.")
        ref = MessageRef(place(surface.tenant, surface.channel, surface.thread), ts)
        self.messages.untold(ref, key)
        self.errands.add(partial(self.statuses.at_work, ref.surface))
        return Growing(streams=self, ref=ref, key=key, sent=text)

    async def end(self, ref: MessageRef) -> None:
        """Ends what an earlier process may have left growing."""
        if ref.surface.tenant in self._without:
            return
        try:
            await self.messages.end_stream(ref)
        except NotOffered:
            self._without.add(ref.surface.tenant)
        else:
            self.errands.add(partial(self.statuses.left_open, ref.surface))


@dataclass(slots=True, kw_only=True)
class Growing:
    """A stream. `sent` is what it was given; not certain any more once a call had no answer."""

    streams: Streams
    ref: MessageRef
    key: str
    sent: str
    _doubtful: bool = False

    async def append(self, text: str) -> None:
        """Raises StreamClosed once it takes no more; the message can be edited then."""
        try:
            await self._call("chat.appendStream", markdown_text=text)
        except Unfit as error:  # it has grown as long as one may
            await self._close()
            raise StreamClosed(str(error)) from error
        except Stopped:
            self.streams.stopped(self.ref, self.key)
            raise
        except PlatformUnavailable:
            self._doubtful = True
            raise
        self.sent += text

    async def stop(self, content: Content) -> None:
        """Ends it with what `content` has more than was sent. Where it says something else, or
        that is not certain, it is ended as it is, and StreamClosed asks for an edit."""
        more = await self._more(content)
        if more is None:
            await self._close()
            raise StreamClosed
        try:
            await self._stop(markdown_text=more or None, blocks=below(content))
        except Unfit as error:
            await self._close()
            raise StreamClosed(str(error)) from error

    async def _more(self, content: Content) -> str | None:
        """What is still to be said; None where something else was said, or that is not certain."""
        if self._doubtful or not isinstance(content, Speech):
            return None
        whole = await self.streams.dressing.growing(self.ref.surface, content)
        return whole[len(self.sent) :] if whole.startswith(self.sent) else None

    async def _close(self) -> None:
        """Ends it as it is."""
        with suppress(StreamClosed):
            await self._stop()

    async def _stop(self, **more: object) -> None:
        statuses, surface = self.streams.statuses, self.ref.surface
        if statuses.stands(surface):
            more["session_status"] = "active"
        await self._call("chat.stopStream", metadata=addressing.metadata(self.key), **more)
        statuses.forget(surface)
        self.streams.messages.told(self.ref)

    async def _call(self, method: Method, **arguments: object) -> None:
        surface = self.ref.surface
        await self.streams.calls.call(
            surface.tenant, method, channel=surface.channel, ts=self.ref.id, **arguments
        )
