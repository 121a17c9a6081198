"""What may be spent on models: tokens and dollars a day, calls a minute; by member, by tenant and
in all. What a tenant's admins allow holds where it is less.

A day begins at midnight UTC. What the day has taken is read from the log of calls, which all
processes share, and read again every minute; this process's own calls since are added to it. A call
begins where what it may take at most is left of every limit; that much is set aside until it ends
and its line says what it took. Calls a minute are counted by each process.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial

import structlog

from bot.domain.allowance import Allowance, Allowances
from bot.domain.lengths import tokens
from bot.domain.surface import MemberId, TenantId
from bot.domain.transcript import HOUR, Micros
from bot.errors import BudgetSpent, StoreError
from bot.ports.clock import Clock
from bot.ports.provider import Answer, Judging, Model, Prompt, Question, Schema, Stream, Usage
from bot.ports.store import ModelCall, Spent
from bot.providers.pricing import Price
from bot.providers.served import THINKING

DAY = 24 * HOUR
MINUTE = 60.0
REFRESH = 60.0
"""Seconds until what other processes have spent is read again."""
Scope = tuple[str, ...]
"""Whose budget it is: () for all, (tenant,), (tenant, member)."""
WHOSE = ("all", "tenant", "member")
ADMINS = "/chattrain settings budget"

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

    def at_least(self, other: _Taken) -> None:
        """Counts no less than that: what was taken stays taken though its lines are deleted."""
        self.tokens |= other.tokens
        for scope, dollars in other.dollars.items():
            self.dollars[scope] = max(dollars, self.dollars[scope])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Reserved:
    """What is set aside for one call under way, and what its tenant allows itself."""

    scopes: tuple[Scope, ...]
    tokens: int
    dollars: float
    own: Allowances

    def allowed(self, scope: Scope) -> Allowance:
        return (Allowance(), self.own.tenant, self.own.member)[len(scope)]


@dataclass(slots=True)
class _Own:
    """What a tenant allows itself, as it was read last."""

    allowed: Allowances = field(default_factory=Allowances)
    read_at: float | None = None
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)


async def nothing_set(tenant: TenantId) -> Allowances:  # noqa: ARG001
    """Tenants that leave all to the operator."""
    return Allowances()


class Limits:
    """Keeps to a budget: `taking` around a call, `note` with its line as it ends. `allowed` says
    what a tenant allows itself."""

    def __init__(
        self,
        budget: Budget,
        clock: Clock,
        spent: Callable[[Micros], Awaitable[list[Spent]]],
        allowed: Callable[[TenantId], Awaitable[Allowances]] = nothing_set,
    ) -> None:
        self._budget = budget
        self._clock = clock
        self._spent = spent
        self._allowed = allowed
        self._own: defaultdict[TenantId, _Own] = defaultdict(_Own)
        self._logged = _Taken()
        self._since = _Taken()
        self._under_way: set[_Reserved] = set()
        self._recent: defaultdict[Scope, deque[float]] = defaultdict(deque)
        self._day = -1
        self._read_at = 0.0
        self._reading = asyncio.Lock()

    @asynccontextmanager
    async def taking(self, question: Question, most: Usage, dollars: float) -> AsyncIterator[None]:
        """A call that the budget allows; `most` is what it may take, at so many dollars. Raises
        BudgetSpent where that is more than is left."""
        own = await self._allows(question.tenant)
        await self._refresh(own)
        reserved = _Reserved(
            scopes=tuple(_scopes(question.tenant, question.member)),
            tokens=most.tokens_in + most.tokens_out,
            dollars=dollars,
            own=own,
        )
        # Nothing is awaited from here until it is set aside, so that no two take the same.
        for scope in reserved.scopes:
            self._check(scope, reserved)
        self._under_way.add(reserved)
        for scope in reserved.scopes:
            if self._budget.calls.of(scope) is not None:
                self._recent[scope].append(self._clock.monotonic())
        try:
            yield
        finally:
            self._under_way.remove(reserved)

    def note(self, call: ModelCall) -> None:
        """Takes a call into account that has just been logged."""
        tokens = call.usage.tokens_in + call.usage.tokens_out
        self._since.add(call.tenant, call.member, tokens, call.cost or 0.0)

    def _check(self, scope: Scope, asked: _Reserved) -> None:
        whose = WHOSE[len(scope)]
        under_way = [one for one in self._under_way if scope in one.scopes]
        allowed = asked.allowed(scope)
        most = _least(self._budget.tokens.of(scope), allowed.tokens, "CHATTRAIN_TOKENS_PER_DAY")
        taken = self._logged.tokens[scope] + self._since.tokens[scope]
        taken += sum(one.tokens for one in under_way)
        if most is not None and (taken >= most.limit or taken + asked.tokens > most.limit):
            raise _spent(f"{most.limit:,.0f} tokens a day", whose, most.setting)
        most = _least(self._budget.dollars.of(scope), allowed.dollars, "CHATTRAIN_DOLLARS_PER_DAY")
        cost = self._logged.dollars.get(scope, 0.0) + self._since.dollars.get(scope, 0.0)
        cost += sum(one.dollars for one in under_way)
        if most is not None and (cost >= most.limit or cost + asked.dollars > most.limit):
            raise _spent(f"{most.limit:g} dollars a day", whose, most.setting)
        calls = self._budget.calls.of(scope)
        if calls is not None and self._calls(scope) >= calls:
            raise _spent(f"{calls:g} calls a minute", whose, "CHATTRAIN_CALLS_PER_MINUTE")

    def _calls(self, scope: Scope) -> int:
        """The calls of the last minute."""
        recent = self._recent[scope]
        while recent and recent[0] <= self._clock.monotonic() - MINUTE:
            recent.popleft()
        return len(recent)

    async def _allows(self, tenant: TenantId) -> Allowances:
        """What a tenant allows itself, read again where that was not done within the minute. One
        whose settings cannot be read is held to those it had."""
        own = self._own[tenant]
        async with own.reading:
            now = self._clock.monotonic()
            if own.read_at is None or now >= own.read_at + REFRESH:
                try:
                    own.allowed = await self._allowed(tenant)
                except StoreError as error:
                    log.warning("limits.unread", tenant=tenant, problem=str(error))
                own.read_at = now
            return own.allowed

    async def _refresh(self, own: Allowances) -> None:
        """Reads what the day has taken, where that was not done within the minute and a limit on it
        may hold."""
        if not (self._budget.tokens.any or self._budget.dollars.any or own.any):
            return
        async with self._reading:
            today = self._clock.now() // DAY
            if today != self._day or self._clock.monotonic() >= self._read_at + REFRESH:
                await self._read(today)

    async def _read(self, today: int) -> None:
        # What is noted from here on may be in what is read as well, until the next time: too much
        # is counted for a moment, rather than too little.
        before, self._since = self._since, _Taken()
        read_at = self._clock.monotonic()
        try:
            spent = await self._spent(Micros(today * DAY))
        except asyncio.CancelledError:  # whoever asks next reads
            self._since.add_all(before)
            raise
        except StoreError as error:
            log.warning("limits.unread", problem=str(error))
            self._read_at = read_at
            if today == self._day:
                self._since.add_all(before)
            else:
                self._day, self._logged = today, _Taken()
            return
        logged = _Taken()
        for one in spent:
            logged.add(one.tenant, one.member, one.tokens, one.cost)
        if today == self._day:
            logged.at_least(self._logged)
        self._day, self._logged, self._read_at = today, logged, read_at


class Limited:
    """A model that is asked within limits; else it raises BudgetSpent. `price` gives what it costs
    just now, None where nobody knows: then limits on dollars do not hold it."""

    def __init__(
        self, model: Model, limits: Limits, price: Callable[[], Price | None] = lambda: None
    ) -> None:
        self._model = model
        self._limits = limits
        self._price = price

    @property
    def name(self) -> str:
        return self._model.name

    @asynccontextmanager
    async def stream(self, prompt: Prompt) -> AsyncIterator[Stream]:
        async with self._taking(prompt), self._model.stream(prompt) as stream:
            yield stream

    def judge(self, question: Question, schema: Schema) -> Judging:
        judging = self._model.judge(question, schema)
        return Judging(call=judging.call, work=partial(self._judge, question, schema, judging))

    async def _judge(self, question: Question, schema: Schema, judging: Judging) -> Answer:
        async with self._taking(question, schema):
            return await judging

    def _taking(
        self, question: Question, schema: Schema | None = None
    ) -> AbstractAsyncContextManager[None]:
        most, price = at_most(question, schema), self._price()
        return self._limits.taking(question, most, 0.0 if price is None else price.of(most))


def _scopes(tenant: TenantId | str, member: MemberId | str | None) -> Iterator[Scope]:
    yield ()
    yield (tenant,)
    if member is not None:
        yield (tenant, member)


def at_most(question: Question, schema: Schema | None = None) -> Usage:
    """What a call may take: its prompt, its form, its answer, and a judge's thoughts. A persona's
    thoughts, where it has any, and the repair of a judgement are not in it."""
    texts = [question.system, *(message.text for message in question.messages)]
    if schema is not None:
        texts.append(json.dumps(schema))
    room = 0 if schema is None else THINKING
    return Usage(tokens_in=sum(map(tokens, texts)), tokens_out=question.limit + room)


@dataclass(frozen=True, slots=True)
class _Most:
    """A limit that holds, and the setting it comes from."""

    limit: float
    setting: str


def _least(operators: float | None, own: float | None, setting: str) -> _Most | None:
    """The smaller of what the operator and the tenant's admins allow."""
    if own is not None and (operators is None or own < operators):
        return _Most(own, ADMINS)
    return None if operators is None else _Most(operators, setting)


def _spent(limit: str, whose: str, setting: str) -> BudgetSpent:
    of = {"all": "in all", "tenant": "for this workspace", "member": "for this member"}[whose]
    return BudgetSpent(f"The limit of {limit} {of} is reached ({setting}).")
