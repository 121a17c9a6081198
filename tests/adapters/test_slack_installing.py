"""An admin installs the app by the browser: Slack's pages, the code, and the page at the end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from adapters.slack import manifest
from adapters.slack.calls import web_client
from adapters.slack.installations import STATE_SECONDS, Grant, Installations
from adapters.slack.installing import opened
from adapters.slack.platform import Slack as Adapter
from adapters.slack.settings import Settings
from adapters.slack.vault import Vault
from adapters.slack.workspaces import OneWorkspace, Workspaces
from bot import http
from bot.domain.events import Said
from bot.domain.surface import TenantId
from bot.errors import PermissionMissing, StoreError
from tests.adapters.slack_app import Intake, Shelf
from tests.adapters.slack_app import Kept as Records
from tests.fakes.kept import Kept
from tests.fakes.slack import App, MovableClock, Slack, dropped, error
from tests.requirements import claims

KEYS = ("a-key-of-at-least-thirty-two-characters",)


@dataclass
class Site:
    """The app's own server, a browser, and what is kept."""

    browser: httpx2.AsyncClient
    installations: Installations
    workspaces: Workspaces
    kept: Kept

    async def begin(self, path: str = "/slack/install") -> dict[str, str]:
        """Goes to Slack, and gives what Slack is asked."""
        answer = await self.browser.get(path)
        assert answer.status_code == 302
        address = urlsplit(answer.headers["location"])
        assert address.path == "/oauth/v2/authorize"
        return {
            "address": f"{address.scheme}://{address.netloc}",
            **{name: values[0] for name, values in parse_qs(address.query).items()},
        }

    async def end(self, **given: str) -> httpx2.Response:
        """Comes back from Slack."""
        return await self.browser.get("/slack/oauth_redirect", params=given)


@asynccontextmanager
async def site(slack: Slack) -> AsyncIterator[Site]:
    settings = Settings(
        client_id=slack.app.client_id,
        client_secret=slack.app.client_secret,
        keys=KEYS,
        api_url=slack.api_url,
    )
    kept, clock = Kept(), slack.clock
    installations = Installations(kept, Vault(KEYS), clock)
    async with web_client(slack.api_url) as client:
        workspaces, routes = await opened(settings, kept, client, clock)
        web = http.application(routes=routes, checks={})
        # https, because the browser gives a secure cookie back to such a place alone
        browser = httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app=web), base_url="https://train.example"
        )
        async with browser:
            yield Site(browser, installations, workspaces, kept)


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack(clock=MovableClock()) as slack:
        yield slack


@claims("slack.oauth")
async def test_an_admin_is_sent_to_slack_with_what_the_manifest_asks_for(slack: Slack) -> None:
    async with site(slack) as here:
        asked = await here.begin("/slack/install?team=T0PRACTICE")
    assert asked["address"] == slack.address
    assert asked["client_id"] == slack.app.client_id
    assert asked["team"] == "T0PRACTICE"
    wanted = manifest.read()
    assert asked["scope"].split(",") == [*wanted.scopes, *wanted.optional]
    assert "redirect_uri" not in asked
    assert "user_scope" not in asked


@claims("slack.oauth")
async def test_what_slack_gives_is_kept_and_the_page_says_what_to_do_next(slack: Slack) -> None:
    space = slack.add_workspace("T1ACME")
    async with site(slack) as here:
        with pytest.raises(PermissionMissing):
            await here.workspaces.of(TenantId("T1ACME"))
        asked = await here.begin()
        scopes = tuple(asked["scope"].split(","))
        page = await here.end(code=slack.authorizing.code(space, scopes, ""), state=asked["state"])
        assert page.status_code == 200
        assert "/chattrain start" in page.text
        assert "slack://app?team=T1ACME" in page.text
        found = await here.workspaces.of(TenantId("T1ACME"))
    assert found.token == space.bot_token
    assert found.scopes == frozenset(scopes)
    assert (found.user_id, found.bot_id) == (space.bot.id, space.bot_id)
    assert found.url == "https://t1acme-practice.slack.com/"
    assert space.bot_token not in str(here.kept.rows)


async def test_with_a_bot_token_nothing_can_be_installed(slack: Slack) -> None:
    settings = Settings(bot_token=slack.workspace.bot_token, api_url=slack.api_url)
    async with web_client(slack.api_url) as client:
        workspaces, routes = await opened(settings, Kept(), client, slack.clock)
    assert isinstance(workspaces, OneWorkspace)
    assert routes == []


async def test_installing_again_takes_the_place_of_what_was_given(slack: Slack) -> None:
    space = slack.add_workspace("T1ACME")
    async with site(slack) as here:
        for _ in range(2):
            asked = await here.begin()
            code = slack.authorizing.code(space, (), "")
            assert (await here.end(code=code, state=asked["state"])).status_code == 200
            assert (await here.workspaces.of(TenantId("T1ACME"))).token == space.bot_token
        assert len(here.kept.rows) == 1


@claims("slack.organisation")
async def test_an_organisation_installs_it_once_and_adds_it_to_workspaces(slack: Slack) -> None:
    slack.workspace.enterprise = "E1"
    async with site(slack) as here:
        asked = await here.begin()
        code = slack.authorizing.code(slack.workspace, (), "", whole=True)
        page = await here.end(code=code, state=asked["state"])
        assert "https://app.slack.com/manage/E1/integrations/profile/A0TRAIN/" in page.text
        assert list(here.kept.rows) == [("slack", "E1")]
        assert (await here.workspaces.of(TenantId("E1"))).team == "E1"


async def test_a_token_that_expires_is_kept_with_what_renews_it() -> None:
    async with Slack(app=App(rotation=True)) as slack, site(slack) as here:
        asked = await here.begin()
        code = slack.authorizing.code(slack.workspace, (), "")
        await here.end(code=code, state=asked["state"])
        (grant,) = (await here.installations.all()).values()
    assert isinstance(grant, Grant)
    assert grant.refresh_token
    assert grant.expires_at
    assert grant.expires_at > 12 * 3600 - 60


@claims("slack.uninstalled")
async def test_a_workspace_is_heard_once_it_installed_the_app_and_until_it_removes_it() -> None:
    async with (
        Slack() as slack,
        site(slack) as here,
        web_client(slack.api_url) as client,
        asyncio.TaskGroup() as tasks,
    ):
        intake, ann = Intake(), slack.workspace.user("U1ANN")
        settings = Settings(app_token=slack.app.app_token, api_url=slack.api_url)
        adapter = Adapter(
            clock=slack.clock,
            records=Records(),
            catalogue=Shelf(),
            workspaces=here.workspaces,
            client=client,
            settings=settings,
        )
        running = tasks.create_task(adapter.run(intake))
        await slack.connected(2)
        ann.writes(ann.dm, "Is anybody there?")
        await slack.acked()
        assert intake.events == []
        for said in ("Hello", "Hello again"):
            asked = await here.begin()
            code = slack.authorizing.code(slack.workspace, tuple(asked["scope"].split(",")), "")
            assert (await here.end(code=code, state=asked["state"])).status_code == 200
            ann.writes(ann.dm, said)
            await slack.acked()
            assert [event.text for event in intake.events if isinstance(event, Said)][-1] == said
            slack.authorizing.uninstall(slack.workspace)
            await slack.acked()
            assert here.kept.rows == {}
        running.cancel()


@claims("slack.oauth")
async def test_a_state_is_good_for_one_installation(slack: Slack) -> None:
    async with site(slack) as here:
        asked = await here.begin()
        cookies = dict(here.browser.cookies)
        first = slack.authorizing.code(slack.workspace, (), "")
        assert (await here.end(code=first, state=asked["state"])).status_code == 200
        assert dict(here.browser.cookies) == {}
        here.browser.cookies.update(cookies)
        again = slack.authorizing.code(slack.workspace, (), "")
        page = await here.end(code=again, state=asked["state"])
    assert page.status_code == 401
    assert "each one can be ended once" in page.text


async def test_a_state_is_good_for_ten_minutes(slack: Slack) -> None:
    assert isinstance(slack.clock, MovableClock)
    async with site(slack) as here:
        asked = await here.begin()
        await slack.clock.advance(STATE_SECONDS)
        code = slack.authorizing.code(slack.workspace, (), "")
        assert (await here.end(code=code, state=asked["state"])).status_code == 401
        assert here.kept.rows == {}


async def test_another_browser_cannot_end_what_this_one_began(slack: Slack) -> None:
    async with site(slack) as here:
        asked = await here.begin()
        here.browser.cookies.clear()
        code = slack.authorizing.code(slack.workspace, (), "")
        page = await here.end(code=code, state=asked["state"])
    assert page.status_code == 400
    assert "not the browser in which the installation was begun" in page.text
    assert here.kept.rows == {}


async def test_a_cancelled_installation_is_said_so(slack: Slack) -> None:
    async with site(slack) as here:
        page = await here.end(error="access_denied")
        odd = await here.end(error="<script>")
    assert page.status_code == 200
    assert "was cancelled, and nothing was installed" in page.text
    assert "&lt;script&gt;" in odd.text
    assert "<script>" not in odd.text


async def test_a_code_that_slack_does_not_know_installs_nothing(slack: Slack) -> None:
    async with site(slack) as here:
        asked = await here.begin()
        page = await here.end(code="made-up", state=asked["state"])
        asked = await here.begin()
        none = await here.end(state=asked["state"])
    assert (page.status_code, none.status_code) == (401, 401)
    assert "Slack did not take the installation" in page.text
    assert here.kept.rows == {}


@pytest.mark.parametrize(
    ("method", "fault"),
    [
        ("oauth.v2.access", dropped()),
        ("auth.test", dropped()),
        ("auth.test", error("internal_error")),
    ],
)
async def test_where_slack_is_away_nothing_is_installed_and_one_can_begin_again(
    method: str, fault: object, slack: Slack
) -> None:
    async with site(slack) as here:
        asked = await here.begin()
        slack.faults.play(method, fault)  # type: ignore[arg-type]
        code = slack.authorizing.code(slack.workspace, (), "")
        page = await here.end(code=code, state=asked["state"])
    assert page.status_code == 503
    assert '<a href="/slack/install">Begin again</a>' in page.text
    assert here.kept.rows == {}


async def test_a_database_that_cannot_write_is_said_so(
    slack: Slack, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> None:
        raise StoreError("The disk is full.")

    async with site(slack) as here:
        monkeypatch.setattr(here.kept, "keep_installation", full)
        asked = await here.begin()
        code = slack.authorizing.code(slack.workspace, (), "")
        page = await here.end(code=code, state=asked["state"])
    assert page.status_code == 500
    assert "could not be kept" in page.text


@claims("slack.settings")
async def test_no_variable_of_bolts_own_counts(
    slack: Slack, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "SLACK_CLIENT_ID": "9.9",
        "SLACK_CLIENT_SECRET": "other",
        "SLACK_SCOPES": "admin",
        "SLACK_USER_SCOPES": "search:read",
        "SLACK_REDIRECT_URI": "https://elsewhere.example/",
        "SLACK_INSTALL_PATH": "/elsewhere",
    }.items():
        monkeypatch.setenv(name, value)
    async with site(slack) as here:
        asked = await here.begin()
    assert asked["client_id"] == slack.app.client_id
    assert "admin" not in asked["scope"]
    assert "user_scope" not in asked
    assert "redirect_uri" not in asked


async def test_a_workspace_that_is_proposed_is_an_id_or_left_out(slack: Slack) -> None:
    async with site(slack) as here:
        asked = await here.begin("/slack/install?team=T1%0d%0aSet-Cookie:x")
    assert "team" not in asked
