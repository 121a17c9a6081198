"""Who the app is in each workspace: its token and what goes with it.

`OneWorkspace` has the token that was configured, `ManyWorkspaces` those of all who installed the
app. A tenant is a workspace, or an organisation where the app is installed in all its workspaces.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.errors import mapped
from adapters.slack.installations import Grant, Installations, tenant_of
from adapters.slack.payloads import Json, text
from adapters.slack.settings import Settings
from adapters.slack.vault import WrongKey
from bot.domain.surface import TenantId
from bot.errors import PermissionMissing, PlatformError, PlatformUnavailable, StoreError
from bot.ports.clock import Clock

log = structlog.get_logger(__name__)

FRESH = 60.0
"""Seconds that what was found is held to be true: another process may install or remove the app."""
EARLY = 7200
"""Seconds before a token expires in which it is exchanged for a new one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """The app in one workspace, or in an organisation: `team` is then the organisation's id.

    `url` is the workspace's own address (`https://acme.slack.com/`), for links to messages;
    `scopes` is empty where they are not known.
    """

    token: str = field(repr=False)
    team: TenantId
    url: str
    user_id: str
    bot_id: str
    scopes: frozenset[str] = frozenset()


class Workspaces(Protocol):
    """The installations there are."""

    async def of(self, team: TenantId) -> Installed:
        """How the app is installed there. Raises PermissionMissing where it is not, or no more;
        PlatformUnavailable where that cannot be found out now."""

    async def left(self, team: TenantId) -> None:
        """Takes in that the app was uninstalled there, or its tokens revoked. Its sessions stay,
        and go on once it is installed again."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found out of an installation, and when."""

    at: float
    installed: Installed | None
    """None where there is none."""


class OneWorkspace:
    """The workspace whose bot token is configured. Slack is asked once who that is."""

    def __init__(self, token: str, client: AsyncWebClient, clock: Clock) -> None:
        self._token, self._client, self._clock = token, client, clock
        self._found: _Found | None = None
        self._asking = asyncio.Lock()

    async def of(self, team: TenantId) -> Installed:
        installed = await self.installed()
        if installed.team != team:
            raise PermissionMissing(
                f"SLACK_BOT_TOKEN is for {installed.team}, not for {team}; for many workspaces set "
                "SLACK_CLIENT_ID and SLACK_CLIENT_SECRET instead."
            )
        return installed

    async def installed(self) -> Installed:
        """Who the token belongs to. Raises as `of` does."""
        async with self._asking:
            if self._found is None or self._is_doubtful(self._found):
                self._found = _Found(self._clock.monotonic(), await self._ask())
        if self._found.installed is None:
            raise PermissionMissing(
                "Slack no longer takes SLACK_BOT_TOKEN: install the app again and set its new one."
            )
        return self._found.installed

    async def left(self, _: TenantId) -> None:
        self._found = _Found(self._clock.monotonic(), None)

    def _is_doubtful(self, found: _Found) -> bool:
        return found.installed is None and self._clock.monotonic() - found.at >= FRESH

    async def _ask(self) -> Installed | None:
        try:
            return await who(self._client, self._token)
        except PermissionMissing:
            return None


class ManyWorkspaces:
    """Every workspace in which the app was installed, by what is kept of it."""

    def __init__(
        self, settings: Settings, installations: Installations, client: AsyncWebClient, clock: Clock
    ) -> None:
        self._settings, self._installations = settings, installations
        self._client, self._clock = client, clock
        self._found: dict[TenantId, _Found] = {}
        self._unkept: dict[TenantId, tuple[Grant, Grant]] = {}
        self._locks: defaultdict[TenantId, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def of(self, team: TenantId) -> Installed:
        found = self._found.get(team)
        if found is None or self._clock.monotonic() - found.at >= FRESH:
            found = await self._find(team)
        if found.installed is None:
            raise PermissionMissing(
                f"The app is not installed in {team}; one of its admins opens /slack/install."
            )
        return found.installed

    async def left(self, team: TenantId) -> None:
        async with self._locks[team]:
            await self._installations.drop(team)
            self._unkept.pop(team, None)
            self._found[team] = _Found(self._clock.monotonic(), None)
        log.info("slack.uninstalled", team=team)

    def came(self, team: TenantId) -> None:
        """Takes in that the app was installed there, perhaps again."""
        self._found.pop(team, None)

    async def _find(self, team: TenantId) -> _Found:
        """Reads an installation, and exchanges its token where that is about to expire. One at a
        time: what a token is exchanged for can be had only once."""
        async with self._locks[team]:
            found = self._found.get(team)
            if found is not None and self._clock.monotonic() - found.at < FRESH:
                return found
            try:
                grant = await self._kept(team)
                if grant is not None:
                    grant = await self._current(grant)
            except WrongKey as error:
                log.error("slack.unreadable", team=team, remedy=str(error))
                raise PermissionMissing(str(error)) from error
            except StoreError as error:
                raise PlatformUnavailable(str(error)) from error
            found = _Found(self._clock.monotonic(), None if grant is None else _installed(grant))
            self._found[team] = found
            return found

    async def _current(self, grant: Grant) -> Grant | None:
        """The installation with a token that holds for some hours, if one can be had."""
        left = self._left(grant)
        if left is None or left > EARLY or grant.refresh_token is None:
            return grant
        try:
            return await self._exchanged(grant)
        except PlatformError as error:
            if left > FRESH:
                log.warning("slack.not_rotated", team=grant.tenant, reason=str(error))
                return grant
            raise

    async def _exchanged(self, grant: Grant) -> Grant | None:
        try:
            new = await self._refresh(grant)
        except PlatformError:
            # Another process may have exchanged it: then its token is there already.
            other = await self._installations.of(grant.tenant)
            if other is None or other != grant:
                return other
            raise
        log.info("slack.rotated", team=grant.tenant)
        return await self._keep(grant, new)

    async def _keep(self, former: Grant, new: Grant) -> Grant | None:
        """Keeps what a token was exchanged for; where that cannot be written now, it is used all
        the same and written later, for the former one's means to get another are used up."""
        try:
            if await self._installations.replace(former, new):
                return new
            return await self._installations.of(new.tenant)
        except StoreError as error:
            log.error("slack.not_kept", team=new.tenant, problem=str(error))
            self._unkept[new.tenant] = former, new
            return new

    async def _kept(self, team: TenantId) -> Grant | None:
        if (unkept := self._unkept.pop(team, None)) is not None:
            return await self._keep(*unkept)
        return await self._installations.of(team)

    async def _refresh(self, grant: Grant) -> Grant:
        asked = {"grant_type": "refresh_token", "refresh_token": grant.refresh_token}
        with mapped("oauth.v2.access", grant.tenant):
            answer = await exchange(self._client, self._settings, **asked)
            return replace(
                grant,
                token=text(answer, "access_token"),
                refresh_token=text(answer, "refresh_token") or None,
                expires_at=self._clock.now() // 1_000_000 + int(answer.get("expires_in", 0)),
            )

    def _left(self, grant: Grant) -> float | None:
        """Seconds until the token expires; None where it does not."""
        if grant.expires_at is None:
            return None
        return grant.expires_at - self._clock.now() / 1_000_000


async def exchange(client: AsyncWebClient, settings: Settings, **given: object) -> Json:
    """What the app gets for a code or a refresh token. Raises what the SDK does."""
    app = {"client_id": settings.client_id, "client_secret": settings.client_secret}
    response = await client.api_call("oauth.v2.access", data={**app, **given})
    if not isinstance(response.data, dict) or not text(response.data, "access_token"):
        raise ValueError("no token")
    return response.data


async def who(client: AsyncWebClient, token: str) -> Installed:
    """Who a bot token belongs to, and what it may do. Raises PlatformError."""
    with mapped("auth.test", ""):
        response = await client.auth_test(token=token)
        data, headers = response.data, response.headers
    if not isinstance(data, dict):
        raise PlatformUnavailable("Slack's answer to auth.test is not readable.")
    return Installed(
        token=token,
        team=_tenant(data),
        url=str(data.get("url") or ""),
        user_id=str(data.get("user_id") or ""),
        bot_id=str(data.get("bot_id") or ""),
        scopes=scopes_of(headers),
    )


def scopes_of(headers: Mapping[str, str]) -> frozenset[str]:
    """The scopes of the token that an answer was given to."""
    told = next((v for name, v in headers.items() if name.lower() == "x-oauth-scopes"), "")
    return frozenset(filter(None, (scope.strip() for scope in told.split(","))))


def _tenant(data: Json) -> TenantId:
    org_wide = bool(data.get("is_enterprise_install"))
    return tenant_of(data.get("enterprise_id"), data.get("team_id"), org_wide=org_wide)


def _installed(grant: Grant) -> Installed:
    return Installed(
        token=grant.token,
        team=grant.tenant,
        url=grant.url,
        user_id=grant.user_id,
        bot_id=grant.bot_id,
        scopes=frozenset(grant.scopes),
    )
