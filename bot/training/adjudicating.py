"""Puts the criteria of a session to a judge, side by side, and says what each comes to.

Owns who is asked, how often, and for how long. What is asked is `domain.questioning`, what comes of
an answer `domain.weighing`. A judge that does not answer costs the trainee nothing: what the rules
say is there before it is asked. Whatever is between here and the model (masking, limits, other
models) takes a question and gives an answer back as if it were not there: quotes are looked for in
what it gives back.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

import structlog

from bot.domain import excerpting, hearing, judging, quoting, weighing
from bot.domain import scorecard as cards
from bot.domain.excerpting import Lines
from bot.domain.gathering import Gathering
from bot.domain.hearing import Heard
from bot.domain.questioning import Questioning
from bot.domain.quoting import Seen
from bot.domain.scenario import Scenario
from bot.domain.scorecard import Judged, Score, Scorecard
from bot.domain.session import Session
from bot.domain.surface import MemberId, SessionId, TenantId
from bot.domain.transcript import Play, StandIn, Transcript
from bot.domain.weighing import NEAR
from bot.errors import BadVerdict, BudgetSpent, ProviderError, Refused
from bot.ports.provider import Judge, Message, Purpose, Question
from bot.training.reading import Found, Reading

SIDE_BY_SIDE = 4
"""Criteria that are judged at once."""
PATIENCE = 120.0
"""Seconds for all first judgements of a session; a model on one's own machine takes its time."""
PATIENCE_AGAIN = 30.0
"""Seconds for all second opinions, which nobody is to wait for very long."""
READING = 0.5
"""Share of that time in which a long conversation is read before it is judged."""
LIMIT = 1200
"""Tokens of one answer."""

log = structlog.get_logger(__name__)

_Work = Callable[[int], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is to be judged, and for whom it is asked."""

    scenario: Scenario
    transcript: Transcript
    play: Play
    session: SessionId
    tenant: TenantId
    member: MemberId | None = None

    @classmethod
    def of(cls, session: Session) -> Case:
        """What was said in a session, for the member whose it is."""
        return cls(
            scenario=session.scenario,
            transcript=session.transcript,
            play=session.play,
            session=session.id,
            tenant=session.tenant,
            member=session.member,
        )


@dataclass(slots=True, kw_only=True)
class Adjudicating:
    """One session before a judge. `second` gives second opinions; without one, the same judge is
    asked again with the levels in the other order."""

    case: Case
    judge: Judge
    second: Judge | None = None
    before: Scorecard | None = None
    """The scorecard of the attempt before."""
    progress: Callable[[tuple[Score, ...]], None] = lambda _: None
    """Is told the scores there are so far, in the rubric's order."""
    patience: float = PATIENCE
    missed: StandIn | None = field(init=False, default=None)
    """Why a judge that was asked did not judge."""
    _seen: Seen = field(init=False)
    _rules: list[Score] = field(init=False)
    _made: dict[int, Score] = field(init=False, default_factory=dict)
    _heard: dict[int, Heard] = field(init=False, default_factory=dict)
    _places: asyncio.Semaphore = field(init=False)
    _reading: Reading | None = field(init=False, default=None)
    """How a conversation was read that is too long for one question."""
    _shown: dict[int, Lines] = field(init=False, default_factory=dict)
    """What is shown of it, by criterion."""

    def __post_init__(self) -> None:
        case = self.case
        self._seen = quoting.look(case.scenario, case.transcript, case.play, judging.FIRST)
        self._rules = list(judging.judge(case.scenario, case.transcript, case.play))
        self._places = asyncio.Semaphore(SIDE_BY_SIDE)

    async def run(self) -> tuple[Score, ...]:
        """Every criterion's score. Cancelling it ends all requests."""
        try:
            async with asyncio.timeout(self.patience):
                await self._read()
                await self._side_by_side(self._first, range(len(self._rules)))
        except TimeoutError:
            self._miss("silent")
        for n in range(len(self._rules)):
            if n not in self._made:
                self._put(n, weighing.unanswered(self._rules[n], self._seen))
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_AGAIN):
                await self._side_by_side(self._again, self._doubtful())
        return self._scores()

    async def _read(self) -> None:
        """Has a conversation read that is too long to be judged at once."""
        lines = excerpting.lines(self.case.transcript)
        if not self._seen.enough or excerpting.fits(lines):
            return
        self._reading = Reading(seen=self._seen, session=self.case.session, lines=lines)
        await self._reading.run(self._gather, READING * self.patience)

    async def _gather(self, gathering: Gathering) -> Found | None:
        """What a model finds in a piece; None where it does not say."""
        asked = self._question(gathering.system, gathering.question, purpose="extraction")
        try:
            async with self._places:
                return gathering.read(await self.judge.judge(asked, gathering.form))
        except Exception as error:  # noqa: BLE001  # whatever it is, the trainee gets a scorecard
            self._note("piece.not_read", error)
            return None

    async def _side_by_side(self, work: _Work, criteria: Sequence[int]) -> None:
        async with asyncio.TaskGroup() as tasks:
            for n in criteria:
                tasks.create_task(work(n))

    async def _first(self, n: int) -> None:
        """One criterion's first judgement."""
        if not self._seen.enough:
            self._put(n, weighing.too_little(self._rules[n], self._seen))
            return
        heard = await self._ask(self.judge, self._questioning(n))
        if isinstance(heard, Heard):
            self._heard[n] = heard
            self._weigh(n, [heard])
        else:
            self._miss(heard)
            self._put(n, weighing.unanswered(self._rules[n], self._seen))

    async def _again(self, n: int) -> None:
        """The same once more, by somebody else or put otherwise."""
        asked = self._questioning(n, turned=self.second is None)
        heard = await self._ask(self.second or self.judge, asked)
        if isinstance(heard, Heard):
            self._weigh(n, [self._heard[n], heard])

    def _doubtful(self) -> list[int]:
        """The criteria that a model decided, where it was unsure or the result hangs on it."""
        scores = self._scores()
        mark = self.case.scenario.rubric.pass_mark
        totals = (cards.total(scores)[0], cards.total(tuple(cards.only_counted(scores)))[0])
        near = any(total is not None and abs(total - mark) <= NEAR for total in totals)
        return [
            n
            for n, heard in self._heard.items()
            if self._made[n].judged_by == "model" and (near or heard.opinion.confidence == "low")
        ]

    def _questioning(self, n: int, *, turned: bool = False) -> Questioning:
        criterion = self.case.scenario.rubric.criteria[n]
        if self._reading is not None and n not in self._shown:
            self._shown[n] = self._reading.shown(criterion)
        return Questioning(
            criterion, self._seen, self.case.session, turned, shown=self._shown.get(n)
        )

    async def _ask(self, judge: Judge, asked: Questioning) -> Heard | StandIn:
        """What a judge thinks of a criterion, or why it does not say."""
        try:
            async with self._places:
                return await self._examine(judge, asked)
        except BudgetSpent:
            return "spent"
        except Exception as error:  # noqa: BLE001  # whatever it is, the trainee gets a scorecard
            self._note("criterion.not_judged", error, criterion=asked.criterion.id)
            return "silent"

    async def _examine(self, judge: Judge, asked: Questioning) -> Heard:
        """Asks once, and once more where what was quoted was not said."""
        question = self._question(asked.system, asked.question)
        heard, answer = await self._judgement(judge, asked, question)
        if heard.judged.borne_out:
            return heard
        wrong = hearing.unfound(heard.opinion, asked.criterion, self._seen)
        reply = (Message("assistant", answer), Message("user", asked.again(wrong)))
        question = replace(question, messages=question.messages + reply)
        try:
            return (await self._judgement(judge, asked, question))[0]
        except (BadVerdict, Refused):
            return heard

    async def _judgement(
        self, judge: Judge, asked: Questioning, question: Question
    ) -> tuple[Heard, str]:
        judgement = judge.judge(question, asked.form)
        answer = await judgement
        opinion, criterion = asked.read(answer), asked.criterion
        judged = Judged(
            provider=judgement.call.provider,
            model=judgement.call.model,
            prompt=asked.prompt,
            level=opinion.level,
            confidence=opinion.confidence,
            borne_out=hearing.borne_out(opinion, criterion, self._seen),
        )
        heard = hearing.heard(opinion, judged, criterion, self._seen)
        return heard, json.dumps(answer, ensure_ascii=False)

    def _question(self, system: str, text: str, purpose: Purpose = "judge") -> Question:
        return Question(
            purpose=purpose,
            system=system,
            messages=(Message("user", text),),
            limit=LIMIT,
            session=self.case.session,
            tenant=self.case.tenant,
            member=self.case.member,
            unsent=() if self._reading is None else tuple(t.text for t in self.case.transcript),
        )

    def _weigh(self, n: int, opinions: Sequence[Heard]) -> None:
        criterion = self.case.scenario.rubric.criteria[n]
        score = weighing.weigh(self._rules[n], opinions, criterion, self._seen)
        if self._reading is not None:
            unread = self._reading.unread(self._shown[n])
            score = weighing.partly_read(score, unread, self._seen)
        self._put(n, score)

    def _put(self, n: int, score: Score) -> None:
        previous = judging.previous(score, self.before, self.case.scenario)
        self._made[n] = replace(score, previous=previous)
        self.progress(self._scores())

    def _scores(self) -> tuple[Score, ...]:
        return tuple(self._made[n] for n in sorted(self._made))

    def _miss(self, why: StandIn) -> None:
        """A spent limit is what people can do something about, so it is said first."""
        self.missed = "spent" if "spent" in (why, self.missed) else why

    def _note(self, event: str, error: Exception, **about: str) -> None:
        expected = isinstance(error, ProviderError)
        note = log.info if expected else log.error
        told = str(error) if expected else repr(error)
        note(event, session=self.case.session, problem=told, **about)
