"""How a session's conversation is opened: in the trainee's thread, else in a direct message; and what
they are told where it takes time, or cannot be.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import structlog

from adapters.chat import keys
from adapters.chat.languages import Languages
from adapters.discord import addressing, wording
from adapters.discord.answering import Answers
from adapters.discord.errors import DirectClosed, Later, MemberGone, NoThread
from adapters.discord.messages import Messages
from adapters.discord.places import Places
from adapters.discord.records import Records
from adapters.discord.threads import Threads
from adapters.discord.wording import Wording
from bot.domain import wording as inside
from bot.domain.content import Moved, Opening
from bot.domain.surface import MemberId, MessageRef, SessionId, Surface
from bot.errors import (
    PermissionMissing,
    PlatformError,
    PlatformUnavailable,
    StoreError,
    SurfaceGone,
)

log = structlog.get_logger(__name__)


@dataclass(slots=True, kw_only=True)
class Openings:
    """Opens conversations, and finds those that were."""

    messages: Messages
    threads: Threads
    places: Places
    answers: Answers
    languages: Languages
    records: Records
    _told: set[SessionId] = field(default_factory=set)
    """Whose trainees were told that it takes a while."""

    async def open(self, home: Surface, opening: Opening, key: str) -> MessageRef:
        """Opens a session's conversation with its first message."""
        member = opening.member
        if member is None or await self.places.is_direct(home):
            return await self._in_direct(home, opening, key, member)
        try:
            ref, lacks = await self._somewhere(home, opening, key, member)
        except Later as later:
            await self.delayed(home, opening, later.retry_after)
            raise
        self._told.discard(opening.session)
        await self._lead(home, opening, ref, lacks)
        return ref

    async def _somewhere(
        self, home: Surface, opening: Opening, key: str, member: MemberId
    ) -> tuple[MessageRef, str]:
        """In a thread, else in a direct message; and the permissions that are missing for a thread."""
        try:
            return await self._in_thread(home, opening, key, member), ""
        except MemberGone:
            raise
        except (SurfaceGone, PermissionMissing) as error:
            log.warning("discord.no_thread", channel=home.channel, problem=str(error))
            ref = await self._instead(home, opening, key, member, error)
            return ref, self._lacks(home, error)

    async def delayed(self, home: Surface, opening: Opening, seconds: float) -> None:
        """Says how long it takes to whoever asked for a session; once."""
        if opening.session not in self._told:
            self._told.add(opening.session)
            words = await self._words(home, opening.member)
            await self.answers.mention(opening.session, words.waiting(seconds))

    async def find(self, home: Surface, key: str) -> MessageRef | None:
        """A session's first message, which stands elsewhere than where it was asked for."""
        try:
            session = await self.records.session(keys.session_of(key))
        except StoreError as error:
            raise PlatformUnavailable(str(error)) from error
        if session is None:
            return None
        places = [home] if await self.places.is_direct(home) else []
        if not places:
            known = await self.threads.of(home, session.member)
            direct = self.threads.known_direct(home.tenant, session.member)
            places = [one for one in (known, direct) if one is not None]
        for place in places:
            try:
                if (found := await self.messages.lookup(place, key)) is not None:
                    return found
            except (SurfaceGone, PermissionMissing):
                continue
        return None

    async def _in_thread(
        self, home: Surface, opening: Opening, key: str, member: MemberId
    ) -> MessageRef:
        thread = await self.threads.ready(home, member)
        try:
            return await self.messages.say(thread, opening, key)
        except (DirectClosed, NoThread):
            raise
        except SurfaceGone:  # locked, or deleted in this very moment: another is opened
            self.threads.forget(addressing.target(thread))
            return await self.messages.say(await self.threads.ready(home, member), opening, key)

    async def _in_direct(
        self, home: Surface, opening: Opening, key: str, member: MemberId | None
    ) -> MessageRef:
        """Where it was asked for; in the member's thread where that is closed to the bot."""
        try:
            ref = await self.messages.say(home, opening, key)
        except DirectClosed:
            thread = None if member is None else await self.threads.last(home.tenant, member)
            if thread is None:
                raise
            ref = await self.messages.say(thread, opening, key)
            link = addressing.permalink(ref.surface, ref.id)
            words = await self._words(home, member)
            await self.answers.mention(opening.session, words.in_thread.format(link=link))
        await self._lead(home, opening, ref)
        return ref

    async def _instead(
        self, home: Surface, opening: Opening, key: str, member: MemberId, error: PlatformError
    ) -> MessageRef:
        """In a direct message, because there can be no thread."""
        try:
            direct = await self.threads.direct(home.tenant, member)
            return await self.messages.say(direct, opening, key)
        except DirectClosed as closed:
            words = await self._words(home, member)
            missing = self._lacks(home, error) or words.private_threads
            await self.answers.mention(opening.session, words.nowhere.format(missing=missing))
            scope = error.scope if isinstance(error, PermissionMissing) else ""
            raise PermissionMissing(f"{error} {closed}", scope=scope) from closed

    async def _words(self, home: Surface, member: MemberId | None) -> Wording:
        """The sentences in the language of whoever asked for a session."""
        return wording.of(await self.languages.of(home.tenant, member or MemberId("")))

    def _lacks(self, home: Surface, error: PlatformError) -> str:
        """The permissions that are missing in a channel, where that is why."""
        if not isinstance(error, PermissionMissing):
            return ""
        return ", ".join(self.threads.missing(home.channel)) or error.scope

    async def _lead(
        self, home: Surface, opening: Opening, ref: MessageRef, lacks: str = ""
    ) -> None:
        """Leaves a way to the conversation where it was asked for; where it is that very place,
        nothing is said."""
        asked = self.answers.opened(opening.session, home)
        if asked is None:
            return
        try:
            if home == ref.surface:
                await self.answers.settle(asked)
            else:
                moved = _moved(opening, ref.surface, lacks)
                shown = await self.messages.dressing.of(home, moved)
                await self.answers.say(asked, shown.payload, f"{opening.session}:moved")
        except PlatformError as error:
            log.info("discord.not_led", session=opening.session, problem=str(error))


def _moved(opening: Opening, to: Surface, lacks: str) -> Moved:
    """In the scenario's language, as all that is said of a session."""
    text = inside.of(opening.language).talk.goes_on.format(title=opening.title)
    if lacks:
        text = f"{text} {wording.of(opening.language).in_direct.format(missing=lacks)}"
    return Moved(
        session=opening.session,
        text=text,
        to=to,
        only_for=opening.member,
        language=opening.language,
    )
