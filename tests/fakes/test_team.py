"""The team in a database is what it says it is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import stores
from bot.domain.attempt import Attempt
from bot.domain.surface import TenantId
from bot.stores import SqlStore
from tests.fakes import database, team
from tests.fakes.virtual_time import NEW_YEAR

ACME = TenantId("acme")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    async with stores.connect(database.address(tmp_path / "team.db")) as store:
        yield store


async def filled(store: SqlStore, tenant: TenantId, seed: int) -> list[Attempt]:
    await team.fill(store, tenant=tenant, people=6, weeks=4, seed=seed)
    return await store.office.attempts(tenant)


async def test_a_team_has_sessions_of_every_kind(store: SqlStore) -> None:
    attempts = await filled(store, ACME, 1)
    assert all(one.opened < NEW_YEAR for one in attempts)
    assert {one.state for one in attempts} == {"open", "scored", "unscored"}
    assert {(one.assignment is None, one.shared) for one in attempts if one.state == "scored"} == {
        (False, False),
        (True, False),
        (True, True),
    }
    assert {one.member for one in attempts} == set(team.members(5))
    assert {one.passed for one in attempts} == {True, False}
    assert all(one.marks for one in attempts if one.state == "scored")


async def test_everyone_is_assigned_something_and_nobody_waits(store: SqlStore) -> None:
    await filled(store, ACME, 1)
    (every, path) = await store.office.assignments(ACME)
    assert {one.id for one in (every, path)} == {"acme-all", "acme-path"}
    reached = {one.id: await store.office.standings(ACME, one.id) for one in (every, path)}
    assert sorted(len(people) for people in reached.values()) == [3, 6]
    assert await store.unfinished(NEW_YEAR) == []


async def test_the_same_seed_gives_the_same_team(store: SqlStore, tmp_path: Path) -> None:
    first = await filled(store, ACME, 1)
    async with stores.connect(database.address(tmp_path / "again.db")) as other:
        assert await filled(other, ACME, 1) == first
        assert len(await filled(other, TenantId("beta"), 2)) != 0
