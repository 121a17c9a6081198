"""The installations in many workspaces: what Slack gave for each, kept encrypted in the project's
database, and the states of those that have begun.

They stand behind the interfaces that Slack's OAuth flow asks for. An installation is kept once by
its tenant: the workspace, or the organisation where it was installed in all of them.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import structlog
from pydantic import TypeAdapter, ValidationError
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

from adapters.slack.addressing import NAME
from adapters.slack.vault import Vault, WrongKey
from bot.domain.surface import TenantId
from bot.domain.transcript import Micros
from bot.ports.clock import Clock

log = structlog.get_logger(__name__)

STATE_SECONDS = 600
"""How long an installation that was begun may take."""
URL = "url"
"""The value under which an Installation has its workspace's address: Slack's own has no field."""


class Kept(Protocol):
    """The part of the store where installations are."""

    async def installation(self, platform: str, tenant: TenantId) -> str | None: ...

    async def installations(self, platform: str) -> dict[TenantId, str]: ...

    async def keep_installation(
        self, platform: str, tenant: TenantId, sealed: str, at: Micros
    ) -> None: ...

    async def replace_installation(
        self, platform: str, tenant: TenantId, former: str, sealed: str
    ) -> bool: ...

    async def drop_installation(self, platform: str, tenant: TenantId) -> None: ...

    async def begin_installation(self, state: str, now: Micros, until: Micros) -> None: ...

    async def end_installation(self, state: str, now: Micros) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What Slack gave for one installation. `expires_at` is in seconds since 1970; without one the
    token holds until it is revoked."""

    tenant: TenantId
    token: str = field(repr=False)
    url: str = ""
    user_id: str = ""
    bot_id: str = ""
    scopes: tuple[str, ...] = ()
    app_id: str = ""
    workspace: str = ""
    """The workspace's name, or the organisation's."""
    refresh_token: str | None = field(default=None, repr=False)
    expires_at: int | None = None


_grant = TypeAdapter(Grant)


class Installations(AsyncInstallationStore):
    """The installations of one app in the project's database."""

    def __init__(self, kept: Kept, vault: Vault, clock: Clock) -> None:
        self._kept, self._vault, self._clock = kept, vault, clock

    async def of(self, tenant: TenantId) -> Grant | None:
        """What was given for an installation; None where there is none. Raises WrongKey."""
        sealed = await self._kept.installation(NAME, tenant)
        return None if sealed is None else self._open(tenant, sealed)

    async def all(self) -> Mapping[TenantId, Grant | WrongKey]:
        """Every installation, or that it cannot be read."""
        found = await self._kept.installations(NAME)
        return {tenant: self._tried(tenant, sealed) for tenant, sealed in found.items()}

    async def keep(self, grant: Grant) -> None:
        """Keeps an installation in place of the former one."""
        sealed = self._seal(grant)
        await self._kept.keep_installation(NAME, grant.tenant, sealed, self._clock.now())

    async def replace(self, former: Grant, grant: Grant) -> bool:
        """Replaces what was given, unless it was changed or dropped meanwhile."""
        sealed = await self._kept.installation(NAME, former.tenant)
        if sealed is None or self._open(former.tenant, sealed) != former:
            return False
        return await self._kept.replace_installation(NAME, former.tenant, sealed, self._seal(grant))

    async def drop(self, tenant: TenantId) -> None:
        await self._kept.drop_installation(NAME, tenant)

    async def seal_anew(self) -> None:
        """Seals with the newest key what an older one sealed. Raises WrongKey where nothing that is
        kept can be read; what is single is only logged."""
        found = await self._kept.installations(NAME)
        read = {tenant: self._tried(tenant, sealed) for tenant, sealed in found.items()}
        wrong = [tenant for tenant, grant in read.items() if isinstance(grant, WrongKey)]
        if wrong and len(wrong) == len(read):
            raise WrongKey
        for tenant in wrong:
            log.error("slack.unreadable", team=tenant, remedy=str(WrongKey()))
        for tenant, grant in read.items():
            if isinstance(grant, Grant) and not self._vault.is_newest(found[tenant]):
                await self._kept.replace_installation(
                    NAME, tenant, found[tenant], self._seal(grant)
                )

    def _seal(self, grant: Grant) -> str:
        return self._vault.seal(_grant.dump_json(grant).decode())

    def _open(self, tenant: TenantId, sealed: str) -> Grant:
        try:
            grant = _grant.validate_json(self._vault.open(sealed))
        except ValidationError:
            raise WrongKey from None
        if grant.tenant != tenant:  # one tenant's row under another's name
            raise WrongKey
        return grant

    def _tried(self, tenant: TenantId, sealed: str) -> Grant | WrongKey:
        try:
            return self._open(tenant, sealed)
        except WrongKey as error:
            return error

    # What Slack's OAuth flow asks for

    async def async_save(self, installation: Installation) -> None:
        await self.keep(_granted(installation))

    async def async_find_bot(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        is_enterprise_install: bool | None = False,
    ) -> Bot | None:
        found = await self.async_find_installation(
            enterprise_id=enterprise_id,
            team_id=team_id,
            is_enterprise_install=is_enterprise_install,
        )
        return None if found is None else found.to_bot()

    async def async_find_installation(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,
        is_enterprise_install: bool | None = False,
    ) -> Installation | None:
        tenant = tenant_of(enterprise_id, team_id, org_wide=bool(is_enterprise_install))
        grant = await self.of(tenant)
        return None if grant is None else _installation(grant, user_id or "")

    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        await self.drop(tenant_of(enterprise_id, team_id))

    async def async_delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        """A person's own token is never asked for, so there is none to delete."""
        if user_id is None:
            await self.drop(tenant_of(enterprise_id, team_id))


class States(AsyncOAuthStateStore):
    """The states of installations that have begun: each ends one, once, within ten minutes."""

    def __init__(self, kept: Kept, clock: Clock) -> None:
        self._kept, self._clock = kept, clock

    async def async_issue(self, *_: object, **__: object) -> str:
        state, now = secrets.token_urlsafe(32), self._clock.now()
        await self._kept.begin_installation(state, now, Micros(now + STATE_SECONDS * 1_000_000))
        return state

    async def async_consume(self, state: str) -> bool:
        return await self._kept.end_installation(state, self._clock.now())


def tenant_of(
    enterprise_id: str | None, team_id: str | None, *, org_wide: bool = False
) -> TenantId:
    """The workspace, or the organisation where the app is installed in all its workspaces."""
    return TenantId(((enterprise_id or team_id) if org_wide else (team_id or enterprise_id)) or "")


def _granted(installation: Installation) -> Grant:
    org_wide = installation.is_enterprise_install
    return Grant(
        tenant=tenant_of(installation.enterprise_id, installation.team_id, org_wide=org_wide),
        token=installation.bot_token or "",
        url=str(installation.get_custom_value(URL) or installation.enterprise_url or ""),
        user_id=installation.bot_user_id or "",
        bot_id=installation.bot_id or "",
        scopes=tuple(installation.bot_scopes or ()),
        app_id=installation.app_id or "",
        workspace=(installation.enterprise_name if org_wide else installation.team_name) or "",
        refresh_token=installation.bot_refresh_token,
        expires_at=installation.bot_token_expires_at,
    )


def _installation(grant: Grant, user_id: str) -> Installation:
    org_wide = grant.tenant.startswith("E")
    return Installation(
        app_id=grant.app_id,
        enterprise_id=grant.tenant if org_wide else None,
        team_id=None if org_wide else grant.tenant,
        bot_token=grant.token,
        bot_id=grant.bot_id,
        bot_user_id=grant.user_id,
        bot_scopes=grant.scopes,
        bot_refresh_token=grant.refresh_token,
        bot_token_expires_at=grant.expires_at,
        user_id=user_id,
        is_enterprise_install=org_wide,
    )
