"""A manager's week on each platform, with several processes on one PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import psycopg
import pytest

from bot import stores
from bot.domain import calendar
from bot.domain.assignment import Assignee, Assignment, AssignmentId
from bot.domain.digest import Digest
from bot.domain.events import Commanded
from bot.domain.promising import digest_id
from bot.domain.surface import MemberId, Surface, TenantId
from bot.domain.transcript import Micros
from bot.ports.clock import SystemClock
from bot.ports.store import Change
from tests.adapters.discord_office import discord_office
from tests.adapters.serving import serving
from tests.adapters.slack_office import slack_office
from tests.adapters.team_week import managers_week, rows_that_hold
from tests.fakes import postgres
from tests.fakes.discord import Channel, Discord, Person, silent
from tests.fakes.postgres import PostgresServer
from tests.requirements import claims
from tests.stores.offices import DAY


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with postgres.running() as server:
        yield server


@claims("managed.week", "slack.people", "digest.once", "dispute.decided", "data.forgotten")
async def test_a_managers_week_in_slack(server: PostgresServer, tmp_path: Path) -> None:
    async with slack_office(tmp_path, server.cleared()) as office:
        await managers_week(office)


@claims("managed.week", "discord.managers", "digest.once", "data.forgotten")
async def test_a_managers_week_in_discord(server: PostgresServer, tmp_path: Path) -> None:
    async with discord_office(tmp_path, server.cleared()) as office:
        await managers_week(office)


@claims("digest.killed")
async def test_three_processes_come_up_and_one_is_killed_while_it_sends_what_was_due(
    server: PostgresServer, tmp_path: Path
) -> None:
    """The digest fell due while nobody ran. Discord has it, and the one that sent it is killed
    before it was told so: the others find it there."""
    database = server.cleared()
    async with Discord() as discord, AsyncExitStack() as stack:
        guild = discord.guild
        hall, boss, ann = guild.channel("practice"), guild.user("boss"), guild.user("ann")
        await _promised(database, hall, boss, ann)
        discord.faults.play("create message", silent())
        three = [
            await stack.enter_async_context(serving(discord, tmp_path, database)) for _ in range(3)
        ]
        print("T", round(__import__("time").perf_counter(), 2))
        (sent,) = await discord.until(lambda: discord.calls("create message"))
        (sender,) = (one for one in three if one.port == sent.port)
        print("T", round(__import__("time").perf_counter(), 2))
        await sender.kill()
        print("T", round(__import__("time").perf_counter(), 2))
        await asyncio.to_thread(_run_out, database)
        print("T", round(__import__("time").perf_counter(), 2))
        (edited,) = await discord.until(lambda: discord.calls("edit message"))
        others = [one for one in three if one is not sender]
        assert edited.port in [one.port for one in others]
        ports = {one.port for one in three}  # each has looked at what is due
        print("T", round(__import__("time").perf_counter(), 2))
        await discord.until(lambda: ports == {asked.port for asked in discord.calls("get member")})
        print("T", round(__import__("time").perf_counter(), 2))
        assert [await one.stop() for one in others] == [0, 0]
        (digest,) = discord.messages(hall)
        assert "## Practice, " in digest.shown
        assert len(discord.calls("create message")) == 1
        assert len(await rows_that_hold(database, "sent_periods")) == 1


async def _promised(database: str, hall: Channel, boss: Person, ann: Person) -> None:
    """A digest that was asked for two weeks ago, and due a day ago; and something assigned without
    an end, for whose sake every process asks Discord about Ann when it looks at what is due."""
    now, tenant, by = SystemClock().now(), TenantId(hall.guild or ""), MemberId(boss.id)
    due = calendar.local(Micros(now - DAY), "UTC")
    asked, surface = Micros(now - 14 * DAY), Surface("discord", tenant, hall.id)
    digest = Digest(
        id=digest_id(surface),
        tenant=tenant,
        surface=surface,
        by=by,
        weekday=due.weekday(),
        hour=due.hour,
        since=asked,
    )
    assignment = Assignment(
        id=AssignmentId("a1"),
        tenant=tenant,
        by=by,
        at=asked,
        home=surface,
        scenarios=("late-delivery",),
        titles=("A parcel that never came",),
        people=(MemberId(ann.id),),
    )
    told = Assignee(
        assignment=assignment.id,
        tenant=tenant,
        member=MemberId(ann.id),
        since=asked,
        announced=asked,
    )
    command = Commanded(key="asked", surface=surface, member=by, at=asked, command="digest")
    async with stores.connect(database) as store, store.begin() as transaction:
        (accepted,) = await transaction.accept([command])
        claim = await transaction.claim(accepted.mailbox, "test", asked, asked)
        assert claim is not None
        change = Change(handled=(1,), kept=(digest, assignment, told))
        await transaction.commit(claim, change)
        await transaction.release(claim)


def _run_out(database: str) -> None:
    """The time is over for which a process that was killed has claimed anything."""
    with psycopg.connect(database) as connection:
        connection.execute("UPDATE mailboxes SET lease_until = 0 WHERE lease_until IS NOT NULL")
