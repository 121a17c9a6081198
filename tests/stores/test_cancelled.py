"""Whoever is cancelled in the middle of a write leaves no lock behind."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot import stores
from bot.domain.events import Said
from bot.domain.surface import MemberId, Surface, TenantId
from bot.domain.transcript import Micros
from bot.stores import SqlStore


def said(key: str) -> Said:
    surface = Surface("playground", TenantId("local"), "m1")
    return Said(
        key=key, surface=surface, member=MemberId("m1"), at=Micros(0), text="Hi.", message=key
    )


async def write(store: SqlStore, key: str) -> None:
    async with store.begin() as transaction:
        await transaction.accept([said(key)])


async def test_a_write_cancelled_at_any_moment_leaves_the_database_free(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'c.db'}"
    stores.migrate(url)
    async with stores.connect(url, patience=0.5) as store:
        for turns in range(40):
            async with asyncio.TaskGroup() as tasks:
                writing = tasks.create_task(write(store, f"cut-{turns}"))
                for _ in range(turns):
                    await asyncio.sleep(0)
                writing.cancel()
                await asyncio.wait([writing])
            await write(store, f"whole-{turns}")
