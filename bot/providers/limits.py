"""What may be spent on models: tokens and dollars a day, calls a minute; by member, by tenant and
in all.

A day begins at midnight UTC. What the day has taken is read from the log of calls, which all
processes share, and read again every minute; this process's own calls since are added to it, and
calls under way count with what they may take at most. Calls a minute are counted by each process.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial

import structlog

from bot.domain.surface import MemberId, TenantId
from bot.domain.transcript import HOUR, Micros
from bot.errors import BudgetSpent, StoreError
from bot.ports.clock import Clock
from bot.ports.provider import Answer, Judging, Model, Prompt, Question, Schema, Stream
from bot.ports.store import ModelCall, Spent

DAY = 24 * HOUR
MINUTE = 60.0
REFRESH = 60.0
"""Seconds until what other processes have spent is read again."""
CHARACTERS = 3
"""Characters of a prompt that are taken for one token, before anybody has counted."""

Scope = tuple[str, ...]
"""Whose budget it is: () for all, (tenant,), (tenant, member)."""
WHOSE = ("all", "tenant", "member")

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """One kind of limit; None where there is none."""

    all: float | None = None
    tenant: float | None = None
    member: float | None = None

    def of(self, scope: Scope) -> float | None:
        return (self.all, self.tenant, self.member)[len(scope)]

    @property
    def any(self) -> bool:
        return (self.all, self.tenant, self.member) != (None, None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """All limits of an installation. Without any, nothing is limited."""

    tokens: Caps = Caps()
    """A day, in and out."""
    dollars: Caps = Caps()
    """A day, for models whose price is known."""
    calls: Caps = Caps()
    """A minute."""


@dataclass(slots=True)
class _Taken:
    """What was taken, by whose budget it comes out of."""

    tokens: Counter[Scope] = field(default_factory=Counter)
    dollars: defaultdict[Scope, float] = field(default_factory=lambda: defaultdict(float))

    def add(self, tenant: str, member: str | None, tokens: int, dollars: float) -> None:
        for scope in _scopes(tenant, member):
            self.tokens[scope] += tokens
            self.dollars[scope] += dollars

    def add_all(self, other: _Taken) -> None:
        self.tokens.update(other.tokens)
        for scope, dollars in other.dollars.items():
            self.dollars[scope] += dollars


class Limits:
    """Keeps to a budget: `taking` before a call, `note` with its line after it."""

    def __init__(
        self, budget: Budget, clock: Clock, spent: Callable[[Micros], Awaitable[list[Spent]]]
    ) -> None:
        self._budget = budget
        self._clock = clock
        self._spent = spent
        self._logged = _Taken()
        self._since = _Taken()
        self._under_way: Counter[Scope] = Counter()
        self._recent: defaultdict[Scope, deque[float]] = defaultdict(deque)
        self._day = -1
        self._read_at = 0.0
        self._reading = asyncio.Lock()

    @asynccontextmanager
    async def taking(self, question: Question) -> AsyncIterator[None]:
        """A call that the budget allows. Raises BudgetSpent where it does not."""
        await self._refresh()
        scopes = list(_scopes(question.tenant, question.member))
        for scope in scopes:
            self._check(scope)
        most = _most(question)
        for scope in scopes:
            self._under_way[scope] += most
            if self._budget.calls.of(scope) is not None:
                self._recent[scope].append(self._clock.monotonic())
        try:
            yield
        finally:
            self._under_way.subtract(dict.fromkeys(scopes, most))
            self._under_way += Counter()  # drops those at nothing

    def note(self, call: ModelCall) -> None:
        """Takes a call into account that has just been logged."""
        tokens = call.usage.tokens_in + call.usage.tokens_out
        self._since.add(call.tenant, call.member, tokens, call.cost or 0.0)

    def _check(self, scope: Scope) -> None:
        whose = WHOSE[len(scope)]
        tokens = self._budget.tokens.of(scope)
        taken = self._logged.tokens[scope] + self._since.tokens[scope] + self._under_way[scope]
        if tokens is not None and taken >= tokens:
            raise _spent(f"{tokens:,.0f} tokens a day", whose, "CHATTRAIN_TOKENS_PER_DAY")
        dollars = self._budget.dollars.of(scope)
        cost = self._logged.dollars.get(scope, 0.0) + self._since.dollars.get(scope, 0.0)
        if dollars is not None and cost >= dollars:
            raise _spent(f"{dollars:g} dollars a day", whose, "CHATTRAIN_DOLLARS_PER_DAY")
        calls = self._budget.calls.of(scope)
        if calls is not None and self._calls(scope) >= calls:
            raise _spent(f"{calls:g} calls a minute", whose, "CHATTRAIN_CALLS_PER_MINUTE")

    def _calls(self, scope: Scope) -> int:
        """The calls of the last minute."""
        recent = self._recent[scope]
        while recent and recent[0] <= self._clock.monotonic() - MINUTE:
            recent.popleft()
        return len(recent)

    async def _refresh(self) -> None:
        """Reads what the day has taken, where that was not done within the minute."""
        if not (self._budget.tokens.any or self._budget.dollars.any):
            return
        async with self._reading:
            today = self._clock.now() // DAY
            if today != self._day or self._clock.monotonic() >= self._read_at + REFRESH:
                await self._read(today)

    async def _read(self, today: int) -> None:
        # What is noted from here on may be in what is read as well, until the next time: too much
        # is counted for a moment, rather than too little.
        before, self._since = self._since, _Taken()
        self._read_at = self._clock.monotonic()
        try:
            spent = await self._spent(Micros(today * DAY))
        except StoreError as error:
            log.warning("limits.unread", problem=str(error))
            if today == self._day:
                self._since.add_all(before)
            else:
                self._day, self._logged = today, _Taken()
            return
        self._day, self._logged = today, _Taken()
        for one in spent:
            self._logged.add(one.tenant, one.member, one.tokens, one.cost)


class Limited:
    """A model that is asked within limits; else it raises BudgetSpent."""

    def __init__(self, model: Model, limits: Limits) -> None:
        self._model = model
        self._limits = limits

    @property
    def name(self) -> str:
        return self._model.name

    @asynccontextmanager
    async def stream(self, prompt: Prompt) -> AsyncIterator[Stream]:
        async with self._limits.taking(prompt), self._model.stream(prompt) as stream:
            yield stream

    def judge(self, question: Question, schema: Schema) -> Judging:
        judging = self._model.judge(question, schema)
        return Judging(call=judging.call, work=partial(self._judge, question, judging))

    async def _judge(self, question: Question, judging: Judging) -> Answer:
        async with self._limits.taking(question):
            return await judging


def _scopes(tenant: TenantId | str, member: MemberId | str | None) -> Iterator[Scope]:
    yield ()
    yield (tenant,)
    if member is not None:
        yield (tenant, member)


def _most(question: Question) -> int:
    """The tokens that a call may take."""
    characters = len(question.system) + sum(len(message.text) for message in question.messages)
    return characters // CHARACTERS + question.limit


def _spent(limit: str, whose: str, setting: str) -> BudgetSpent:
    of = {"all": "in all", "tenant": "for this workspace", "member": "for this member"}[whose]
    return BudgetSpent(f"The limit of {limit} {of} is reached ({setting}).")
