"""Who the app is in each workspace, as Slack says and as it was installed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from adapters.slack.calls import web_client
from adapters.slack.installations import Grant, Installations
from adapters.slack.settings import Settings
from adapters.slack.vault import Vault
from adapters.slack.workspaces import EARLY, FRESH, ManyWorkspaces, OneWorkspace
from bot.domain.surface import TenantId
from bot.errors import PermissionMissing, PlatformUnavailable, StoreError
from tests.fakes.kept import Kept
from tests.fakes.slack import App, MovableClock, Slack, dropped, error, status
from tests.requirements import claims

KEY = "a-key-of-at-least-thirty-two-characters"
HOURS = 3600


@asynccontextmanager
async def one(slack: Slack) -> AsyncIterator[OneWorkspace]:
    async with web_client(slack.api_url) as client:
        yield OneWorkspace(slack.workspace.bot_token, client, slack.clock)


@asynccontextmanager
async def many(slack: Slack, kept: Kept) -> AsyncIterator[tuple[ManyWorkspaces, Installations]]:
    settings = Settings(
        client_id=slack.app.client_id,
        client_secret=slack.app.client_secret,
        keys=(KEY,),
        api_url=slack.api_url,
    )
    installations = Installations(kept, Vault(settings.keys), slack.clock)
    async with web_client(slack.api_url) as client:
        yield ManyWorkspaces(settings, installations, client, slack.clock), installations


def granted(slack: Slack) -> Grant:
    """What Slack gave for its one workspace."""
    space, made = slack.workspace, next(iter(slack.installations.values()))
    expires = None if made.refresh is None else slack.clock.now() // 1_000_000 + 12 * HOURS
    return Grant(
        tenant=TenantId(space.id),
        token=made.token,
        url="https://practice.slack.com/",
        user_id=space.bot.id,
        bot_id=space.bot_id,
        scopes=tuple(made.scopes),
        refresh_token=made.refresh,
        expires_at=expires,
    )


class TestOneWorkspace:
    async def test_slack_is_asked_once_who_the_token_belongs_to(self) -> None:
        async with Slack() as slack, one(slack) as workspaces:
            team = TenantId(slack.workspace.id)
            found = await asyncio.gather(*(workspaces.of(team) for _ in range(5)))
            assert len(slack.calls("auth.test")) == 1
        assert {each.user_id for each in found} == {slack.workspace.bot.id}
        assert found[0].bot_id == slack.workspace.bot_id
        assert found[0].url == "https://t0practice-practice.slack.com/"
        assert found[0].scopes == frozenset(slack.app.scopes)
        assert found[0].token not in repr(found[0])

    async def test_an_organisations_token_is_for_the_organisation(self) -> None:
        async with Slack() as slack, web_client(slack.api_url) as client:
            slack.workspace.enterprise = "E2"
            token = slack.authorizing.install(slack.workspace, whole=True).token
            workspaces = OneWorkspace(token, client, slack.clock)
            assert (await workspaces.of(TenantId("E2"))).token == token

    async def test_another_workspace_is_refused(self) -> None:
        async with Slack() as slack, one(slack) as workspaces:
            with pytest.raises(PermissionMissing, match="is for T0PRACTICE, not for T9"):
                await workspaces.of(TenantId("T9"))

    async def test_a_fault_is_not_remembered(self) -> None:
        async with Slack() as slack, one(slack) as workspaces:
            team = TenantId(slack.workspace.id)
            slack.faults.play("auth.test", dropped(), status(503))
            for _ in range(2):
                with pytest.raises(PlatformUnavailable):
                    await workspaces.of(team)
            assert (await workspaces.of(team)).team == team

    @claims("slack.uninstalled")
    async def test_an_uninstalled_app_is_asked_for_again_once_a_minute(self) -> None:
        clock = MovableClock()
        async with Slack(clock=clock) as slack, one(slack) as workspaces:
            team = TenantId(slack.workspace.id)
            await workspaces.of(team)
            await workspaces.left(team)
            for _ in range(3):
                with pytest.raises(PermissionMissing, match="install the app again"):
                    await workspaces.of(team)
            assert len(slack.calls("auth.test")) == 1
            await clock.advance(FRESH)
            assert (await workspaces.of(team)).team == team

    async def test_a_token_that_slack_refuses_is_told_with_what_to_do(self) -> None:
        async with Slack() as slack, one(slack) as workspaces:
            slack.faults.play("auth.test", error("account_inactive"))
            with pytest.raises(PermissionMissing, match="no longer takes SLACK_BOT_TOKEN"):
                await workspaces.of(TenantId(slack.workspace.id))


class TestManyWorkspaces:
    async def test_each_has_what_was_given_for_it(self) -> None:
        async with Slack() as slack, many(slack, Kept()) as (workspaces, installations):
            await installations.keep(granted(slack))
            found = await workspaces.of(TenantId(slack.workspace.id))
            assert found.token == slack.workspace.bot_token
            assert found.scopes == frozenset(slack.app.scopes)
            assert slack.asked == []

    async def test_one_that_did_not_install_it_is_told_where_to(self) -> None:
        async with Slack() as slack, many(slack, Kept()) as (workspaces, _):
            with pytest.raises(PermissionMissing, match=r"not installed in T9; .* /slack/install"):
                await workspaces.of(TenantId("T9"))

    @claims("slack.uninstalled")
    async def test_what_an_uninstalled_app_was_given_is_deleted(self) -> None:
        kept = Kept()
        async with Slack() as slack, many(slack, kept) as (workspaces, installations):
            grant = granted(slack)
            await installations.keep(grant)
            await workspaces.of(grant.tenant)
            await workspaces.left(grant.tenant)
            assert kept.rows == {}
            with pytest.raises(PermissionMissing):
                await workspaces.of(grant.tenant)
            await installations.keep(grant)
            workspaces.came(grant.tenant)
            assert (await workspaces.of(grant.tenant)).team == grant.tenant

    async def test_what_another_process_changed_is_seen_within_a_minute(self) -> None:
        clock = MovableClock()
        async with Slack(clock=clock) as slack, many(slack, Kept()) as (workspaces, installations):
            grant = granted(slack)
            await installations.keep(grant)
            await workspaces.of(grant.tenant)
            await installations.keep(replace(grant, token="xoxb-again"))
            await clock.advance(FRESH)
            assert (await workspaces.of(grant.tenant)).token == "xoxb-again"

    async def test_a_wrong_key_is_told_with_what_to_do(self) -> None:
        kept = Kept()
        async with Slack() as slack, many(slack, kept) as (workspaces, _):
            grant = granted(slack)
            other = Vault(("another-key-of-thirty-two-characters",))
            await Installations(kept, other, slack.clock).keep(grant)
            with pytest.raises(PermissionMissing, match="another CHATTRAIN_SECRET_KEY"):
                await workspaces.of(grant.tenant)


class Full(Kept):
    """A database without room, or out of reach."""

    full = gone = False

    async def installation(self, platform: str, tenant: TenantId) -> str | None:
        if self.gone:
            raise StoreError("The database cannot be reached.")
        return await super().installation(platform, tenant)

    async def replace_installation(
        self, platform: str, tenant: TenantId, former: str, sealed: str
    ) -> bool:
        if self.full:
            raise StoreError("The disk is full.")
        return await super().replace_installation(platform, tenant, former, sealed)


class TestTokensThatExpire:
    @pytest.fixture
    def clock(self) -> MovableClock:
        return MovableClock()

    @pytest.fixture
    async def slack(self, clock: MovableClock) -> AsyncIterator[Slack]:
        async with Slack(app=App(rotation=True), clock=clock) as slack:
            yield slack

    @claims("slack.rotation")
    async def test_a_token_is_exchanged_once_however_many_ask(
        self, slack: Slack, clock: MovableClock
    ) -> None:
        async with many(slack, Kept()) as (workspaces, installations):
            grant = granted(slack)
            await installations.keep(grant)
            assert (await workspaces.of(grant.tenant)).token == grant.token
            await clock.advance(12 * HOURS - EARLY)
            found = await asyncio.gather(*(workspaces.of(grant.tenant) for _ in range(5)))
            assert len(slack.calls("oauth.v2.access")) == 1
            assert {each.token for each in found} == {slack.workspace.bot_token}
            kept = await installations.of(grant.tenant)
            assert kept
            assert kept.token == slack.workspace.bot_token != grant.token
            await clock.advance(12 * HOURS - EARLY)
            assert (await workspaces.of(grant.tenant)).token not in (grant.token, found[0].token)

    @claims("slack.rotation")
    async def test_of_two_processes_one_exchanges_it_and_both_have_it(
        self, slack: Slack, clock: MovableClock
    ) -> None:
        kept = Kept()
        async with many(slack, kept) as (one, installations), many(slack, kept) as (two, _):
            grant = granted(slack)
            await installations.keep(grant)
            await clock.advance(12 * HOURS - EARLY)
            found = await asyncio.gather(one.of(grant.tenant), two.of(grant.tenant))
            await clock.advance(FRESH)
            found = await asyncio.gather(one.of(grant.tenant), two.of(grant.tenant))
            assert {each.token for each in found} == {slack.workspace.bot_token}

    async def test_a_token_that_still_holds_is_used_while_slack_is_away(
        self, slack: Slack, clock: MovableClock
    ) -> None:
        async with many(slack, Kept()) as (workspaces, installations):
            grant = granted(slack)
            await installations.keep(grant)
            await clock.advance(12 * HOURS - EARLY)
            slack.faults.play("oauth.v2.access", dropped(), status(503))
            for _ in range(2):
                assert (await workspaces.of(grant.tenant)).token == grant.token
                await clock.advance(FRESH)
            assert (await workspaces.of(grant.tenant)).token == slack.workspace.bot_token

    async def test_one_that_holds_no_more_is_not_used(
        self, slack: Slack, clock: MovableClock
    ) -> None:
        async with many(slack, Kept()) as (workspaces, installations):
            grant = granted(slack)
            await installations.keep(grant)
            await clock.advance(12 * HOURS)
            slack.faults.play("oauth.v2.access", status(503))
            with pytest.raises(PlatformUnavailable):
                await workspaces.of(grant.tenant)
            assert (await workspaces.of(grant.tenant)).token == slack.workspace.bot_token

    @claims("slack.rotation")
    async def test_what_it_was_exchanged_for_is_used_and_kept_later_where_it_cannot_be_kept(
        self, slack: Slack, clock: MovableClock
    ) -> None:
        kept = Full()
        async with many(slack, kept) as (workspaces, installations):
            grant = granted(slack)
            await installations.keep(grant)
            await clock.advance(12 * HOURS - EARLY)
            for kept.full in (True, True, False):
                assert (await workspaces.of(grant.tenant)).token == slack.workspace.bot_token
                await clock.advance(FRESH)
            assert len(slack.calls("oauth.v2.access")) == 1
            stands = await installations.of(grant.tenant)
            assert stands
            assert stands.token == slack.workspace.bot_token

    async def test_a_database_that_cannot_be_read_is_no_uninstalled_app(self, slack: Slack) -> None:
        kept = Full()
        async with many(slack, kept) as (workspaces, installations):
            await installations.keep(granted(slack))
            kept.gone = True
            with pytest.raises(PlatformUnavailable, match="cannot be reached"):
                await workspaces.of(TenantId(slack.workspace.id))
            kept.gone = False
            await workspaces.of(TenantId(slack.workspace.id))

    async def test_one_of_a_workspace_that_is_gone_meanwhile_comes_to_nothing(
        self, slack: Slack, clock: MovableClock
    ) -> None:
        """Uninstalled by another process while this one exchanges the token."""
        kept = Kept()
        async with many(slack, kept) as (workspaces, installations):
            grant = granted(slack)
            await installations.keep(grant)
            await clock.advance(12 * HOURS - EARLY)
            exchanging = asyncio.ensure_future(workspaces.of(grant.tenant))
            await slack.until(lambda: slack.calls("oauth.v2.access"))
            await installations.drop(grant.tenant)
            with pytest.raises(PermissionMissing):
                await exchanging
            assert kept.rows == {}
