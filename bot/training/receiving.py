"""Works on one mailbox outside sessions, a member's or a tenant's: takes its events in order, commits
what each asks for, and shows what is to be shown.

What nobody waits for is shown beside that, so that it holds up nobody who does.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

import structlog

from bot.domain import promising, routing
from bot.domain.assignment import Assigned, Assignee, AssignmentId
from bot.domain.desk import Seen
from bot.domain.effects import Announce, Begin, Effect, Erase, Forward, Keep
from bot.domain.events import Commanded, InboundEvent, Pressed, Said
from bot.domain.lobby import Lobby
from bot.domain.member import GroupId
from bot.domain.session import Session
from bot.domain.transcript import SECOND, Micros
from bot.errors import (
    ChannelGone,
    ChatTrainError,
    Overtaken,
    PermissionMissing,
    PlatformError,
    PlatformRateLimited,
    PlatformUnavailable,
    SurfaceGone,
)
from bot.ports.runner import Nudge
from bot.ports.store import Change, Claim, Post, Received
from bot.training.engine import LEASE, Engine
from bot.training.figuring import digest_in_trouble
from bot.training.managing import Managing
from bot.training.taking import ask, receive, sorry

_ASSIGNED = frozenset({"assigned", "leave_and_assigned"})
_BEGINNING = _ASSIGNED | {"start", "leave_and_start", "retry", "leave_and_retry"}
"""What may begin a session, which may count for an assignment."""
_SCORING = frozenset({"score", "finish"})
"""What may have a session scored that was closed without: it may count again."""

log = structlog.get_logger(__name__)


@dataclass(slots=True, kw_only=True)
class Receiving:
    """One mailbox at work, from the claim to its release."""

    engine: Engine
    claim: Claim
    nudge: Nudge
    _tasks: asyncio.TaskGroup = field(default_factory=asyncio.TaskGroup)
    _later: set[asyncio.Task[None]] = field(default_factory=set)
    """What is being shown that nobody waits for."""
    _lease_until: Micros = field(init=False)
    _gone: bool = False
    """Whether the mailbox itself was deleted."""

    async def run(self) -> None:
        """Works until nothing is pending and all that was decided is shown."""
        self._lease_until = self.engine.lease_end()
        unshown = await self.engine.store.unshown(self.claim.mailbox)
        if not all(self._is_ours(post.surface.platform) for post in unshown):
            return
        async with self._tasks:
            for post in unshown:
                await self._present(post, unsure=True)
            while await self._round():
                pass

    async def _round(self) -> bool:
        """Takes what is there; gives False once the mailbox is released, or left to others."""
        self.nudge.mail = False
        await self._renew_in_time()
        for received in await self.engine.store.pending(self.claim.mailbox):
            if not self._is_ours(received.event.surface.platform):
                return False
            await self._receive(received)
            if self._gone:
                return False
        if self._later:
            with suppress(TimeoutError):
                async with asyncio.timeout(LEASE / 3):
                    await self.nudge.wait()
            return True
        async with self.engine.store.begin() as transaction:
            return not await transaction.release(self.claim)

    def _is_ours(self, platform: str) -> bool:
        """Whether this process has a platform; else the mailbox is left to one that has: the claim
        is not given back as done."""
        if platform in self.engine.platforms:
            return True
        log.info("mailbox.elsewhere", mailbox=self.claim.mailbox, platform=platform)
        return False

    async def _renew_in_time(self) -> None:
        end = self.engine.lease_end()
        if end - self._lease_until < LEASE * SECOND / 3:
            return
        async with self.engine.store.begin() as transaction:
            await transaction.renew(self.claim, end)
        self._lease_until = end

    async def _receive(self, received: Received) -> None:
        try:
            await self._take(received)
        except Overtaken:  # nothing of it was written: what is known now is another
            log.info("event.overtaken", key=received.event.key)
            await self._take(received)

    async def _take(self, received: Received) -> None:
        event = received.event
        await asyncio.to_thread(self.engine.catalogue.refresh)
        effects = await self._effects(event)
        announced = [effect for effect in effects if isinstance(effect, Announce)]
        found = [await self._post(effect, event) for effect in announced]
        posts = [post for post in found if post is not None]
        change = Change(
            handled=(received.seq,),
            posts=tuple(posts),
            begun=tuple(e for e in effects if isinstance(e, Begin)),
            forwarded=tuple(e for e in effects if isinstance(e, Forward)),
            kept=tuple(e.what for e in effects if isinstance(e, Keep)),
            unfinished=bool(posts) or bool(self._later),
        )
        if erased := tuple(e for e in effects if isinstance(e, Erase)):
            return await self._erase(replace(change, erased=erased))
        await self._commit(change)
        for post in posts:
            await self._present(post)
        return None

    async def _erase(self, change: Change) -> None:
        """Shows the answer first: a process that is killed in between finds the event still there."""
        await self._commit(Change(posts=change.posts, unfinished=True))
        for post in change.posts:
            await self._show(post, unsure=post.ref is not None)
        for task in self._later:
            task.cancel()
        await self._commit(replace(change, posts=()))
        self._gone = True

    async def _effects(self, event: InboundEvent) -> Sequence[Effect]:
        """What is to be done about an event, by the office or by the lobby."""
        now = self.engine.clock.now()
        if not routing.is_for_office(event):
            return receive(await self._lobby(event), event, now)
        try:
            seen: Seen = await Managing(self.engine, event).seen()
        except (PlatformUnavailable, PlatformRateLimited):
            raise  # the runner tries again
        except PlatformError as error:
            log.warning("office.refused", key=event.key, problem=str(error))
            return sorry(event, str(error))
        return await asyncio.to_thread(ask, seen, event, now)

    async def _lobby(self, event: InboundEvent) -> Lobby:
        store = self.engine.store
        about = await self._about(event)
        assigned = await self._assigned(event) if _may_count(event) else ()
        joins = await self._joins(event, assigned)
        return Lobby(
            open=await store.open_session(event.tenant, event.member),
            about=about if about is not None and about.member == event.member else None,
            scenarios=self.engine.catalogue.scenarios,
            assigned=assigned if joins is None else (*assigned, joins),
            joins=None if joins is None else joins.assignee,
            settings=await store.office.settings(event.tenant),
        )

    async def _assigned(self, event: InboundEvent) -> tuple[Assigned, ...]:
        return tuple(await self.engine.store.office.assigned(event.tenant, event.member))

    async def _joins(self, event: InboundEvent, assigned: Iterable[Assigned]) -> Assigned | None:
        """What a press begins that was assigned to a group of the member's before they were known."""
        if not isinstance(event, Pressed) or event.action not in _ASSIGNED:
            return None
        id, now = AssignmentId(event.value), self.engine.clock.now()
        asked = await self.engine.store.office.assignment(event.tenant, id)
        if asked is None or any(one.assignment.id == id for one in assigned):
            return None
        over = asked.withdrawn is not None or (asked.due is not None and asked.due <= now)
        if over or event.member == asked.by or not await self._is_in(asked.groups, event):
            return None
        place = Assignee(
            assignment=id, tenant=event.tenant, member=event.member, since=now, announced=now
        )
        return Assigned(assignment=asked, assignee=place)

    async def _is_in(self, groups: Iterable[GroupId], event: InboundEvent) -> bool:
        directory = self.engine.platforms[event.surface.platform].directory
        try:
            found = [await directory.group(event.tenant, group) for group in groups]
        except PlatformError as error:
            log.warning("group.unknown", key=event.key, problem=str(error))
            return False
        return any(group is not None and event.member in group.members for group in found)

    async def _about(self, event: InboundEvent) -> Session | None:
        """The session that an event names; of what was said where one was, that one."""
        if event.session is not None:
            return await self.engine.store.session(event.session)
        if isinstance(event, Said):
            return await self.engine.store.closed_on(event.surface, event.member)
        return None

    async def _post(self, effect: Announce, event: InboundEvent) -> Post | None:
        """A message to be shown; without a place, one that stands already and is edited."""
        post = Post(
            key=effect.key,
            surface=effect.surface or event.surface,
            content=effect.content,
            called=True,
        )
        if effect.surface is not None:
            return post
        stood = await self.engine.store.post(effect.key)
        if stood is None or stood.ref is None:
            return None
        return replace(post, surface=stood.surface, ref=stood.ref)

    async def _commit(self, change: Change) -> None:
        async with self.engine.store.begin() as transaction:
            woken = await transaction.commit(self.claim, change)
            self.engine.runner.wake(woken, transaction)

    async def _present(self, post: Post, *, unsure: bool = False) -> None:
        """Shows a message: at once, or beside all else where nobody waits for it."""
        if not getattr(post.content, "unasked", False):
            return await self._show(post, unsure=unsure)
        task = self._tasks.create_task(self._show(post, unsure=unsure))
        self._later.add(task)
        task.add_done_callback(self._shown)
        return None

    def _shown(self, task: asyncio.Task[None]) -> None:
        self._later.discard(task)
        self.nudge.stir()

    async def _show(self, post: Post, *, unsure: bool = False) -> None:
        problem, gone = "", False
        try:
            shown = await self.engine.posting.show(post, unsure=unsure)
        except (SurfaceGone, PermissionMissing) as error:
            log.error("post.not_shown", key=post.key, problem=str(error))
            shown, problem = replace(post, shown=True), str(error)
            gone = isinstance(error, ChannelGone)
        except ChatTrainError:
            raise  # the runner tries again, and what is not shown is found then
        except Exception:  # a message that cannot be shown must not hold up all others
            log.exception("post.broke", key=post.key)
            shown = replace(post, shown=True)
        await self._commit(Change(posts=(shown,), unfinished=True))
        if post.key.startswith("digest:"):
            await self._note(post, problem, gone=gone)

    async def _note(self, post: Post, problem: str, *, gone: bool) -> None:
        """Notes whether a digest could be posted, and tells its manager where not."""
        id = promising.digest_id(post.surface)
        promised = await self.engine.store.office.digest(post.surface.tenant, id)
        if promised is None:
            return
        effects: Iterable[Effect] = promising.sent_again(promised)
        if problem:
            seen = await digest_in_trouble(self.engine, promised)
            now = self.engine.clock.now()
            effects = promising.not_sent(seen, promised, problem, now, gone=gone)
        kept = tuple(e.what for e in effects if isinstance(e, Keep))
        posts = tuple(
            Post(key=e.key, surface=e.surface, content=e.content, called=True)
            for e in effects
            if isinstance(e, Announce) and e.surface is not None
        )
        if kept:
            await self._commit(Change(kept=kept, posts=posts, unfinished=True))
        for told in posts:
            await self._show(told)


def _may_count(event: InboundEvent) -> bool:
    """Whether there may come a session of it that counts for an assignment."""
    match event:
        case Commanded():
            return event.command in _BEGINNING
        case Pressed():
            return event.action in _BEGINNING | _SCORING
        case Said():
            return True  # it may be `!retry`, or `!finish`
        case _:
            return False
