"""The sample team: plausible, the same from run to run, apart from everybody else, and removable."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, select

from bot import stores
from bot.domain import assignment as assigning
from bot.domain.imagining import imagine
from bot.domain.sample import PEOPLE, SAMPLE
from bot.domain.strengths import FEWEST
from bot.domain.surface import TenantId
from bot.ports.clock import SystemClock
from bot.sampling import Sampling, _Ids
from bot.stores import SqlStore
from bot.stores.schema import metadata
from tests.fakes import team
from tests.fakes.team import SCENARIOS
from tests.fakes.virtual_time import NEW_YEAR
from tests.requirements import claims

REAL = TenantId("real")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    url = f"sqlite:///{tmp_path / 'sample.db'}"
    await asyncio.to_thread(stores.migrate, url)
    async with stores.connect(url) as store:
        yield store


def test_the_team_is_the_same_from_run_to_run() -> None:
    assert imagine(SCENARIOS, NEW_YEAR, _Ids(), "test") == imagine(
        SCENARIOS, NEW_YEAR, _Ids(), "test"
    )


def test_everything_lies_in_the_past_and_in_one_order() -> None:
    imagined = imagine(SCENARIOS, NEW_YEAR, _Ids(), "test")
    for one in imagined.practised:
        assert one.ended.closed_at is not None
        assert one.begun.opened_at < one.ended.closed_at < NEW_YEAR
        assert one.begun.member.startswith("sample-")
        assert one.begun.tenant == SAMPLE


def test_one_scenario_is_enough_for_a_team() -> None:
    assert imagine(SCENARIOS[:1], NEW_YEAR, _Ids(), "test").practised


@claims("playground.sample")
async def test_a_team_is_filled_in_apart_from_real_people_and_removed_without_a_trace(
    store: SqlStore, tmp_path: Path
) -> None:
    await team.fill(store, tenant=REAL, people=3, weeks=2)
    before, clock = await store.office.attempts(REAL), SystemClock()
    left = _counted(tmp_path / "sample.db")
    sampling = Sampling(store, clock, "test")
    await sampling.fill(SCENARIOS)

    attempts = await store.office.attempts(SAMPLE)
    assert set(await store.office.members(SAMPLE)) == set(PEOPLE)
    assert len({one.member for one in attempts}) > len(PEOPLE) / 2
    assert sum(one.visible and one.state == "scored" for one in attempts) > 10 * FEWEST
    assert await store.office.attempts(REAL) == before

    statuses = set()
    for asked in await store.office.assignments(SAMPLE):
        for one in await store.office.standings(SAMPLE, asked.id):
            statuses.add(assigning.status(one, clock.now()))
    assert {"passed", "past due"} <= statuses
    assert await store.unfinished(clock.now()) == []

    await sampling.clear()
    assert not sampling.working
    assert _counted(tmp_path / "sample.db") == left
    assert await store.office.attempts(REAL) == before


def _counted(database: Path) -> dict[str, int]:
    """How many rows every table has; scenarios stay, as whoever began with them may come back."""
    engine = create_engine(f"sqlite:///{database}")
    with engine.connect() as connection:
        counted = {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
            if table.name != "scenarios"
        }
    engine.dispose()
    return counted
