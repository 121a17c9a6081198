"""Every query finds its rows by an index, however many there are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import stores
from bot.domain.dispute import DisputeId
from bot.domain.effects import Begin, Forward
from bot.domain.surface import SessionId
from bot.domain.transcript import Micros
from bot.ports.store import Change, MailboxId
from bot.stores import SqlStore, teaming
from bot.stores.schema import metadata
from tests.stores.offices import (
    ACME,
    ADA,
    AFTER,
    BEFORE,
    START,
    WEEK,
    assignment,
    criterion,
    digest,
    fill,
)
from tests.stores.values import (
    ANNA,
    LOBBY,
    TENANT,
    THREAD,
    accept,
    begun,
    claimed,
    commit,
    new_session,
    notice,
    pressed,
    said,
    saying,
    scorecard,
)

TABLES = tuple(f"SCAN {table}" for table in metadata.tables)
Statement = tuple[str, Sequence[Any]]


@contextmanager
def statements(*engines: AsyncEngine) -> Iterator[list[Statement]]:
    """The statements run meanwhile, each with the parameters of one run."""
    seen: list[Statement] = []

    def note(_: object, __: object, statement: str, parameters: Any, *___: object) -> None:
        many = isinstance(parameters, list)
        seen.append((statement, parameters[0] if many else parameters))

    for engine in engines:
        event.listen(engine.sync_engine, "before_cursor_execute", note)
    yield seen
    for engine in engines:
        event.remove(engine.sync_engine, "before_cursor_execute", note)


async def everything(store: SqlStore) -> None:
    """Uses all that a store can do."""
    session = new_session()
    await begun(store, session)
    id, mailbox = session.id, MailboxId("session:s1")
    await accept(store, said("a"), pressed("b", id), said("c", surface=THREAD))
    mine = await claimed(store, mailbox)
    change = Change(
        before=session,
        after=saying(session, "x"),
        handled=(1,),
        posts=(notice("p"),),
        scorecard=scorecard(session),
        begun=(Begin(session=new_session("s2")),),
        forwarded=(Forward(session=SessionId("s2"), event=said("d")),),
    )
    await commit(store, mine, change)
    async with store.begin() as transaction:
        await transaction.renew(mine, Micros(10**9))
        await transaction.release(mine)
    await store.pending(mailbox)
    await store.session(id)
    await store.scorecard(id)
    await store.posts(id)
    await store.unshown(LOBBY)
    await store.post("p")
    await store.open_session(TENANT, ANNA)
    await store.results(TENANT, ANNA, limit=5)
    await store.unfinished(Micros(0))
    await store.due(Micros(10**17))
    await store.calls(id)
    await store.calls_since(Micros(0))
    await store.spent(Micros(0))
    await store.open_surfaces("here")
    await store.member_surfaces((TENANT,), ANNA)
    await store.scenario(session.scenario.fingerprint)
    await store.keep_installation("here", TENANT, "sealed", Micros(0))
    await store.replace_installation("here", TENANT, "sealed", "anew")
    await store.installation("here", TENANT)
    await store.installations("here")
    await store.drop_installation("here", TENANT)
    await store.begin_installation("state", Micros(0), Micros(1))
    await store.end_installation("state", Micros(0))
    await everything_of_managers(store)


async def everything_of_managers(store: SqlStore) -> None:
    """Uses all that the managers' side can do."""
    await fill(store, ACME, ADA)
    office, schedule = store.office, store.schedule
    asked, periods = assignment(f"a-{ACME}").id, (BEFORE, WEEK)
    await office.settings(ACME)
    await office.taken(ACME, START)
    await office.granted(ACME)
    await office.assignment(ACME, asked)
    await office.assignments(ACME, since=START)
    await office.standings(ACME, asked)
    await office.assigned(ACME, ADA)
    await office.attempts(ACME, (ADA,), since=START)
    await office.attempts(ACME)
    for members in (None, [ADA]):
        await teaming.summed(store._read, ACME, members, START, AFTER)
    await office.attempt(ACME, SessionId(f"s1-{ACME}"))
    async with office.every_attempt(ACME) as every:
        assert len([one async for one in every]) == 3
    await office.members(ACME)
    await office.digest(ACME, digest().id)
    await office.digests(ACME)
    await office.figures(ACME, periods, AFTER)
    await office.words(ACME, criterion(), WEEK)
    await office.dispute(ACME, DisputeId(f"d1-{ACME}"))
    await office.disputes(ACME, open=True)
    await office.disputes(ACME, open=False)
    await office.audit(ACME)
    await schedule.open_assignments()
    await schedule.assignees(asked)
    await schedule.all_digests()
    await schedule.sent(digest().id, ("w1",))
    await schedule.tenants()
    assert [line async for line in store.exported(ACME, ADA)]
    await store.retain(1, AFTER)
    await store.forget(ACME, ADA, START)


async def test_no_query_reads_a_whole_table(sqlite_url: str) -> None:
    async with stores.connect(sqlite_url) as store:
        with statements(store._writing, store._reading) as seen:
            await everything(store)
    with closing(sqlite3.connect(Path(sqlite_url.removeprefix("sqlite:///")))) as connection:
        steps = [
            (step[3], statement)
            for statement, parameters in seen
            if statement.startswith(("SELECT", "UPDATE", "INSERT", "DELETE"))
            for step in connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]
    assert len(steps) > 30
    assert [step for step in steps if step[0].startswith(TABLES)] == []


async def test_a_group_takes_as_many_statements_as_one_event(store: SqlStore) -> None:
    await begun(store, new_session())
    with statements(store._writing) as few:
        await accept(store, said("one"))
    with statements(store._writing) as many:
        await accept(store, *(said(f"k{n}", member=f"m{n % 30}") for n in range(100)))
    assert len(many) == len(few) <= 6
