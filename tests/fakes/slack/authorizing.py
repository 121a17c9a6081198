"""Tokens: who calls, what was installed where, and the exchange of codes and refresh tokens."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from aiohttp import web

from tests.fakes.slack.calls import Method, refuse
from tests.fakes.slack.holdings import Installation

if TYPE_CHECKING:
    from tests.fakes.slack.server import Slack
    from tests.fakes.slack.workspace import Workspace

TOKEN_SECONDS = 43_200


def bearer(request: web.Request, arguments: Mapping[str, Any]) -> str:
    kind, _, value = request.headers.get("Authorization", "").partition(" ")
    return value if kind == "Bearer" else str(arguments.get("token", ""))


def authorization(slack: Slack, workspace: Workspace, installation: Installation) -> dict[str, Any]:
    """The outside of an event, with the installation that it is for."""
    now = slack.clock.now() // 1_000_000
    return {
        "token": "a-verification-token",
        "team_id": workspace.id,
        "enterprise_id": workspace.enterprise,
        "context_team_id": workspace.id,
        "context_enterprise_id": workspace.enterprise,
        "api_app_id": slack.app.id,
        "type": "event_callback",
        "event_id": workspace.new_id("Ev"),
        "event_time": now,
        "is_ext_shared_channel": False,
        "event_context": "4-context",
        "authorizations": [
            {
                "enterprise_id": installation.enterprise,
                "team_id": installation.team or workspace.id,
                "user_id": workspace.bot.id,
                "is_bot": True,
                "is_enterprise_install": installation.team is None,
            }
        ],
    }


@dataclass(slots=True)
class _Code:
    """What a person agreed to, to be exchanged once."""

    workspace: Workspace
    scopes: tuple[str, ...]
    redirect: str
    whole: bool


@dataclass(slots=True)
class Authorizing:
    """Keeps the installations of `slack`. `page` agrees to everything at once.

    The page's query may name the workspace (`team`) and ask for the whole organisation (`org=1`).
    """

    slack: Slack
    codes: dict[str, _Code] = field(default_factory=dict)
    _made: int = 0

    def install(
        self, workspace: Workspace, *, scopes: tuple[str, ...] | None = None, whole: bool = False
    ) -> Installation:
        """Puts the app into a workspace, or into its organisation."""
        rotates = self.slack.app.rotation
        installation = Installation(
            token=self._new("xoxe.xoxb" if rotates else "xoxb", workspace),
            team=None if whole else workspace.id,
            enterprise=workspace.enterprise,
            scopes=frozenset(self.slack.app.scopes if scopes is None else scopes),
        )
        if rotates:
            self._rotate(installation, workspace)
        self.slack.installations[installation.token] = installation
        return installation

    def refresh(self, installation: Installation) -> Installation:
        """A new token for an old one, whose refresh token is used up."""
        workspace = self._home(installation)
        installation.refresh = None
        renewed = Installation(
            token=self._new("xoxe.xoxb", workspace),
            team=installation.team,
            enterprise=installation.enterprise,
            scopes=installation.scopes,
        )
        self._rotate(renewed, workspace)
        self.slack.installations[renewed.token] = renewed
        return renewed

    def revoke(self, workspace: Workspace) -> None:
        """Its tokens are good for nothing from now on; the app hears of it."""
        event = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [workspace.bot.id]}}
        workspace.emit("tokens_revoked", event)
        self._end(workspace, "token_revoked")

    def uninstall(self, workspace: Workspace) -> None:
        """The app is removed; the app hears of it."""
        workspace.emit("app_uninstalled", {"type": "app_uninstalled"})
        event = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [workspace.bot.id]}}
        workspace.emit("tokens_revoked", event)
        self._end(workspace, "account_inactive")

    def check(
        self, method: Method, token: str, request: web.Request, arguments: Mapping[str, Any]
    ) -> Installation:
        """Who calls; refuses what is not good for the method."""
        if method.token == "none":
            return self._client(request, arguments)
        if not token:
            refuse("not_authed")
        app = token == self.slack.app.app_token
        found = self.slack.installations.get(token)
        if not app and found is None:
            refuse("invalid_auth")
        if (app and method.token == "xoxb") or (found is not None and method.token == "xapp"):
            refuse("not_allowed_token_type")
        if found is None:
            return Installation(token=token, team=None, enterprise=None, scopes=frozenset())
        if found.gone is not None:
            refuse(found.gone)
        if found.expires is not None and self.slack.clock.monotonic() >= found.expires:
            refuse("token_expired")
        return found

    def workspace(self, installation: Installation, arguments: Mapping[str, Any]) -> Workspace:
        """Which team a call is about; an organisation's token must say."""
        spaces = self.slack.workspaces
        if installation.team is not None:
            return spaces[installation.team]
        if (team := arguments.get("team_id")) is not None:
            return spaces.get(team) or refuse("team_not_found")
        places = [arguments.get(name) for name in ("channel", "channel_id", "user", "user_id")]
        for space in spaces.values():
            if space.channels.keys() & places or space.users.keys() & places:
                return space
        return next(iter(spaces.values()))

    async def page(self, request: web.Request) -> web.StreamResponse:
        """Where a person is asked; everyone here agrees."""
        query = request.query
        space = self.slack.workspaces.get(query.get("team", ""), self.slack.workspace)
        scopes = tuple(filter(None, query.get("scope", "").split(",")))
        redirect = query.get("redirect_uri", "")
        code = self.code(space, scopes, redirect, whole="org" in query)
        answer = urlencode({"code": code, "state": query.get("state", "")})
        raise web.HTTPFound(f"{redirect}?{answer}")

    def code(
        self, workspace: Workspace, scopes: tuple[str, ...], redirect: str, *, whole: bool = False
    ) -> str:
        """What a person who agreed sends the app."""
        code = self._new("code", workspace)
        self.codes[code] = _Code(workspace, scopes, redirect, whole)
        return code

    def _client(self, request: web.Request, arguments: Mapping[str, Any]) -> Installation:
        """Nobody yet; with the secret of the client in the place of a token."""
        kind, _, value = request.headers.get("Authorization", "").partition(" ")
        secret = ":".join(str(arguments.get(n, "")) for n in ("client_id", "client_secret"))
        if kind == "Basic":
            secret = b64decode(value).decode()
        return Installation(token=secret, team=None, enterprise=None, scopes=frozenset())

    def _end(self, workspace: Workspace, error: str) -> None:
        for installation in workspace.installations:
            installation.gone = error

    def _rotate(self, installation: Installation, workspace: Workspace) -> None:
        installation.refresh = self._new("xoxe-1", workspace)
        installation.expires = self.slack.clock.monotonic() + TOKEN_SECONDS

    def _home(self, installation: Installation) -> Workspace:
        spaces = self.slack.workspaces.values()
        return next(s for s in spaces if installation.team in (s.id, None))

    def _new(self, kind: str, workspace: Workspace) -> str:
        self._made += 1
        return f"{kind}-{workspace.id}-{self._made}-{self.slack.clock.new_id()}"
