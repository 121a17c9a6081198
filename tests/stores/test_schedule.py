"""What is due, over all tenants."""

from __future__ import annotations

from typing import Any

from bot.domain.assignment import AssignmentId
from bot.domain.events import Scheduled
from bot.domain.keeping import Sent
from bot.domain.member import GroupId
from bot.domain.surface import MemberId, TenantId
from bot.stores import SqlStore
from bot.stores.kept import PIECE
from tests.stores.offices import (
    ACME,
    ADA,
    BOSS,
    START,
    assignee,
    assignment,
    begun,
    digest,
    home,
    keep,
    session,
)

OTHER = TenantId("other")


async def open_ids(store: SqlStore) -> list[AssignmentId]:
    return [one.id for one in await store.schedule.open_assignments()]


async def test_assignments_are_open_while_somebody_has_to_do_them(store: SqlStore) -> None:
    done, to_do, nobodys = assignment("done"), assignment("to-do"), assignment("nobodys")
    grows = assignment("grows", OTHER, groups=(GroupId("g"),))
    withdrawn = assignment("withdrawn", withdrawn=START, groups=(GroupId("g"),))
    people = [assignee(one, ADA, done=START) for one in (done, to_do, grows)]
    await keep(store, BOSS, ACME, done, to_do, nobodys, grows, withdrawn, *people)
    await keep(store, BOSS, ACME, assignee(to_do, BOSS), assignee(withdrawn, BOSS))
    assert await open_ids(store) == ["grows", "to-do"]
    await keep(store, BOSS, ACME, assignee(to_do, BOSS, done=START))
    assert await open_ids(store) == ["grows"]


async def test_all_people_of_an_assignment_are_given(store: SqlStore) -> None:
    asked = assignment()
    people = [assignee(asked, MemberId(f"m{n:05}")) for n in range(PIECE + 1)]
    await keep(store, BOSS, ACME, asked, *people, assignee(asked, ADA, reminders=3, reminded=START))
    found = await store.schedule.assignees(asked.id)
    assert found == [assignee(asked, ADA, reminders=3, reminded=START), *people]


async def test_digests_are_given_until_they_are_off(store: SqlStore) -> None:
    await keep(store, BOSS, ACME, digest(), digest(OTHER))
    assert await store.schedule.all_digests() == [digest(), digest(OTHER)]
    await keep(store, BOSS, ACME, digest(off=START))
    assert await store.schedule.all_digests() == [digest(OTHER)]


async def test_a_period_is_sent_once_it_is_on_its_way(store: SqlStore) -> None:
    id = digest().id
    await keep(store, BOSS, ACME, Sent(digest=id, period="w1", at=START))
    hour: dict[str, Any] = {"surface": home(ACME, BOSS), "member": BOSS, "at": START}
    async with store.begin() as transaction:
        key = f"digest:{id}:w2"
        await transaction.accept([Scheduled(key=key, what="digest", about=id, **hour)])
    assert await store.schedule.sent(id, ["w1", "w2", "w3"]) == {"w1", "w2"}
    assert await store.schedule.sent(digest(OTHER).id, ["w1", "w2"]) == set()
    assert await store.schedule.sent(id, []) == set()


async def test_tenants_are_those_that_have_anything(store: SqlStore) -> None:
    assert await store.schedule.tenants() == []
    for n, tenant in enumerate((ACME, OTHER, ACME)):
        await begun(store, session(f"s{n}", tenant=tenant))
    await keep(store, BOSS, ACME, digest(TenantId("digested")), assignment("a", TenantId("asked")))
    assert await store.schedule.tenants() == [ACME, "asked", "digested", OTHER]
