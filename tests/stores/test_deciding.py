"""Of two who decide the same at once the first is heard, whoever comes later learns of it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.domain.dispute import Dispute, DisputeId
from bot.domain.effects import Forward
from bot.domain.events import Decided
from bot.domain.keeping import TenantSettings
from bot.domain.surface import MemberId
from bot.domain.transcript import Micros
from bot.errors import Overtaken
from bot.ports.store import Change, Claim
from bot.stores import SqlStore
from bot.stores.rows import session_mailbox
from tests.requirements import claims
from tests.stores.offices import (
    ACME,
    ADA,
    BOSS,
    START,
    audited,
    dispute,
    home,
    keep,
    lobby,
    practised,
    session,
)
from tests.stores.values import commit

OPEN = dispute("d1", session("s1"))


def decision(by: MemberId, outcome: int) -> Change:
    """What a manager decides, as it is written down."""
    closed = replace(OPEN, decided_by=by, decided_at=START, outcome=outcome)
    event = Decided(
        key="decided:d1",
        surface=home(ACME, by),
        member=by,
        at=START,
        session=OPEN.session,
        dispute=OPEN.id,
        criterion="c0",
        level=outcome,
        reason="",
        who=by,
    )
    forward = Forward(session=OPEN.session, event=event, closed=True)
    return Change(kept=(closed, audited("override", by=by)), forwarded=(forward,))


async def tried(store: SqlStore, claim: Claim, change: Change) -> bool:
    try:
        await commit(store, claim, change)
    except Overtaken:
        return False
    return True


async def found(store: SqlStore) -> Dispute:
    one = await store.office.dispute(ACME, DisputeId("d1"))
    assert one is not None
    return one


@claims("dispute.decided")
async def test_of_two_at_once_one_is_written_whole_and_the_other_not_at_all(
    store: SqlStore,
) -> None:
    await practised(store, session("s1"), 50)
    await keep(store, ADA, ACME, OPEN)
    two = {BOSS: 0, MemberId("ben"): 1}
    mailboxes = [await lobby(store, by, ACME) for by in two]
    changes = [decision(by, outcome) for by, outcome in two.items()]
    took = await asyncio.gather(*map(tried, [store] * 2, mailboxes, changes))
    assert sorted(took) == [False, True]
    one = await found(store)
    assert one.decided_by == [*two][took.index(True)]
    assert [line.by for line in await store.office.audit(ACME)] == [one.decided_by]
    (waiting,) = await store.pending(session_mailbox(OPEN.session))
    assert waiting.event.member == one.decided_by


async def test_a_dispute_that_was_deleted_meanwhile_is_not_written_again(store: SqlStore) -> None:
    manager = await lobby(store, BOSS, ACME)
    with pytest.raises(Overtaken):
        await commit(store, manager, decision(BOSS, 1))
    assert await store.office.dispute(ACME, DisputeId("d1")) is None


@pytest.mark.parametrize("first", [None, START])
async def test_of_two_who_change_the_settings_at_once_neither_takes_back_what_the_other_set(
    store: SqlStore, first: Micros | None
) -> None:
    if first is not None:
        await keep(store, ADA, ACME, TenantSettings(tenant=ACME, changed=first))
    mailboxes = [await lobby(store, by, ACME) for by in (BOSS, MemberId("ben"))]
    made = TenantSettings(tenant=ACME, before=first)
    changes = [
        Change(kept=(replace(made, names=True, changed=Micros(START + 1)),)),
        Change(kept=(replace(made, words=True, changed=Micros(START + 2)),)),
    ]
    took = await asyncio.gather(*map(tried, [store] * 2, mailboxes, changes))
    assert sorted(took) == [False, True]
    stands = await store.office.settings(ACME)
    assert [stands.names, stands.words] == took
    again = replace(stands, names=True, words=True, before=stands.changed, changed=Micros(2**40))
    assert await tried(store, mailboxes[0], Change(kept=(again,)))
