"""Messages as Slack has them: posted with their key, changed, taken back, found again."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field

import structlog

from adapters.chat import keys
from adapters.chat.errors import Unfit
from adapters.chat.languages import Languages
from adapters.slack import addressing, wording
from adapters.slack.addressing import is_direct, is_private, place
from adapters.slack.answering import Answers
from adapters.slack.calls import Answer, Calls, Method
from adapters.slack.dressing import Arguments, Dressing, pictured, text_alone
from adapters.slack.errors import StillOpen, Unready
from adapters.slack.files import Files
from adapters.slack.reading import Reading
from bot.domain.content import Content, Handout, Notice
from bot.domain.surface import MemberId, MessageRef, Surface
from bot.errors import (
    MessageGone,
    PermissionMissing,
    PlatformError,
    PlatformUnavailable,
    StreamClosed,
    SurfaceGone,
)
from bot.ports.clock import Clock

REMEMBERED = 10_000
"""Of how many messages the key is known that Slack has not been told yet."""

UNREADY = (1.0, 2.0, 3.0, 4.0)
"""Seconds to wait, one time after the other, until a picture can be shown."""
UNREADY_ANSWER = 4.0
"""Seconds, where there is one more try alone."""

log = structlog.get_logger(__name__)


@dataclass(slots=True, kw_only=True)
class Messages:
    """The bot's messages in every workspace."""

    calls: Calls
    dressing: Dressing
    files: Files
    answers: Answers
    languages: Languages
    reading: Reading
    clock: Clock
    _untold: OrderedDict[MessageRef, str] = field(default_factory=OrderedDict)
    """Keys of messages that began as streams, which carry none until they are stopped."""

    async def post(self, surface: Surface, content: Content, key: str) -> MessageRef:
        """Posts; what is for one person is seen by that person alone."""
        if isinstance(content, Handout):
            return await self._hand(surface, content, key)
        only_for = getattr(content, "only_for", None)
        if only_for is None:
            return await self.say(surface, content, key)
        if not is_private(surface) or self.reading.is_anothers(surface, only_for):
            return await self._aside(surface, content, key, only_for)
        try:
            return await self.say(surface, content, key)
        except SurfaceGone:  # a command in the direct messages of two people
            return await self._aside(surface, content, key, only_for)

    async def say(self, surface: Surface, content: Content, key: str) -> MessageRef:
        """An ordinary message; with a person's id for a channel, in their direct messages."""
        body = await self.dressing.of(surface, content)
        body |= await self.dressing.name(surface, content)
        body |= {"channel": surface.channel, "thread_ts": surface.thread}
        body |= {"metadata": addressing.metadata(key), "unfurl_links": False, "unfurl_media": False}
        return _named(surface, await self._send(surface, content, "chat.postMessage", body))

    async def edit(self, ref: MessageRef, content: Content) -> None:
        if addressing.is_ephemeral(ref):
            return
        body = await self.dressing.of(ref.surface, content)
        body |= {"channel": ref.surface.channel, "ts": ref.id, "metadata": self._metadata(ref)}
        try:
            await self._send(ref.surface, content, "chat.update", body)
        except StillOpen:  # a stream that nobody holds any more
            await self.end_stream(ref)
            await self._send(ref.surface, content, "chat.update", body)
        self._untold.pop(ref, None)

    async def _send(
        self, surface: Surface, content: Content, method: Method, body: Arguments
    ) -> Answer:
        """Sends a content; without its blocks where Slack does not take them."""
        try:
            return await self._pictured(surface, content, method, body)
        except Unfit as error:
            log.error("slack.unfit", method=method, problem=str(error))
            return await self.calls.call(surface.tenant, method, **{**body, **text_alone(body)})

    async def _pictured(
        self, surface: Surface, content: Content, method: Method, body: Arguments
    ) -> Answer:
        """Sends a content with its picture, which is known to Slack only some seconds after it was
        uploaded; without it where it does not come to be known."""
        for seconds in UNREADY:
            try:
                return await self.calls.call(surface.tenant, method, **body)
            except Unready:
                await self.clock.sleep(seconds)
        log.warning("slack.no_picture", team=surface.tenant, problem="Slack does not show the file")
        self.dressing.without(surface, content)
        bare = await self.dressing.of(surface, content, pictures=False)
        return await self.calls.call(surface.tenant, method, **{**body, **bare})

    async def delete(self, ref: MessageRef) -> None:
        if addressing.is_ephemeral(ref):
            return
        try:
            await self.calls.call(
                ref.surface.tenant, "chat.delete", channel=ref.surface.channel, ts=ref.id
            )
        except MessageGone:
            return

    async def end_stream(self, ref: MessageRef) -> None:
        """Stops a stream as it is; a message that does not grow is no error."""
        try:
            await self.calls.call(
                ref.surface.tenant,
                "chat.stopStream",
                channel=ref.surface.channel,
                ts=ref.id,
                metadata=self._metadata(ref),
            )
        except StreamClosed:
            return
        self._untold.pop(ref, None)

    def untold(self, ref: MessageRef, key: str) -> None:
        """Takes in that a message's key is still to be told."""
        self._untold[ref] = key
        if len(self._untold) > REMEMBERED:
            self._untold.popitem(last=False)

    def told(self, ref: MessageRef) -> None:
        self._untold.pop(ref, None)

    async def lookup(self, surface: Surface, key: str) -> MessageRef | None:
        """The message of that key. One that was being streamed carries none: it is ours, without
        a key, after the last that a person wrote there."""
        bot = await self.calls.installed(surface.tenant)
        keyless: list[MessageRef] = []
        async for said in self.reading.thread(surface):
            ref = MessageRef(surface, str(said.get("ts")))
            if addressing.key_in(said) == key or self._untold.get(ref) == key:
                return ref
            if said.get("bot_id") != bot.bot_id:
                keyless.clear()
            elif not said.get("metadata") and ref not in self._untold:
                keyless.append(ref)
        if not keys.is_page(key) or surface.thread is None or not keyless:
            return None
        self.untold(keyless[-1], key)
        return keyless[-1]

    async def _hand(self, surface: Surface, handout: Handout, key: str) -> MessageRef:
        """A file into the direct messages of whom it is for, and then a word of it: what was
        handed out twice does no harm, what was not would be missed."""
        member, team = handout.only_for, surface.tenant
        direct = await self.reading.direct(team, member, create=True)
        if direct is None:
            raise SurfaceGone("Nobody can be written to there.")
        here = direct.channel == surface.channel
        direct = surface if here else direct
        try:
            data = await self.files.data(team, member)
            await self.files.share(team, handout.name, data, direct)
        except PermissionMissing as error:
            log.error("slack.no_file", team=team, scope=error.scope, problem=str(error))
            no_file = wording.of(handout.language).no_file
            told = Notice(text=f"{handout.text}\n\n{no_file}", only_for=member)
            return await self.say(direct, told, key)
        if not (here or is_private(surface)):
            words = wording.of(await self.languages.of(team, member))
            with suppress(PlatformError):
                there = Notice(text=words.file_sent, only_for=member)
                await self._aside(surface, there, f"{key}:there", member)
        return await self.say(direct, handout, key)

    async def _aside(
        self, surface: Surface, content: Content, key: str, member: MemberId
    ) -> MessageRef:
        """Shows it to one person alone, in the narrowest place that takes it."""
        if (url := self.answers.take(key, surface)) is not None:
            body = await self.dressing.of(surface, content)
            body |= {"response_type": "ephemeral", "replace_original": False}
            if surface.thread is not None:
                body["thread_ts"] = surface.thread
            try:
                await self._respond(url, surface, content, body)
            except SurfaceGone:
                log.info("slack.answer_expired", key=key)
            else:
                return addressing.ephemeral(surface, key)
        if not is_direct(surface):
            try:
                return await self._ephemeral(surface, content, key, member)
            except SurfaceGone:
                log.info("slack.not_in_channel", channel=surface.channel)
        return await self.say(place(surface.tenant, member), content, key)

    async def _respond(self, url: str, at: Surface, content: Content, body: Arguments) -> None:
        """Answers there; a picture is given one more try, for the address serves few."""
        try:
            return await self.calls.respond(url, body)
        except Unfit as error:
            log.error("slack.unfit", method="response_url", problem=str(error))
        if pictured(body):
            await self.clock.sleep(UNREADY_ANSWER)
            bare = await self.dressing.of(at, content, pictures=False)
            for form in (body, {**body, **bare}):
                with suppress(Unfit):
                    return await self.calls.respond(url, form)
        return await self.calls.respond(url, {**body, **text_alone(body)})

    async def _ephemeral(
        self, surface: Surface, content: Content, key: str, member: MemberId
    ) -> MessageRef:
        body = await self.dressing.of(surface, content)
        body |= {"channel": surface.channel, "user": member, "thread_ts": surface.thread}
        await self._send(surface, content, "chat.postEphemeral", body)
        return addressing.ephemeral(surface, key)

    def _metadata(self, ref: MessageRef) -> dict[str, object] | None:
        key = self._untold.get(ref)
        return None if key is None else addressing.metadata(key)


def _named(surface: Surface, answer: Answer) -> MessageRef:
    channel, ts = answer.get("channel"), answer.get("ts")
    if not (addressing.is_id(channel) and addressing.is_ts(ts)):
        raise PlatformUnavailable("Slack did not name the message it posted.")
    return MessageRef(place(surface.tenant, channel, surface.thread), ts)
