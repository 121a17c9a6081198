"""What the doctor says of an installation in Slack, and what to do about each problem."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.slack import manifest
from adapters.slack.installations import Grant, Installations
from adapters.slack.settings import Settings
from adapters.slack.vault import Vault
from bot import config, doctor, stores
from bot.domain.surface import TenantId
from bot.errors import StoreError
from bot.ports.clock import SystemClock
from tests.fakes.kept import Kept
from tests.fakes.slack import App, Slack, dropped, error
from tests.requirements import claims

KEYS = ("a-key-of-at-least-thirty-two-characters",)
SIGNING = "0123456789abcdef0123456789abcdef"
ASKED = (*manifest.read().scopes, *manifest.read().optional)


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack(app=App(scopes=ASKED)) as slack:
        yield slack


def one(slack: Slack, **fields: str) -> Settings:
    settings = Settings(
        bot_token=slack.workspace.bot_token,
        app_token=slack.app.app_token,
        api_url=slack.api_url,
    )
    return replace(settings, **fields)  # type: ignore[arg-type]


def many(slack: Slack, **fields: str) -> Settings:
    settings = Settings(
        client_id=slack.app.client_id,
        client_secret=slack.app.client_secret,
        signing_secret=SIGNING,
        keys=KEYS,
        api_url=slack.api_url,
    )
    return replace(settings, **fields)  # type: ignore[arg-type]


async def told(settings: Settings, kept: Kept | None = None) -> list[str]:
    @asynccontextmanager
    async def connect() -> AsyncIterator[Kept]:
        if kept is None:
            raise StoreError("There is no database yet.")
        yield kept

    return [f"{kind}: {text}" async for kind, text in settings.examine(connect)]


def problems(lines: list[str]) -> list[str]:
    return [line for line in lines if line.startswith("problem: ")]


@claims("slack.doctor")
async def test_a_sound_installation_has_no_problem(slack: Slack) -> None:
    assert await told(one(slack)) == [
        "ok: SLACK_BOT_TOKEN is @chattrain's in t0practice-practice (T0PRACTICE)",
        "ok: every scope that is needed is granted in t0practice-practice",
        "ok: SLACK_APP_TOKEN is taken; events come by Socket Mode",
    ]


@claims("slack.doctor")
async def test_scopes_that_are_missing_are_named_and_so_are_those_too_many(slack: Slack) -> None:
    slack.install(slack.workspace, scopes=("chat:write", "commands", "files:read"))
    lines = await told(one(slack))
    (problem,) = problems(lines)
    assert problem == (
        "problem: app_mentions:read, assistant:write, im:history, im:write, users:read are not "
        "granted in t0practice-practice: put manifest.yml into the app's App Manifest again, then install the "
        "app again."
    )
    assert any(line.startswith("note: chat:write.customize is not granted in") for line in lines)
    assert any(line.startswith("note: usergroups:read is not granted in") for line in lines)
    assert any(line.startswith("note: files:read: granted in") for line in lines)


@claims("slack.doctor")
@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        ("invalid_auth", "Slack does not know it: copy it again from the app's pages"),
        ("token_revoked", "it was revoked: install the app again and copy the new one"),
        ("account_inactive", "the app was removed there: install it again"),
        ("something_new", "Slack says something_new"),
    ],
)
async def test_a_token_that_is_refused_is_told_with_what_to_do(
    code: str, remedy: str, slack: Slack
) -> None:
    slack.faults.play("auth.test", error(code))
    (problem,) = problems(await told(one(slack)))
    assert problem.startswith(f"problem: SLACK_BOT_TOKEN is refused: {remedy}")


@claims("slack.doctor")
async def test_an_app_token_is_tried_without_making_a_connection(slack: Slack) -> None:
    (problem,) = problems(await told(one(slack, app_token="xapp-1-other")))
    assert problem.startswith("problem: SLACK_APP_TOKEN is refused: Slack does not know it")
    slack.faults.play("apps.connections.open", error("missing_scope"))
    (problem,) = problems(await told(one(slack)))
    assert "lacks connections:write" in problem
    slack.sockets.enabled = False
    (problem,) = problems(await told(one(slack)))
    assert problem == "problem: Socket Mode is off: turn it on in the app's Socket Mode page."
    assert not slack.sockets.live


async def test_by_http_it_is_said_what_slack_has_to_reach(slack: Slack) -> None:
    by_http = replace(one(slack), app_token=None)
    lines = await told(replace(by_http, signing_secret=SIGNING))
    assert (
        lines[-1]
        == "ok: events come by HTTP: Slack has to reach https://<this server>/slack/events"
    )
    lines = await told(replace(by_http, signing_secret="x" * 32))
    assert lines[-1].startswith("note: events come by HTTP")
    assert "copy it again from Basic Information" in lines[-1]


@claims("slack.doctor")
async def test_where_slack_cannot_be_reached_the_address_is_named(slack: Slack) -> None:
    slack.faults.play("auth.test", dropped())
    slack.faults.play("apps.connections.open", dropped())
    lines = await told(one(slack))
    assert len(problems(lines)) == len(lines) == 2
    assert all(slack.api_url in line and "correct SLACK_API_URL" in line for line in lines)


class TestManyWorkspaces:
    async def test_an_app_that_nobody_installed_says_where_to(self, slack: Slack) -> None:
        assert await told(many(slack), Kept()) == [
            "ok: events come by HTTP: Slack has to reach https://<this server>/slack/events",
            "ok: SLACK_CLIENT_ID 111.222 and its secret are known",
            "note: no workspace has installed the app: an admin opens /slack/install",
        ]

    @pytest.mark.parametrize(
        ("fields", "named"),
        [
            ({"client_id": "9.9"}, "SLACK_CLIENT_ID"),
            ({"client_secret": "x"}, "SLACK_CLIENT_SECRET"),
        ],
    )
    async def test_credentials_that_slack_does_not_know_are_named(
        self, fields: dict[str, str], named: str, slack: Slack
    ) -> None:
        (problem,) = problems(await told(many(slack, **fields), Kept()))
        assert problem == f"problem: {named} is refused: copy it again from Basic Information."

    @claims("slack.doctor")
    async def test_each_workspace_is_looked_at(self, slack: Slack) -> None:
        kept, other = Kept(), ("another-key-of-thirty-two-characters",)
        acme = slack.add_workspace("T1ACME")
        for team, token, keys in (
            ("T1ACME", slack.install(acme, scopes=ASKED), KEYS),
            ("T2GONE", "xoxb-gone", KEYS),
            ("T3SEALED", "xoxb-3", other),
        ):
            vault = Vault(keys)
            await Installations(kept, vault, SystemClock()).keep(
                Grant(tenant=TenantId(team), token=token)
            )
        lines = await told(many(slack), kept)
        assert "ok: the token of T1ACME is @chattrain's in t1acme-practice (T1ACME)" in lines
        gone, sealed = problems(lines)
        assert gone.startswith("problem: the token of T2GONE is refused: Slack does not know it")
        assert sealed.startswith("problem: T3SEALED: What is kept was sealed with another")

    async def test_where_there_is_no_database_yet_the_rest_is_looked_at(self, slack: Slack) -> None:
        assert (await told(many(slack)))[-1] == (
            "note: which workspaces installed the app cannot be read: There is no database yet."
        )


class TestTheDoctor:
    @pytest.fixture(autouse=True)
    def nowhere(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A folder without a `.env`."""
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("PORT", "0")

    async def told(self) -> list[str]:
        found = await asyncio.to_thread(lambda: list(doctor.findings()))
        return [str(finding) for finding in found if finding.subject in ("slack", "settings")]

    @claims("slack.doctor", "commands.doctor")
    async def test_looks_at_slack_where_it_is_configured(
        self, slack: Slack, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("SLACK_BOT_TOKEN", slack.workspace.bot_token)
        monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1-wrong")
        monkeypatch.setenv("SLACK_API_URL", slack.api_url)
        lines = await self.told()
        assert "ok: slack: every scope that is needed is granted in t0practice-practice" in lines
        assert any(
            line.startswith("problem: slack: SLACK_APP_TOKEN is refused: ") for line in lines
        )
        assert not any("xapp-1-wrong" in line for line in lines)
        assert capfd.readouterr() == ("", "")

    async def test_leaves_slack_out_where_its_settings_are_wrong(
        self, slack: Slack, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SLACK_BOT_TOKEN", "xapp-1-swapped")
        monkeypatch.setenv("SLACK_APP_TOKEN", "xoxb-1-swapped")
        lines = await self.told()
        assert [line.split()[2] for line in lines] == ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]
        assert slack.asked == []

    async def test_reads_who_installed_it_from_the_database(
        self, slack: Slack, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SLACK_CLIENT_ID", slack.app.client_id)
        monkeypatch.setenv("SLACK_CLIENT_SECRET", slack.app.client_secret)
        monkeypatch.setenv("SLACK_SIGNING_SECRET", SIGNING)
        monkeypatch.setenv("CHATTRAIN_SECRET_KEY", KEYS[0])
        monkeypatch.setenv("SLACK_API_URL", slack.api_url)
        (*_, before) = await self.told()
        assert before.startswith("note: slack: which workspaces installed the app cannot be read")
        await asyncio.to_thread(stores.migrate, config.load().database_url)
        (*_, after) = await self.told()
        assert after.startswith("note: slack: no workspace has installed the app")
