"""Where adapters' apps are installed. Every function runs inside the caller's transaction.

What is kept of an installation is sealed by its adapter; nothing here can read it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from sqlalchemy import ColumnElement, Connection, delete, select, update

from bot.domain.surface import TenantId
from bot.domain.transcript import Micros
from bot.stores.inserting import insert
from bot.stores.schema import install_states, installations

if TYPE_CHECKING:
    from bot.stores.inserting import Insert

_table: Final = installations.c


def read(connection: Connection, platform: str, tenant: TenantId) -> str | None:
    sealed: str | None = connection.scalar(select(_table.sealed).where(_is(platform, tenant)))
    return sealed


def of(connection: Connection, platform: str) -> dict[TenantId, str]:
    """What is kept of every installation, by tenant."""
    mine = select(_table.tenant, _table.sealed).where(_table.platform == platform)
    return {TenantId(row.tenant): row.sealed for row in connection.execute(mine)}


def keep(connection: Connection, platform: str, tenant: TenantId, sealed: str, at: Micros) -> None:
    """Keeps an installation in place of the former one of that tenant."""
    row = {"platform": platform, "tenant": tenant, "sealed": sealed, "at": at}
    connection.execute(_upsert(connection.dialect.name), row)


def replace(
    connection: Connection, platform: str, tenant: TenantId, former: str, sealed: str
) -> bool:
    """Replaces what is kept, unless it was changed or dropped meanwhile."""
    mine = update(installations).where(_is(platform, tenant), _table.sealed == former)
    return connection.execute(mine.values(sealed=sealed)).rowcount == 1


def drop(connection: Connection, platform: str, tenant: TenantId) -> None:
    connection.execute(delete(installations).where(_is(platform, tenant)))


def begin(connection: Connection, state: str, now: Micros, until: Micros) -> None:
    """Remembers an installation that begins, and forgets those whose time is over."""
    connection.execute(delete(install_states).where(install_states.c.until <= now))
    connection.execute(install_states.insert(), {"state": state, "until": until})


def end(connection: Connection, state: str, now: Micros) -> bool:
    """Whether the installation was begun and may end now. One statement, so that of two at once
    only one is told so."""
    mine = delete(install_states).where(
        install_states.c.state == state, install_states.c.until > now
    )
    return connection.execute(mine).rowcount == 1


def _is(platform: str, tenant: TenantId) -> ColumnElement[bool]:
    return (_table.platform == platform) & (_table.tenant == tenant)


@cache
def _upsert(dialect: str) -> Insert:
    statement = insert(dialect, installations)
    return statement.on_conflict_do_update(
        index_elements=["platform", "tenant"],
        set_={"sealed": statement.excluded.sealed, "at": statement.excluded.at},
    )
