"""Installations in the database: one for each tenant, nothing readable, states that end once."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from slack_sdk.oauth.installation_store import Installation
from sqlalchemy import text

from adapters.slack.installations import STATE_SECONDS, Grant, Installations, States
from adapters.slack.vault import Vault, WrongKey
from bot.domain.surface import TenantId
from bot.domain.transcript import Micros
from bot.ports.clock import SystemClock
from bot.stores import SqlStore, addresses
from tests.fakes.slack import MovableClock
from tests.requirements import claims

OLD, NEW = "an-old-key-of-thirty-two-characters", "a-new-key-of-thirty-two-characters!"
ACME = TenantId("T1ACME")
GRANT = Grant(
    tenant=ACME,
    token="xoxb-very-secret",
    url="https://acme.slack.com/",
    user_id="UBOT",
    bot_id="BBOT",
    scopes=("chat:write", "commands"),
    refresh_token="xoxe-1-secret-too",
    expires_at=1_800_000_000,
)


def installations(store: SqlStore, *keys: str) -> Installations:
    return Installations(store, Vault(keys or (NEW,)), SystemClock())


def everything(url: str) -> str:
    """All that the database holds of installations."""
    with addresses.migrating(addresses.understand(url)).connect() as connection:
        return str(list(connection.execute(text("SELECT * FROM installations"))))


@claims("slack.sealed")
async def test_what_is_kept_can_be_read_back_and_not_be_read_in_the_database(
    store: SqlStore, url: str
) -> None:
    await installations(store).keep(GRANT)
    assert await installations(store).of(ACME) == GRANT
    assert "secret" not in everything(url)
    assert "acme.slack.com" not in everything(url)


async def test_a_token_of_any_length_is_kept(store: SqlStore) -> None:
    long = replace(GRANT, token="xoxb-" + "a" * 5000)
    await installations(store).keep(long)
    assert await installations(store).of(ACME) == long


async def test_an_installation_takes_the_place_of_the_former_one(store: SqlStore, url: str) -> None:
    for number in range(3):
        await installations(store).keep(replace(GRANT, token=f"xoxb-{number}"))
    assert everything(url).count("T1ACME") == 1
    found = await installations(store).of(ACME)
    assert found
    assert found.token == "xoxb-2"
    await installations(store).drop(ACME)
    assert await installations(store).of(ACME) is None


@claims("slack.sealed")
async def test_another_key_is_told_with_what_to_do(store: SqlStore) -> None:
    await installations(store, OLD).keep(GRANT)
    with pytest.raises(WrongKey, match=r"another CHATTRAIN_SECRET_KEY: put that one behind"):
        await installations(store, NEW).of(ACME)
    assert isinstance((await installations(store, NEW).all())[ACME], WrongKey)


@claims("slack.sealed")
async def test_a_key_is_changed_by_putting_the_new_one_in_front(store: SqlStore) -> None:
    await installations(store, OLD).keep(GRANT)
    await installations(store, NEW, OLD).seal_anew()
    assert await installations(store, NEW).of(ACME) == GRANT
    with pytest.raises(WrongKey):
        await installations(store, OLD).of(ACME)


async def test_a_start_is_refused_only_where_nothing_can_be_read(store: SqlStore) -> None:
    await installations(store, OLD).keep(GRANT)
    with pytest.raises(WrongKey):
        await installations(store, NEW).seal_anew()
    other = replace(GRANT, tenant=TenantId("T2"))
    await installations(store, NEW).keep(other)
    await installations(store, NEW).seal_anew()
    assert await installations(store, NEW).of(TenantId("T2")) == other


async def test_one_tenants_row_is_none_of_anothers(store: SqlStore) -> None:
    await installations(store).keep(GRANT)
    sealed = await store.installation("slack", ACME)
    assert sealed
    await store.keep_installation("slack", TenantId("T2"), sealed, Micros(0))
    with pytest.raises(WrongKey):
        await installations(store).of(TenantId("T2"))


async def test_only_what_stands_there_still_is_replaced(store: SqlStore) -> None:
    kept, newer = installations(store), replace(GRANT, token="xoxb-newer")
    assert not await kept.replace(GRANT, newer)
    await kept.keep(GRANT)
    assert await kept.replace(GRANT, newer)
    assert not await kept.replace(GRANT, replace(GRANT, token="xoxb-late"))
    assert await kept.of(ACME) == newer
    sealed = await store.installation("slack", ACME)
    assert sealed
    assert not await store.replace_installation("slack", ACME, "something else", "x")
    assert await store.installation("slack", ACME) == sealed


@claims("slack.oauth")
async def test_a_state_ends_one_installation_once_and_in_time(store: SqlStore) -> None:
    clock = MovableClock()
    states = States(store, clock)
    state = await states.async_issue()
    ended = await asyncio.gather(*(states.async_consume(state) for _ in range(5)))
    assert sorted(ended) == [False, False, False, False, True]
    late = await states.async_issue()
    await clock.advance(STATE_SECONDS)
    assert not await states.async_consume(late)
    assert not await states.async_consume("never issued")


async def test_states_whose_time_is_over_are_forgotten(store: SqlStore, url: str) -> None:
    clock = MovableClock()
    for _ in range(3):
        await States(store, clock).async_issue()
        await clock.advance(STATE_SECONDS)
    with addresses.migrating(addresses.understand(url)).connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM install_states")) == 1


class TestSlacksOwnInterface:
    """What Bolt and others that know installation stores do with it."""

    async def test_an_installation_is_found_by_its_workspace(self, store: SqlStore) -> None:
        kept = installations(store)
        await kept.async_save(installed("T1ACME", bot_token="xoxb-1", enterprise_id="E1"))
        bot = await kept.async_find_bot(enterprise_id="E1", team_id="T1ACME")
        assert bot
        assert (bot.bot_token, bot.bot_user_id, bot.team_id) == ("xoxb-1", "UBOT", "T1ACME")
        assert await kept.async_find_bot(enterprise_id="E1", team_id="T2") is None

    async def test_one_for_an_organisation_is_found_from_each_of_its_workspaces(
        self, store: SqlStore
    ) -> None:
        kept = installations(store)
        await kept.async_save(
            installed(None, bot_token="xoxb-1", enterprise_id="E1", is_enterprise_install=True)
        )
        found = await kept.async_find_installation(
            enterprise_id="E1", team_id="T7", is_enterprise_install=True
        )
        assert found
        assert (found.bot_token, found.enterprise_id, found.team_id) == ("xoxb-1", "E1", None)

    async def test_it_is_deleted_whole(self, store: SqlStore) -> None:
        kept = installations(store)
        await kept.async_save(installed("T1ACME", bot_token="xoxb-1"))
        await kept.async_delete_installation(enterprise_id=None, team_id="T1ACME", user_id="U1")
        assert await kept.of(ACME)
        await kept.async_delete_all(enterprise_id=None, team_id="T1ACME")
        assert await kept.of(ACME) is None


def installed(team: str | None, **fields: object) -> Installation:
    return Installation(user_id="U1", team_id=team, bot_user_id="UBOT", **fields)  # type: ignore[arg-type]
