"""How a message reaches its member: as the answer to what they asked, in the conversation, or, where
that is gone in the midst of it, in a direct message. Feedback must not be lost with a thread.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import structlog

from adapters.chat.errors import Unfit
from adapters.chat.languages import Languages
from adapters.discord import addressing, wording
from adapters.discord.answering import Answers, Asked
from adapters.discord.errors import DirectClosed, Late
from adapters.discord.localising import in_words_of
from adapters.discord.messages import Messages, not_taken
from adapters.discord.names import Names
from adapters.discord.places import Places
from adapters.discord.records import Records
from adapters.discord.threads import Threads
from bot.domain.content import (
    Content,
    Handout,
    Moved,
    Notice,
    Offer,
    Opening,
    Report,
    Speech,
)
from bot.domain.session import Session
from bot.domain.showing import closed_buttons
from bot.domain.surface import MemberId, MessageRef, SessionId, Surface
from bot.errors import MessageGone, PermissionMissing, PlatformError, StoreError, SurfaceGone

TOLD = 1024
"""Of how many sessions it is known that their trainees were told."""

log = structlog.get_logger(__name__)


@dataclass(slots=True, kw_only=True)
class Reaching:
    """Finds the place where somebody reads a message."""

    answers: Answers
    languages: Languages
    messages: Messages
    names: Names
    places: Places
    records: Records
    threads: Threads
    _told: dict[SessionId, None] = field(default_factory=dict)

    async def post(self, surface: Surface, content: Content, key: str) -> MessageRef:
        """Posts; what is for one person is seen by that person alone, in the narrowest place."""
        member: MemberId | None = getattr(content, "only_for", None)
        if member is not None:
            content = self._named(content, member)
            asked = self.answers.take(key, surface)
            if asked is not None and await self._answer(asked, surface, content, key):
                return addressing.ephemeral(surface, key)
            if isinstance(content, Handout):
                return await self._hand(surface, content, key)
            if not await self.places.is_private(surface):
                surface = await self.threads.private(surface, member)
        try:
            return await self.messages.say(surface, content, key)
        except (SurfaceGone, PermissionMissing) as error:
            return await self._elsewhere(surface, content, key, error)

    async def edit(self, ref: MessageRef, content: Content) -> None:
        """Changes a message. One that is not a reply's counts as gone with its thread, so that it is
        posted anew where it can be read."""
        try:
            await self.messages.edit(ref, content)
        except (SurfaceGone, PermissionMissing) as error:
            if isinstance(content, Speech):
                await self._tell(ref.surface, content.session, error)
            elif ref.surface.thread is not None and not isinstance(content, Opening):
                raise MessageGone(str(error)) from error
            raise

    async def _answer(self, asked: Asked, at: Surface, content: Content, key: str) -> bool:
        """Answers what was asked; gives whether that could still be."""
        shown = await self.messages.dressing.of(at, content)
        try:
            for form in shown.forms:
                try:
                    await self.answers.say(asked, form.payload, key, form.files or ())
                except (Unfit, PermissionMissing) as error:
                    not_taken(error, form)
                else:
                    return True
        except (Late, SurfaceGone, PermissionMissing) as error:
            log.info("discord.answer_expired", key=key, problem=str(error))
        return False

    async def _hand(self, surface: Surface, handout: Handout, key: str) -> MessageRef:
        """A file in a direct message, which nobody else reads: moderators see private threads."""
        direct = await self.threads.direct(surface.tenant, handout.only_for)
        try:
            return await self.messages.say(direct, handout, key)
        except DirectClosed:
            there = await self.threads.last(surface.tenant, handout.only_for)
            if there is None:
                raise
            words = wording.of(await self.languages.of(surface.tenant, handout.only_for))
            told = self._named(Notice(text=words.not_handed), handout.only_for)
            return await self.messages.say(there, told, key)

    async def _elsewhere(
        self, surface: Surface, content: Content, key: str, error: PlatformError
    ) -> MessageRef:
        """In a direct message, where a thread is gone in which something was to be read."""
        if isinstance(content, Speech):
            await self._tell(surface, content.session, error)
        member = None
        if surface.thread is not None and not isinstance(content, Speech | Opening):
            member = await self._whose(content)
        if member is None:
            raise error
        direct = self.threads.known_direct(surface.tenant, member)
        if getattr(content, "unasked", False) and direct is None:
            raise error  # nobody waits for it, and many may be written to
        log.warning("discord.told_elsewhere", key=key, problem=str(error))
        direct = direct or await self.threads.direct(surface.tenant, member)
        return await self.messages.say(direct, content, key)

    async def _tell(self, surface: Surface, id: SessionId, error: PlatformError) -> None:
        """Says once that a talk cannot go on, and what can be done with it."""
        if surface.thread is None or id in self._told:
            return
        self._told[id] = None
        if len(self._told) > TOLD:
            del self._told[next(iter(self._told))]
        if (session := await self._session(id)) is None:
            return
        log.error("discord.talk_lost", session=id, problem=str(error))
        words = wording.of(session.scenario.language)  # that of the buttons below
        notice = Notice(
            text=words.lost.format(title=session.scenario.title),
            session=id,
            buttons=closed_buttons(replace(session, phase="closed", ending="lost")),
            only_for=session.member,
        )
        try:
            direct = await self.threads.direct(surface.tenant, session.member)
            await self.messages.say(direct, self._named(notice, session.member), f"{id}:lost")
        except DirectClosed as closed:
            log.warning("discord.not_told", session=id, problem=str(closed))
        except PlatformError as failed:
            self._told.pop(id, None)
            log.warning("discord.not_told", session=id, problem=str(failed))

    async def _whose(self, content: Content) -> MemberId | None:
        """Whom a message is for."""
        member: MemberId | None = getattr(content, "only_for", None)
        if member is None:
            session = await self._session(getattr(content, "session", None))
            member = None if session is None else session.member
        return member

    async def _session(self, id: SessionId | None) -> Session | None:
        try:
            return None if id is None else await self.records.session(id)
        except StoreError as error:
            log.warning("discord.session_unread", session=id, problem=str(error))
            return None

    def _named(self, content: Content, member: MemberId) -> Content:
        """The same, with commands named as its reader's Discord shows them."""
        if not isinstance(content, Notice | Offer | Moved | Report):
            return content
        locale = self.names.locale(member)
        named = replace(content, text=in_words_of(locale, content.text))
        if isinstance(named, Report):
            some = (replace(s, text=in_words_of(locale, s.text)) for s in named.sections)
            return replace(named, sections=tuple(some))
        return named
