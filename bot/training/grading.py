"""Scores a session: its scorecard grows in one message, criterion by criterion.

Owns one grading from the first criterion to the report. The judgement itself is `domain.judging`,
and with a model `adjudicating`; the scorecard is committed by the actor before it is shown complete.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

import structlog

from bot.domain import judging, wording
from bot.domain.events import Abandoned, Graded, Outcome
from bot.domain.scorecard import Score, Scorecard
from bot.domain.session import Session
from bot.domain.showing import card, scorecard_key
from bot.domain.surface import SessionId
from bot.domain.transcript import StandIn
from bot.errors import PlatformError, StoreError
from bot.ports.clock import Clock
from bot.ports.provider import Judge
from bot.ports.store import Post
from bot.replies.pacing import Priority
from bot.training.adjudicating import Adjudicating, Case
from bot.training.posting import Posting

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Scored:
    """The scores there are, and why a model that was asked did not judge them all."""

    scores: tuple[Score, ...] = ()
    missed: StandIn | None = None


@dataclass(slots=True, kw_only=True)
class Grading:
    """One session being scored."""

    session: Session
    scorecard: Callable[[SessionId], Awaitable[Scorecard | None]]
    """Gives the scorecard of a session, for the attempt before."""
    posting: Posting
    clock: Clock
    report: Callable[[Outcome], Awaitable[None]]
    keep: Callable[[Post], Awaitable[None]]
    place: Post | None
    """Where the card stands already, after a crash."""
    judge: Judge | None = None
    """Who judges what rules cannot; None for rules alone."""
    second: Judge | None = None
    """Who is asked for a second opinion; None for the same judge, asked otherwise."""
    _stopped: bool = field(init=False, default=False)
    _judging: asyncio.Task[Scored] | None = field(init=False, default=None)

    def stop(self) -> None:
        """Ends it without a scorecard, and whatever a model is asked just now; what is being shown
        just now is still shown."""
        self._stopped = True
        if self._judging is not None:
            self._judging.cancel()

    async def run(self) -> None:
        """Scores, shows how far it has come, and reports the scorecard, or that it was stopped."""
        newest, parent = _Newest(), self.session.parent
        before = await self.scorecard(parent) if parent is not None else None
        scored = Scored()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._grow(newest))
            newest.put(self._card(scored))
            if not self._stopped:
                self._judging = tasks.create_task(self._judge(before, newest))
                await asyncio.wait([self._judging])
                scored = scored if self._judging.cancelled() else self._judging.result()
            newest.end()
        await self.report(Abandoned() if self._stopped else Graded(scorecard=self._card(scored)))

    async def _judge(self, before: Scorecard | None, newest: _Newest) -> Scored:
        """By the model where there is one. A fault of ours there leaves it to the rules, and one in
        these ends it as a stop does: it can be asked for again."""
        missed: StandIn | None = None
        if self.judge is not None:
            try:
                return await self._by_model(self.judge, before, newest)
            except Exception:
                log.exception("session.not_judged_by_model", session=self.session.id)
                missed = "silent"
        try:
            return replace(await self._by_rules(before, newest), missed=missed)
        except Exception:
            log.exception("session.not_judged", session=self.session.id)
            self._stopped = True
            return Scored()

    async def _by_rules(self, before: Scorecard | None, newest: _Newest) -> Scored:
        session, made = self.session, Scored()
        for score in judging.judge(
            session.scenario, session.transcript, session.play, before=before
        ):
            made = Scored((*made.scores, score))
            newest.put(self._card(made))
            await asyncio.sleep(0)
        return made

    async def _by_model(self, judge: Judge, before: Scorecard | None, newest: _Newest) -> Scored:
        last = len(self.session.scenario.rubric.criteria) - 1
        adjudicating = Adjudicating(
            case=Case.of(self.session),
            judge=judge,
            second=self.second,
            before=before,
            # The last one stays open: a second opinion could change a total that was shown.
            progress=lambda scores: newest.put(self._card(Scored(scores[:last]))),
        )
        return Scored(await adjudicating.run(), adjudicating.missed)

    def _card(self, scored: Scored) -> Scorecard:
        return judging.card(
            self.session.scenario,
            self.session.transcript,
            self.session.play,
            scored.scores,
            session=self.session.id,
            attempt=self.session.attempt,
            at=self.clock.now(),
            without_model=scored.missed,
        )

    async def _grow(self, newest: _Newest) -> None:
        """Shows the newest card again and again; the complete one is the actor's to show."""
        try:
            while (scorecard := await newest.get()) is not None:
                await self._show(scorecard)
        except PlatformError as error:
            log.info("card.not_grown", session=self.session.id, problem=str(error))
        except StoreError:
            raise
        except (
            Exception
        ):  # a card that cannot be shown half must not keep the whole from being made
            log.exception("card.broke", session=self.session.id)

    async def _show(self, scorecard: Scorecard) -> None:
        number = min(len(scorecard.scores) + 1, scorecard.of_criteria)
        words = wording.of(scorecard.language).judgement
        stage = words.analysing.format(number=number, count=scorecard.of_criteria)
        content = card(self.session, scorecard, stage)
        unsure = self.place is not None
        if self.place is None:
            assert self.session.surface is not None  # noqa: S101  # scored once there is a thread
            key = scorecard_key(self.session.id)
            self.place = Post(key=key, surface=self.session.surface, content=content, called=True)
            await self.keep(self.place)
        stood = self.place.ref
        self.place = await self.posting.show(
            replace(self.place, content=content), priority=Priority.CARD, unsure=unsure
        )
        if self.place.ref != stood:
            await self.keep(self.place)


class _Newest:
    """Hands over the newest card there is, and None at the end."""

    def __init__(self) -> None:
        self._card: Scorecard | None = None
        self._ended = False
        self._changed = asyncio.Event()

    def put(self, card: Scorecard) -> None:
        self._card = card
        self._changed.set()

    def end(self) -> None:
        self._ended = True
        self._changed.set()

    async def get(self) -> Scorecard | None:
        await self._changed.wait()
        self._changed.clear()
        return None if self._ended else self._card
