"""What the command line reads, writes and deletes for a team, on both databases."""

from __future__ import annotations

import io
import json

import pytest
import typer

from bot import config, overseeing, retaining
from bot.config import Settings
from bot.domain.surface import MemberId, TenantId
from bot.domain.transcript import HOUR, Micros
from bot.stores import SqlStore
from tests.fakes import team
from tests.fakes.virtual_time import NEW_YEAR
from tests.requirements import claims

ACME, BETA = TenantId("acme"), TenantId("beta")
U01 = MemberId("u01")


class NewYear:
    """A clock that stands still."""

    def now(self) -> Micros:
        return NEW_YEAR

    def monotonic(self) -> float:
        return 0.0

    async def sleep(self, seconds: float) -> None:
        raise NotImplementedError

    def new_id(self) -> str:
        raise NotImplementedError


@pytest.fixture
def settings(url: str) -> Settings:
    return config.load(None).model_copy(update={"database_url": url})


@pytest.fixture
async def filled(store: SqlStore) -> SqlStore:
    """Two teams whose people have the same ids."""
    await team.fill(store, tenant=ACME, people=3, weeks=2, seed=3)
    await team.fill(store, tenant=BETA, people=3, weeks=2, seed=4)
    return store


async def exported(settings: Settings, tenant: TenantId) -> list[dict[str, object]]:
    out = io.BytesIO()
    rows = await overseeing.exported(
        settings, NewYear(), out, tenant=tenant, format="jsonl", what="attempts"
    )
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert len(lines) == rows
    return lines


@claims("managing.export", "managing.tenants")
async def test_every_session_of_the_tenant_is_exported_in_order(
    filled: SqlStore, settings: Settings
) -> None:
    lines = await exported(settings, ACME)
    attempts = await filled.office.attempts(ACME)
    assert [line["session"] for line in lines] == sorted(str(one.session) for one in attempts)
    assert not {line["session"] for line in await exported(settings, BETA)} & {
        line["session"] for line in lines
    }


@claims("managing.report", "managing.digest")
async def test_reports_are_made_and_noted(filled: SqlStore, settings: Settings) -> None:
    person = await overseeing.reported(settings, NewYear(), who="u01", tenant=ACME)
    assert "u01" in person.title
    await overseeing.reported(settings, NewYear(), who=None, tenant=ACME)
    await overseeing.digested(settings, NewYear(), tenant=ACME, weeks=2)
    noted = [(line.by, line.what, line.about) for line in await filled.office.audit(ACME)]
    assert noted == [
        ("command line", "digest now", ""),
        ("command line", "report", ""),
        ("command line", "report", "u01"),
    ]
    assert await filled.office.audit(BETA) == []


@claims("managing.forget")
async def test_who_is_forgotten_is_gone_from_one_tenant_alone(
    filled: SqlStore, settings: Settings
) -> None:
    found = await retaining.known(settings, "u01", ACME)
    assert found.sessions == len(await filled.office.attempts(ACME, [U01]))
    theirs = len(await filled.office.attempts(BETA, [U01]))
    assert found.sessions
    assert theirs
    await retaining.forget(settings, found, NewYear())
    assert [line async for line in filled.exported(ACME, U01)] == []
    assert len(await filled.office.attempts(BETA, [U01])) == theirs
    (line,) = await filled.office.audit(ACME)
    assert (line.by, line.what, line.about) == ("command line", "forget-me", "")
    with pytest.raises(typer.BadParameter):
        await retaining.known(settings, "u01", ACME)


@claims("managing.retain")
async def test_old_sessions_are_counted_then_deleted(filled: SqlStore, settings: Settings) -> None:
    async def closed_before(tenant: TenantId) -> int:
        closed = [one.closed for one in await filled.office.attempts(tenant)]
        return sum(at is not None and at < NEW_YEAR - 7 * 24 * HOUR for at in closed)

    old = await closed_before(ACME)
    assert old
    for dry_run in (True, False):
        told: list[str] = []
        await retaining.retain(
            settings, NewYear(), told.append, wanted=ACME, days=7, dry_run=dry_run
        )
        assert told[0].startswith(f"acme: {old} session")
    assert await closed_before(ACME) == 0
    assert await closed_before(BETA) > 0
