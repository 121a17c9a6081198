"""Works on one session: drains its mailbox in order, commits what each event makes of it, and
carries out what that asks for.

Only the actor writes the session. Replies and grading run as its child tasks and report back, so
that a Stop is seen while the persona speaks. When another worker has claimed the mailbox since,
the next commit raises StaleSession: the actor ends with all its children, without another edit.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

import structlog

from bot.domain.effects import (
    Abandon,
    Announce,
    Begin,
    Effect,
    Erase,
    Forward,
    Grade,
    Interrupt,
    Keep,
    OpenThread,
    Recall,
    Record,
    Speak,
    Wait,
)
from bot.domain.events import Lost, Opened, Outcome, Waited
from bot.domain.session import Session
from bot.domain.showing import opening_key, scorecard_key
from bot.domain.stepping import resume, step
from bot.domain.transcript import SECOND, Micros, TurnNumber
from bot.errors import PermissionMissing, SurfaceGone
from bot.ports.runner import Nudge
from bot.ports.store import Change, Claim, Post, Received
from bot.training import placing
from bot.training.announcing import Announcing
from bot.training.engine import LEASE, Engine
from bot.training.grading import Grading
from bot.training.placing import PageBook, reply_key
from bot.training.speaking import Speaking
from bot.training.taking import take

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Reported:
    outcome: Outcome
    committed: asyncio.Future[None]


@dataclass(slots=True, kw_only=True)
class SessionActor:
    """One session at work, from the claim to the release of its mailbox."""

    engine: Engine
    claim: Claim
    nudge: Nudge
    session: Session
    posts: dict[str, Post]
    """The messages of this session that are known by their key."""
    _reports: list[_Reported] = field(default_factory=list)
    _announcing: Announcing = field(init=False)
    _children: set[asyncio.Task[None]] = field(default_factory=set)
    _speaking: Speaking | None = None
    _asked_at: Micros | None = None
    """When what was taken last had come."""
    _grading: Grading | None = None
    _lease_until: Micros = field(init=False)
    _tasks: asyncio.TaskGroup = field(default_factory=asyncio.TaskGroup)

    async def run(self) -> None:
        """Works until nothing is pending and nothing is in hand."""
        self.nudge.mail = True
        self._lease_until = self.engine.lease_end()
        async with self._tasks:
            self._resume()
            while await self._round():
                pass

    def _resume(self) -> None:
        """Takes up what an earlier worker left."""
        left = [post for post in self.posts.values() if self._is_left(post)]
        self._announcing = Announcing(
            posting=self.engine.posting,
            clock=self.engine.clock,
            posts=self.posts,
            card=scorecard_key(self.session.id),
            doubtful={post.key for post in left},
            keep=self._keep,
            start=self._start,
        )
        self._announcing.add(left)
        # Whoever claims it first finds nothing that somebody else can have begun.
        self._carry_out(resume(self.session), fresh=self.claim.epoch == 1)

    def _is_left(self, post: Post) -> bool:
        """Whether an earlier worker decided on a message and it does not stand there yet. A card
        that was growing is the new grading's."""
        growing = self.session.phase == "grading" and post.key == scorecard_key(self.session.id)
        return post.content is not None and not post.shown and not growing

    async def _round(self) -> bool:
        """Takes what is there; gives False once the mailbox is released."""
        await self._renew_in_time()
        if self.nudge.mail:
            self.nudge.mail = False
            if pending := await self.engine.store.pending(self.claim.mailbox):
                self.nudge.mail = True  # there may be more than were read at once
                await self._take(pending)
            return True
        if self._reports:
            await self._take_report(self._reports.pop(0))
            return True
        if not self._children:
            async with self.engine.store.begin() as transaction:
                released = await transaction.release(self.claim)
            if not released:
                self.nudge.mail = True
            return not released
        with suppress(TimeoutError):
            async with asyncio.timeout(LEASE / 3):
                await self.nudge.wait()
        return True

    async def _renew_in_time(self) -> None:
        """Renews the lease when a third of it has gone, however busy the mailbox is."""
        end = self.engine.lease_end()
        if end - self._lease_until < LEASE * SECOND / 3:
            return
        async with self.engine.store.begin() as transaction:
            await transaction.renew(self.claim, end)
        self._lease_until = end

    async def _take(self, pending: Sequence[Received]) -> None:
        events = (received.event for received in pending)
        self._asked_at = pending[-1].event.at
        session, effects = take(self.session, events, self.engine.clock.now())
        await self._commit(session, effects, handled=tuple(r.seq for r in pending))

    async def _take_report(self, reported: _Reported) -> None:
        session, effects = step(self.session, reported.outcome, self.engine.clock.now())
        opened = placing.opened(reported.outcome, self.session)
        await self._commit(session, list(effects), extra=opened)
        if not reported.committed.done():
            reported.committed.set_result(None)

    async def _commit(
        self,
        session: Session,
        effects: list[Effect],
        *,
        handled: tuple[int, ...] = (),
        extra: tuple[Post, ...] = (),
    ) -> None:
        announced = [placing.announced(e, session) for e in effects if isinstance(e, Announce)]
        spoken = [placing.first_page(e.turn, session) for e in effects if isinstance(e, Speak)]
        recorded = [e for e in effects if isinstance(e, Record)]
        before, self.session = self.session, session
        self._remember(*extra, *announced, *spoken)
        change = Change(
            before=before,
            after=session,
            handled=handled,
            posts=(*extra, *announced, *spoken),
            begun=tuple(e for e in effects if isinstance(e, Begin)),
            forwarded=tuple(e for e in effects if isinstance(e, Forward)),
            scorecard=recorded[-1].scorecard if recorded else None,
            revised=bool(recorded) and recorded[-1].revised,
            kept=tuple(e.what for e in effects if isinstance(e, Keep)),
            unfinished=bool(announced) or self._unfinished,
        )
        async with self.engine.store.begin() as transaction:
            woken = await transaction.commit(self.claim, change)
            self.engine.runner.wake(woken, transaction)
        self._announcing.add(announced)
        self._carry_out(effects, fresh=True)

    @property
    def _unfinished(self) -> bool:
        return not self._announcing.done or bool(resume(self.session))

    def _carry_out(self, effects: Iterable[Effect], *, fresh: bool) -> None:
        for effect in effects:
            match effect:
                case OpenThread():
                    self._start(self._open(effect, fresh=fresh))
                case Speak():
                    self._speak(effect.turn, fresh=fresh)
                case Interrupt():
                    self._spoken_by(effect.turn).halt()
                case Recall():
                    self._spoken_by(effect.turn).recall()
                case Wait():
                    self._start(self._wait(effect.until))
                case Grade():
                    self._grade()
                case Abandon():
                    if self._grading is not None:
                        self._grading.stop()
                case Announce() | Begin() | Forward() | Record() | Keep() | Erase():
                    pass

    def _speak(self, number: TurnNumber, *, fresh: bool) -> None:
        session, engine = self.session, self.engine
        turn = session.transcript[number]
        before = self._speaking
        if before is not None and before.turn.number == number and not before.recalled:
            return before.again(turn)
        assert session.surface is not None  # noqa: S101  # resume opens the thread first
        key = reply_key(session, turn)
        self._speaking = Speaking(
            session=session,
            turn=turn,
            platform=engine.platforms[session.surface.platform],
            provider=engine.persona,
            budgets=engine.budgets,
            clock=engine.clock,
            report=self._report,
            book=PageBook(key, session.surface, self._keep, self.posts),
            fresh=fresh,
            asked_at=self._asked_at,
        )
        if before is not None and before.turn.number == number and before.halted:
            self._speaking.halt()  # that came when the one before had just been recalled
        self._start(self._speaking.run())
        return None

    def _spoken_by(self, number: TurnNumber) -> Speaking:
        """Who speaks a reply; else somebody who takes up what an earlier worker left of it."""
        if self._speaking is None or self._speaking.turn.number != number:
            self._speak(number, fresh=False)
        assert self._speaking is not None  # noqa: S101  # it speaks now
        return self._speaking

    async def _open(self, effect: OpenThread, *, fresh: bool) -> None:
        """Opens the thread; a platform that asks to wait, or is away, is asked again."""
        engine, session = self.engine, self.session
        key = opening_key(session.id)
        try:
            ref = None if fresh else await engine.posting.find(session.home, key)
            if ref is None:
                ref = await engine.posting.open_thread(session.home, effect.opening, key)
        except (SurfaceGone, PermissionMissing) as error:
            log.error("session.not_opened", session=session.id, problem=str(error))
            await self._report(Lost(reason=str(error)))
        else:
            await self._report(Opened(surface=ref.surface, ref=ref))

    async def _wait(self, until: Micros) -> None:
        await self.engine.clock.sleep(max(0.0, (until - self.engine.clock.now()) / 1_000_000))
        await self._report(Waited())

    def _grade(self) -> None:
        session, engine = self.session, self.engine
        self._grading = Grading(
            session=session,
            scorecard=engine.store.scorecard,
            posting=engine.posting,
            clock=engine.clock,
            report=self._report,
            keep=self._keep,
            place=self.posts.get(scorecard_key(session.id)),
            judge=engine.judge,
            second=engine.second,
        )
        self._start(self._grading.run())

    async def _report(self, outcome: Outcome) -> None:
        reported = _Reported(outcome, asyncio.get_running_loop().create_future())
        self._reports.append(reported)
        self.nudge.stir()
        await reported.committed

    async def _keep(self, post: Post) -> None:
        self._remember(post)
        change = Change(posts=(post,), unfinished=self._unfinished)
        async with self.engine.store.begin() as transaction:
            await transaction.commit(self.claim, change)

    def _remember(self, *posts: Post) -> None:
        """A message's place, once known, is kept."""
        for post in posts:
            known = self.posts.get(post.key)
            ref = post.ref or (known.ref if known is not None else None)
            self.posts[post.key] = replace(post, ref=ref)

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = self._tasks.create_task(work)
        self._children.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._children.discard(task)
        self.nudge.stir()
