"""Loads a store until it is killed; says through a pipe what the store has confirmed.

`accepting` says every key once its group is committed; `stepping` plays a session, two turns and
a post for each handled event, and says the event's number once that is committed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from multiprocessing.connection import Connection

from bot import stores
from bot.ports.store import Change, MailboxId
from bot.stores import SqlStore
from tests.stores.values import accept, claimed, commit, new_session, notice, said, saying

GROUP = 20
MEMBERS = 7


Confirm = Callable[[list[str]], None]


async def accepting(store: SqlStore, confirm: Confirm) -> None:
    for number in range(1_000_000):
        events = [
            said(f"{number:06}-{i:02}", member=f"m{(number + i) % MEMBERS}") for i in range(GROUP)
        ]
        await accept(store, *events)
        confirm([event.key for event in events])


async def stepping(store: SqlStore, confirm: Confirm) -> None:
    session = new_session()
    mine = await claimed(store, MailboxId("session:s1"))
    for number in range(1, 1_000_000):
        await accept(store, said(f"{number}", session=session.id))
        before = session
        session = saying(saying(session, f"said {number}"), f"answer {number}", speaker="persona")
        change = Change(
            before=before,
            after=session,
            handled=(number,),
            posts=(notice(f"post {number}"),),
            unfinished=True,
        )
        await commit(store, mine, change)
        confirm([str(number)])


def load(url: str, kind: str, confirming: Connection) -> None:
    asyncio.run(_load(url, kind, confirming.send))


async def _load(url: str, kind: str, confirm: Confirm) -> None:
    async with stores.connect(url) as store:
        await (accepting if kind == "accepting" else stepping)(store, confirm)
