"""What an admin allows models, and what they took, as the database has it."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.allowance import Allowance, Allowances, Taken
from bot.domain.keeping import TenantSettings
from bot.domain.surface import TenantId
from bot.domain.transcript import Micros
from bot.stores import SqlStore, kept_rows
from tests.requirements import claims
from tests.stores.offices import ACME, BOSS, START, call, keep, session


@claims("budget.set")
async def test_a_budget_is_kept_with_the_settings(store: SqlStore) -> None:
    budget = Allowances(
        tenant=Allowance(tokens=200_000, dollars=5.5), member=Allowance(tokens=20_000)
    )
    await keep(store, BOSS, ACME, TenantSettings(tenant=ACME, budget=budget))
    assert (await store.office.settings(ACME)).budget == budget
    assert not (await store.office.settings(TenantId("other"))).budget.any


def test_settings_written_before_there_were_budgets_limit_nothing() -> None:
    old = '{"tenant":"acme","language":"de","retention_days":30,"least_group":4,"changed":1}'
    read = kept_rows.settings(old)
    assert (read.language, read.least_group, read.budget) == ("de", 4, Allowances())


@claims("budget.set")
async def test_what_a_day_took_is_summed_for_the_tenant_alone(store: SqlStore) -> None:
    lines = [
        replace(call(session("s1")), cost=0.5),
        replace(call(session("s2")), at=Micros(START + 1), cost=None, member=None),
        replace(call(session("s3")), at=Micros(START - 1), cost=9.0),
        replace(call(session("s4", tenant=TenantId("other"))), cost=9.0),
    ]
    async with store.begin() as transaction:
        for line in lines:
            await transaction.log_call(line)
    assert await store.office.taken(ACME, START) == Taken(tokens=16, dollars=0.5)
    assert await store.office.taken(TenantId("nobody"), START) == Taken()
