"""What `report`, `digest` and `export` do with the database: find whom is meant, note who saw what,
and put together what is shown or written.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import BinaryIO, Literal

from bot import meant, reports, stores
from bot.catalogue import Catalogue, bundled
from bot.config import HOME_PAGES, Settings
from bot.domain.content import Chart, Report
from bot.domain.keeping import Audited
from bot.domain.surface import MemberId, TenantId
from bot.exporting import Csv, Form, JsonLines, What, write
from bot.ports.clock import Clock
from bot.printing import Printing
from bot.stores import SqlStore
from bot.xapi import Statements

Format = Literal["csv", "jsonl", "xapi"]
OPERATOR = reports.OPERATOR


async def note(
    store: SqlStore, clock: Clock, tenant: TenantId, did: str, about: str = "", **details: str
) -> None:
    """A line in the tenant's audit: what a command of the command line saw or did."""
    line = Audited(
        tenant=tenant, by=OPERATOR, at=clock.now(), what=did, about=about, details=details
    )
    await store.keep(line)


async def reported(
    settings: Settings, clock: Clock, *, who: str | None, tenant: str | None
) -> Report:
    """The results of a person or a group. Raises StoreError."""
    async with stores.connect(settings.database_url) as store:
        where = await meant.tenant(store, tenant)
        whom = await meant.whom(store, where, who)
        await note(store, clock, where, "report", whom.name)
        return await reports.results(store, where, whom, clock.now())


async def digested(settings: Settings, clock: Clock, *, tenant: str | None, weeks: int) -> Report:
    """What `digest now` shows in chat. Raises StoreError."""
    scenarios = Catalogue([bundled(), *settings.chattrain_scenarios]).scenarios
    async with stores.connect(settings.database_url) as store:
        where = await meant.tenant(store, tenant)
        await note(store, clock, where, "digest now")
        return await reports.digest(store, where, scenarios, weeks, clock.now())


async def drawn(chart: Chart) -> bytes:
    """A chart as a PNG. Raises NotDrawn."""
    async with aclosing(Printing(_of_nobody)) as printing:
        return await printing.chart(chart)


async def _of_nobody(tenant: TenantId, member: MemberId) -> AsyncIterator[str]:  # noqa: ARG001
    for line in list[str]():
        yield line


async def exported(
    settings: Settings,
    clock: Clock,
    out: BinaryIO,
    *,
    tenant: str | None,
    format: Format,
    what: What,
) -> int:
    """Writes all attempts of a tenant; gives the number of rows. Raises StoreError."""
    async with stores.connect(settings.database_url) as store:
        where = await meant.tenant(store, tenant)
        await note(store, clock, where, "export", format=format, what=what)
        marks = what == "marks" and format != "xapi"
        async with store.office.every_attempt(where, marks=marks) as attempts:
            return await write(attempts, _form(store, where, format, what), out)


def _form(store: SqlStore, tenant: TenantId, format: Format, what: What) -> Form:
    async def language(fingerprint: str) -> str | None:
        scenario = await store.scenario(fingerprint)
        return None if scenario is None else scenario.language

    match format:
        case "csv":
            return Csv(what)
        case "jsonl":
            return JsonLines(what)
        case "xapi":
            return Statements(tenant, HOME_PAGES, language)
