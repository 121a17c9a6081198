"""Messages as Discord has them: posted once under their key, changed, taken back, found again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

import structlog
from discord.http import Route

from adapters.chat import keys
from adapters.chat.errors import Unfit
from adapters.discord import addressing, archives, inbound
from adapters.discord.addressing import target
from adapters.discord.calls import Calls
from adapters.discord.dressing import Dressing
from adapters.discord.payloads import Json, part, parts, text
from adapters.discord.rendering import Rendered
from bot.domain.content import Content
from bot.domain.showing import opening_key
from bot.domain.surface import MessageRef, Surface
from bot.errors import (
    MessageGone,
    PermissionMissing,
    PlatformError,
    PlatformRateLimited,
    PlatformUnavailable,
    SurfaceGone,
)

REMEMBERED = 20_000
"""Of how many messages the key is known: Discord does not keep it."""
AGAIN = 4
"""How often a message is posted that is gone, before it is given up."""
LOOKED_AT = 50
"""Of a conversation, the messages among which one is looked for."""

log = structlog.get_logger(__name__)


@dataclass(slots=True, kw_only=True)
class Messages:
    """The bot's messages in every conversation."""

    calls: Calls
    dressing: Dressing = field(default_factory=Dressing)
    bot: str = ""
    """The bot's own id, once it is known."""
    _known: OrderedDict[tuple[str, str], str] = field(default_factory=OrderedDict)
    """Messages by their channel and nonce."""
    _named: dict[str, tuple[str, str]] = field(default_factory=dict)
    _gone: OrderedDict[str, None] = field(default_factory=OrderedDict)
    """Messages that were deleted, or cannot be changed any more."""

    async def say(self, surface: Surface, content: Content, key: str) -> MessageRef:
        """An ordinary message. The same key names the same one, for as long as Discord knows it."""
        channel, shown = target(surface), await self.dressing.of(surface, content)
        route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel)
        for again in range(AGAIN):
            nonce = addressing.nonce(key, again)
            stood = (channel, nonce) in self._known
            sending = self._send(surface, route, shown, nonce=nonce, enforce_nonce=True)
            answer, taken = await sending
            if not addressing.is_id(id := text(answer, "id")):
                raise PlatformUnavailable("Discord did not name the message it posted.")
            if id in self._gone:  # the nonce is remembered for longer than its message
                continue
            ref = MessageRef(surface, id)
            self._keep(channel, nonce, id)
            if stood or not _alike(text(answer, "content"), taken.content):
                await self._mend(ref, shown)
            elif _forbidden(answer, taken):
                await self._change(ref, taken.plain)
            return ref
        raise PlatformUnavailable("Discord gives a message that was deleted in place of a new one.")

    async def edit(self, ref: MessageRef, content: Content) -> None:
        if not addressing.is_ephemeral(ref):
            await self._change(ref, await self.dressing.of(ref.surface, content))

    async def delete(self, ref: MessageRef) -> None:
        if addressing.is_ephemeral(ref):
            return
        with suppress(MessageGone, SurfaceGone):
            await archives.called(self.calls, target(ref.surface), self._route("DELETE", ref))
        self.lost(ref.id)

    async def lookup(self, surface: Surface, key: str) -> MessageRef | None:
        """The message of that key, where it can be told which that is."""
        for again in range(AGAIN):
            known = self._known.get((target(surface), addressing.nonce(key, again)))
            if known is not None:
                return MessageRef(surface, known)
        return await self._told(surface, key) if _tells(key) else None

    def heard(self, message: Json) -> None:
        """Takes in a message of the bot's own that came back: even where the answer was lost, its
        name is known now."""
        nonce = message.get("nonce")
        if isinstance(nonce, str) and addressing.is_id(message.get("id")):
            self._keep(text(message, "channel_id"), nonce, text(message, "id"))

    def lost(self, id: str) -> bool:
        """Takes in that a message was deleted; gives whether it was one of the bot's, as far as that
        is known."""
        self._gone[id] = None
        if len(self._gone) > REMEMBERED:
            self._gone.popitem(last=False)
        known = self._named.pop(id, None)
        if known is not None:
            self._known.pop(known, None)
        return known is not None

    async def history(
        self, surface: Surface, *, after: str | None = None, patient: bool = True
    ) -> list[Json]:
        """Messages of a conversation, the oldest first: those after one, else the last."""
        query = {"limit": str(100 if after else LOOKED_AT)} | ({"after": after} if after else {})
        route = Route("GET", "/channels/{channel_id}/messages", channel_id=target(surface))
        found = await self.calls.call(route, query=query, patient=patient)
        return [m for m in reversed(found) if isinstance(m, Mapping)] if found else []

    async def _told(self, surface: Surface, key: str) -> MessageRef | None:
        """The message of a session whose own words say that it is the one: the first with the
        session's buttons is its opening, one that has the button to stop it is being written."""
        session = keys.session_of(key)
        found = None
        for message in await self.history(surface, patient=False):
            if inbound.is_persons(message):
                found = None if keys.is_page(key) else found
            elif text(part(message, "author"), "id") == self.bot:
                ids = list(custom_ids(message))
                if key == opening_key(session):
                    if found is None and any(f":{session}:" in id for id in ids):
                        found = text(message, "id")
                elif any(id.startswith(f"ct:stop:{session}:") for id in ids):
                    found = text(message, "id")
        return MessageRef(surface, found) if found else None

    async def _send(
        self, surface: Surface, route: Route, shown: Rendered, **more: object
    ) -> tuple[Json, Rendered]:
        """Sends a message; without its file where that may not be sent. Where Discord does not take
        its form, its text alone, and where it does not take that, a sentence that says so. Gives the
        answer, and what was taken."""
        channel = target(surface)
        for form in shown.forms:
            body, files = {**form.payload, **more}, form.files or ()
            try:
                answer = await archives.called(self.calls, channel, route, body, files=files)
            except (Unfit, PermissionMissing) as error:
                refused = not_taken(error, form)
            else:
                return (answer if isinstance(answer, Mapping) else {}), form
        raise refused

    async def _change(self, ref: MessageRef, shown: Rendered) -> None:
        route = self._route("PATCH", ref)
        try:
            answer, taken = await self._send(ref.surface, route, shown)
            if _forbidden(answer, taken):
                await self._send(ref.surface, route, taken.plain)
        except MessageGone:
            self.lost(ref.id)
            raise

    async def _mend(self, ref: MessageRef, shown: Rendered) -> None:
        """A message that stood there already shows what it showed then: the newest is put there,
        or comes with the next change."""
        try:
            await self._change(ref, shown)
        except PlatformRateLimited as limited:
            log.info("discord.not_mended", problem=str(limited))

    def _route(self, method: str, ref: MessageRef) -> Route:
        path = "/channels/{channel_id}/messages/{message_id}"
        return Route(method, path, channel_id=target(ref.surface), message_id=ref.id)

    def _keep(self, channel: str, nonce: str, id: str) -> None:
        self._known[channel, nonce] = id
        self._named[id] = (channel, nonce)
        if len(self._known) > REMEMBERED:
            self._named.pop(self._known.popitem(last=False)[1], None)


def _forbidden(answer: Json, taken: Rendered) -> bool:
    """Whether Discord has left out embeds, without a word, because they are not allowed there."""
    return bool(taken.embeds) and answer.get("embeds") == []


def not_taken(error: PlatformError, form: Rendered) -> PlatformError:
    """Takes in that Discord refused a form of a message. Raises what no other form would mend."""
    if isinstance(error, Unfit):
        log.error("discord.unfit", problem=str(error))
    elif not form.files:
        raise error
    return error


def custom_ids(message: Json) -> Iterator[str]:
    """What the buttons and menus of a message send when they are pressed."""
    for component in parts(message, "components"):
        if id := text(component, "custom_id"):
            yield id
        yield from custom_ids(component)


def _tells(key: str) -> bool:
    return keys.is_page(key) or key == opening_key(keys.session_of(key))


def _alike(one: str, other: str) -> bool:
    """Whether two texts are the same but for white space, which Discord takes away at the ends."""
    return "".join(one.split()) == "".join(other.split())
