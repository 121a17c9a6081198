"""What may be spent on models, and what happens when it is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.allowance import NO_LIMIT, Allowance, Allowances
from bot.domain.surface import MemberId, TenantId
from bot.domain.transcript import Micros
from bot.errors import BudgetSpent, StoreBusy
from bot.ports.provider import (
    Answer,
    Call,
    Judging,
    Message,
    Prompt,
    Question,
    Schema,
    Stream,
    Usage,
)
from bot.ports.store import ModelCall, Spent
from bot.providers.calls import LoggedModel
from bot.providers.fallback import Fallback
from bot.providers.limits import DAY, REFRESH, Budget, Caps, Limited, Limits, at_most
from bot.providers.pricing import Price, Prices
from bot.providers.scripted import ScriptedProvider
from bot.providers.served import THINKING
from bot.training.prompting import persona_prompt
from tests.fakes.talks import talk
from tests.fakes.virtual_time import NEW_YEAR, VirtualClock, in_virtual_time, run
from tests.requirements import claims

TOKENS = 1000
PROMPT = replace(
    persona_prompt(talk("Hello.")),
    system="",
    messages=(),
    limit=10,
    tenant=TenantId("acme"),
    member=MemberId("ada"),
)
"""A call that may take ten tokens at most, as far as anybody knows beforehand."""


class Spender:
    """A model whose every call takes a second and so many tokens."""

    name = "spender"

    def __init__(self, tokens: int = TOKENS) -> None:
        self.tokens = tokens
        self.asked = 0

    @asynccontextmanager
    async def stream(self, prompt: Prompt) -> AsyncIterator[Stream]:
        yield _Spending(self)

    def judge(self, question: Question, schema: Schema) -> Judging:
        call = Call(provider=self.name, model="s")

        async def work() -> Answer:
            await self.spend(call)
            return {}

        return Judging(call=call, work=work)

    async def spend(self, call: Call) -> None:
        self.asked += 1
        await asyncio.sleep(1)
        call.usage = Usage(tokens_in=self.tokens // 2, tokens_out=self.tokens - self.tokens // 2)
        call.outcome = "complete"


class _Spending:
    def __init__(self, spender: Spender) -> None:
        self.call = Call(provider=spender.name, model="s")
        self._spender = spender

    async def __aiter__(self) -> AsyncIterator[str]:
        await self._spender.spend(self.call)
        yield "Words."


class House:
    """An installation with a budget, a model, and a log that other processes write to as well."""

    def __init__(self, budget: Budget, tokens: int = TOKENS) -> None:
        self.lines: list[ModelCall] = []
        self.reads = 0
        self.broken = False
        self.holds: asyncio.Event | None = None
        self.clock = VirtualClock()
        self.allowed: dict[str, Allowances] = {}
        self.looks = 0
        self.limits = Limits(budget, self.clock, self._spent, self._allowed)
        self.spender = Spender(tokens)
        prices = Prices({"s": Price(into=1000, cached=0, out=1000)})
        logged = LoggedModel(self.spender, self.clock, self._write, prices)
        self.model = Limited(logged, self.limits, lambda: prices.of("spender", "s"))

    async def _write(self, line: ModelCall) -> None:
        self.lines.append(line)
        self.limits.note(line)

    async def _spent(self, since: Micros) -> list[Spent]:
        self.reads += 1
        if self.holds is not None:
            await self.holds.wait()
        if self.broken:
            raise StoreBusy
        return [
            Spent(
                tenant=line.tenant,
                member=line.member,
                tokens=line.usage.tokens_in + line.usage.tokens_out,
                cost=line.cost or 0.0,
            )
            for line in self.lines
            if line.at >= since
        ]

    async def _allowed(self, tenant: TenantId) -> Allowances:
        self.looks += 1
        if self.broken:
            raise StoreBusy
        return self.allowed.get(tenant, NO_LIMIT)

    async def ask(self, member: str = "ada", tenant: str = "acme") -> bool:
        """Asks for a reply; gives whether the budget allowed it."""
        prompt = replace(PROMPT, member=MemberId(member), tenant=TenantId(tenant))
        try:
            async with self.model.stream(prompt) as stream:
                [_ async for _ in stream]
        except BudgetSpent:
            return False
        return True

    async def asks(self, times: int) -> int:
        return sum([await self.ask() for _ in range(times)])


LIMITS = [
    ("tokens", 3 * TOKENS, "3,000 tokens a day"),
    ("dollars", 3.0, "3 dollars a day"),
    ("calls", 3, "3 calls a minute"),
]


@claims("limits.kinds")
@pytest.mark.parametrize(("kind", "most", "told"), LIMITS)
@pytest.mark.parametrize(
    ("whose", "said"),
    [("all", "in all"), ("tenant", "for this workspace"), ("member", "for this member")],
)
def test_each_limit_holds_and_says_which_it_is(
    kind: str, most: float, told: str, whose: str, said: str
) -> None:
    @in_virtual_time
    async def spend() -> None:
        house = House(Budget(**{kind: Caps(**{whose: most})}))
        assert await house.asks(5) == 3
        with pytest.raises(BudgetSpent, match=f"{told} {said} is reached"):
            await house.model.judge(PROMPT, {})
        assert house.spender.asked == 3
        other = await house.ask(member="bo", tenant="acme")
        elsewhere = await house.ask(member="ada", tenant="other")
        assert (other, elsewhere) == (whose == "member", whose != "all")

    spend()


@in_virtual_time
async def test_without_a_budget_nothing_is_limited_and_nothing_read() -> None:
    house = House(Budget())
    assert await house.asks(20) == 20
    assert house.reads == 0


@in_virtual_time
async def test_judgements_come_out_of_the_same_budget() -> None:
    house = House(Budget(tokens=Caps(all=5 * TOKENS)), tokens=5 * TOKENS)
    await house.model.judge(PROMPT, {})
    assert not await house.ask()


@in_virtual_time
async def test_calls_are_counted_over_the_last_minute() -> None:
    house = House(Budget(calls=Caps(all=2)))
    assert await house.asks(3) == 2  # at 0 s and at 1 s
    await asyncio.sleep(57)
    assert not await house.ask()
    await asyncio.sleep(1)
    assert await house.asks(3) == 2  # at 60 s and at 61 s


@claims("limits.shared")
@in_virtual_time
async def test_a_day_ends_at_midnight_utc_and_survives_a_restart() -> None:
    budget = Budget(tokens=Caps(member=TOKENS))
    house = House(budget)
    assert await house.ask()
    again = House(budget)
    again.lines = house.lines
    assert not await again.ask()
    await asyncio.sleep(DAY / 1e6)
    assert await again.ask()
    assert not await again.ask()


@claims("limits.shared")
@in_virtual_time
async def test_what_other_processes_spend_is_seen_within_a_minute() -> None:
    house = House(Budget(dollars=Caps(all=5)))
    assert await house.ask()
    elsewhere = replace(house.lines[0], cost=100.0)
    house.lines.append(elsewhere)
    assert await house.ask()
    await asyncio.sleep(REFRESH)
    assert not await house.ask()


@in_virtual_time
async def test_the_log_is_read_once_a_minute_however_many_ask() -> None:
    house = House(Budget(tokens=Caps(all=1e9)))
    async with asyncio.TaskGroup() as tasks:
        for _ in range(50):
            tasks.create_task(house.ask())
    assert house.reads == 1


@in_virtual_time
async def test_a_log_that_cannot_be_read_stops_nobody_and_what_is_known_still_counts() -> None:
    house = House(Budget(tokens=Caps(all=2 * TOKENS)))
    house.broken = True
    assert await house.ask()
    await asyncio.sleep(REFRESH)
    assert await house.ask()
    await asyncio.sleep(REFRESH)
    assert not await house.ask()
    await asyncio.sleep(DAY / 1e6)
    assert await house.ask()


@claims("budget.holds")
@in_virtual_time
async def test_nobody_has_more_left_by_having_what_is_stored_of_them_deleted() -> None:
    house = House(Budget())
    house.allowed["acme"] = Allowances(
        tenant=Allowance(dollars=30.0), member=Allowance(tokens=2 * TOKENS)
    )
    assert await house.asks(3) == 2
    await asyncio.sleep(REFRESH)
    assert not await house.ask()
    house.lines.clear()
    await asyncio.sleep(REFRESH)
    assert not await house.ask()
    await asyncio.sleep(DAY / 1e6)
    assert await house.ask()


async def at_once(house: House, calls: int) -> int:
    """How many of as many calls at the same time the budget allowed."""
    async with asyncio.TaskGroup() as tasks:
        asked = [tasks.create_task(house.ask()) for _ in range(calls)]
    return sum(task.result() for task in asked)


@claims("limits.reserved")
@in_virtual_time
async def test_a_call_under_way_counts_with_what_it_may_take() -> None:
    house = House(Budget(tokens=Caps(all=25)), tokens=1)
    assert await at_once(house, 10) == 2
    assert await at_once(house, 10) == 2  # they took one token each, and the rest is there again


@claims("limits.reserved")
@pytest.mark.parametrize(("kind", "most"), [("tokens", 3 * 10), ("dollars", 3 * 0.01)])
@pytest.mark.parametrize("whose", ["all", "tenant", "member"])
def test_calls_at_the_same_time_take_no_more_together_than_one_after_another(
    kind: str, most: float, whose: str
) -> None:
    @in_virtual_time
    async def spend() -> None:
        house = House(Budget(**{kind: Caps(**{whose: most})}), tokens=10)
        assert await at_once(house, 20) == 3
        assert await at_once(house, 20) == 0
        assert sum(line.cost or 0.0 for line in house.lines) == pytest.approx(0.03)

    spend()


@in_virtual_time
async def test_a_call_that_may_take_more_than_is_left_is_not_begun() -> None:
    house = House(Budget(dollars=Caps(all=0.019)), tokens=10)
    assert await house.ask()
    assert not await house.ask()
    assert house.spender.asked == 1


@in_virtual_time
async def test_where_nobody_knows_the_price_money_holds_nothing() -> None:
    house = House(Budget(dollars=Caps(all=0.005)), tokens=1)
    house.model = Limited(house.spender, house.limits)
    assert await at_once(house, 5) == 5


def test_what_a_call_may_take_is_its_prompt_its_form_its_answer_and_a_judges_thoughts() -> None:
    asked = replace(PROMPT, system="Ü" * 30, messages=(Message("user", "a" * 30),), limit=7)
    assert at_most(asked) == Usage(tokens_in=20 + 10, tokens_out=7)
    formed = at_most(asked, {"type": "object"})
    assert formed == Usage(tokens_in=20 + 10 + 6, tokens_out=7 + THINKING)


@in_virtual_time
async def test_one_that_is_cancelled_gives_back_what_it_had_not_taken() -> None:
    house = House(Budget(tokens=Caps(all=15)), tokens=0)
    async with asyncio.TaskGroup() as tasks:
        asked = tasks.create_task(house.ask())
        await asyncio.sleep(0.5)
        assert not await house.ask()
        asked.cancel()
    assert await house.ask()


@claims("limits.reserved")
@given(
    st.lists(st.tuples(st.integers(0, 30), st.sampled_from([0.0, 0.3, 2.0])), max_size=30),
    st.integers(0, 100),
)
def test_a_limit_is_passed_by_no_more_than_was_estimated_wrongly(
    asked: list[tuple[int, float]], limit: int
) -> None:
    async def spend() -> None:
        house = House(Budget(tokens=Caps(tenant=limit)))
        async with asyncio.TaskGroup() as tasks:
            for tokens, pause in asked:
                house.spender.tokens = tokens
                tasks.create_task(house.ask())
                await asyncio.sleep(pause)
        took = [line.usage.tokens_in + line.usage.tokens_out for line in house.lines]
        assert sum(took) <= limit + sum(max(0, tokens - PROMPT.limit) for tokens in took)

    run(spend())


THREE = {"tokens": 3 * TOKENS, "dollars": 3.0}


@claims("budget.holds")
@pytest.mark.parametrize("kind", THREE)
@pytest.mark.parametrize("whose", ["tenant", "member"])
def test_what_an_admin_allows_holds_in_that_tenant_alone(kind: str, whose: str) -> None:
    @in_virtual_time
    async def spend() -> None:
        house = House(Budget())
        allowance = Allowance(**{kind: THREE[kind]})  # type: ignore[arg-type]  # by the kind
        house.allowed["acme"] = Allowances(**{whose: allowance})
        assert await house.asks(5) == 3
        with pytest.raises(BudgetSpent, match="/chattrain settings budget"):
            await house.model.judge(PROMPT, {})
        assert await house.ask(member="bo") == (whose == "member")
        assert [await house.ask(tenant="other") for _ in range(9)] == [True] * 9

    spend()


@claims("budget.holds")
@pytest.mark.parametrize(("operators", "admins"), [(2, 5), (5, 2)])
@in_virtual_time
async def test_the_smaller_of_operator_and_admin_holds(operators: int, admins: int) -> None:
    house = House(Budget(tokens=Caps(tenant=operators * TOKENS)))
    house.allowed["acme"] = Allowances(tenant=Allowance(tokens=admins * TOKENS))
    assert await house.asks(6) == 2
    assert [await house.ask(tenant="other") for _ in range(operators + 1)].count(True) == operators


@claims("budget.holds")
@in_virtual_time
async def test_a_budget_set_or_lifted_in_the_day_holds_within_a_minute_for_all_of_it() -> None:
    house = House(Budget())
    assert await house.asks(4) == 4
    house.allowed["acme"] = Allowances(tenant=Allowance(tokens=5 * TOKENS))
    await asyncio.sleep(REFRESH)
    assert await house.asks(4) == 1  # four were spent before it was set
    del house.allowed["acme"]
    await asyncio.sleep(REFRESH)
    assert await house.ask()
    assert house.looks == 3


@in_virtual_time
async def test_settings_that_cannot_be_read_leave_a_tenant_to_those_it_had() -> None:
    house = House(Budget())
    house.allowed["acme"] = Allowances(tenant=Allowance(tokens=TOKENS))
    assert await house.asks(2) == 1
    house.broken = True
    await asyncio.sleep(REFRESH)
    assert not await house.ask()
    assert await house.ask(tenant="other")


@in_virtual_time
async def test_what_was_noted_is_not_forgotten_where_a_reading_of_the_log_is_cancelled() -> None:
    house = House(Budget(tokens=Caps(all=2 * TOKENS)))
    assert await house.ask()
    await asyncio.sleep(REFRESH)
    house.holds = asyncio.Event()
    asked = asyncio.ensure_future(house.ask())
    await asyncio.sleep(1)
    asked.cancel()
    house.holds = None
    house.broken = True
    assert await house.asks(2) == 1


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from("xy"), st.sampled_from([0.0, 5.0, 70.0])),
        max_size=40,
    ),
    st.integers(1, 5),
)
def test_no_member_ever_gets_more_than_one_call_beyond_its_tokens(
    asked: list[tuple[str, str, float]], calls: int
) -> None:
    async def spend() -> None:
        house = House(Budget(tokens=Caps(member=calls * TOKENS, tenant=3 * calls * TOKENS)))
        async with asyncio.TaskGroup() as tasks:
            for member, tenant, pause in asked:
                tasks.create_task(house.ask(member, tenant))
                await asyncio.sleep(1 + pause)
        by_member: dict[tuple[str, str | None], int] = {}
        for line in house.lines:
            key = (line.tenant, line.member)
            by_member[key] = by_member.get(key, 0) + 1
        assert all(count <= calls for count in by_member.values())

    run(spend())


@claims("limits.script")
@in_virtual_time
async def test_when_it_is_spent_the_script_takes_over_and_says_why() -> None:
    house = House(Budget(calls=Caps(member=1)))
    script = ScriptedProvider(house.clock, pace=0)
    fallback = Fallback([house.model], script, clock=house.clock)
    seen = []
    for _ in range(2):
        async with fallback.stream(PROMPT) as stream:
            [_ async for _ in stream]
        seen.append((stream.call.provider, stream.call.stand_in))
    assert seen == [("spender", None), ("scripted", "spent")]
    assert len(house.lines) == 1
    assert house.lines[0].at == NEW_YEAR
