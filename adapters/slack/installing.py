"""Installation in many workspaces: the two addresses that Slack's OAuth 2 needs, and the pages that
say what to do next.

`/slack/install` sends an admin to Slack, which comes back to `/slack/oauth_redirect`; what it gives
then is kept encrypted.
"""

from __future__ import annotations

import html
import logging
from collections.abc import Awaitable, Callable
from urllib.parse import urljoin

import structlog
from slack_bolt.error import BoltError
from slack_bolt.oauth.async_callback_options import (
    AsyncCallbackOptions,
    AsyncFailureArgs,
    AsyncSuccessArgs,
)
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth import OAuthStateUtils
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.slack import addressing, manifest
from adapters.slack.errors import mapped
from adapters.slack.installations import (
    STATE_SECONDS,
    URL,
    Installations,
    Kept,
    States,
    tenant_of,
)
from adapters.slack.payloads import Json, part, text
from adapters.slack.settings import Settings
from adapters.slack.vault import Vault
from adapters.slack.workspaces import (
    Installed,
    ManyWorkspaces,
    OneWorkspace,
    Workspaces,
    exchange,
    who,
)
from bot.errors import PlatformError, StoreError
from bot.ports.clock import Clock

log = structlog.get_logger(__name__)

INSTALL = "/slack/install"
REDIRECT = "/slack/oauth_redirect"

_REASONS = {
    "access_denied": "The installation was cancelled, and nothing was installed.",
    "invalid_browser": (
        "This is not the browser in which the installation was begun, or it was not begun by an "
        "https address."
    ),
    "invalid_state": (
        "The installation was ended before, or begun more than ten minutes ago; each one can be "
        "ended once."
    ),
    "missing_code": "Slack came back without the code that an installation needs.",
    "invalid_code": "Slack did not take the installation; the log says why.",
    "storage_error": "The installation could not be kept; the log says why.",
    "away": "Slack gave no answer that could be used; the log says more.",
}
"""Why an installation did not come about, by Slack's and Bolt's own words."""


async def opened(
    settings: Settings, kept: Kept, client: AsyncWebClient, clock: Clock
) -> tuple[Workspaces, list[Route]]:
    """The workspaces that the settings are about, and what is served so that more can be installed.

    Raises WrongKey where nothing that is kept can be read.
    """
    if settings.bot_token is not None:
        return OneWorkspace(settings.bot_token, client, clock), []
    installations = Installations(kept, Vault(settings.keys), clock)
    await installations.seal_anew()
    workspaces = ManyWorkspaces(settings, installations, client, clock)
    installing = Installing(settings, installations, States(kept, clock), workspaces, client)
    return workspaces, installing.routes()


class Installing:
    """The way in for workspaces, by Bolt's own flow."""

    def __init__(
        self,
        settings: Settings,
        installations: Installations,
        states: States,
        workspaces: ManyWorkspaces,
        client: AsyncWebClient,
    ) -> None:
        self._workspaces = workspaces
        oauth = _oauth(settings, installations, states)
        oauth.callback_options = AsyncCallbackOptions(self._installed, self._not_installed)
        self._flow = _Flow(settings, client=client, settings=oauth)

    def routes(self) -> list[Route]:
        return [
            Route(INSTALL, self._answered(self._flow.handle_installation)),
            Route(REDIRECT, self._answered(self._flow.handle_callback)),
        ]

    def _answered(
        self, handle: Callable[[AsyncBoltRequest], Awaitable[BoltResponse]]
    ) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            asked = AsyncBoltRequest(
                body="", query=str(request.url.query), headers=dict(request.headers)
            )
            try:
                return _response(await handle(asked))
            except PlatformError as error:
                log.warning("slack.install_failed", reason=str(error))
                return _response(_failed("away", 503))

        return answer

    async def _installed(self, args: AsyncSuccessArgs) -> BoltResponse:
        installation = args.installation
        tenant = tenant_of(
            installation.enterprise_id,
            installation.team_id,
            org_wide=installation.is_enterprise_install,
        )
        self._workspaces.came(tenant)
        log.info("slack.installed", team=tenant)
        return _page(200, "ChatTrain is installed", _next(installation))

    async def _not_installed(self, args: AsyncFailureArgs) -> BoltResponse:
        log.warning("slack.install_failed", reason=args.reason, error=str(args.error or ""))
        return _failed(args.reason, args.suggested_status_code)


class _Flow(AsyncOAuthFlow):
    """Bolt's flow, with the network's and the database's faults told as ours."""

    def __init__(
        self, app: Settings, *, client: AsyncWebClient, settings: AsyncOAuthSettings
    ) -> None:
        super().__init__(client=client, settings=settings, logger=logging.getLogger(__name__))
        self._app = app

    async def build_authorize_url(self, state: str, request: AsyncBoltRequest) -> str:
        """Slack's page; `?team=` proposes a workspace, where it is the id of one."""
        team = next(iter(request.query.get("team", ())), "")
        proposed = team if addressing.is_id(team) else None
        url: str = self.settings.authorize_url_generator.generate(state, proposed)
        return url

    async def run_installation(self, code: str) -> Installation | None:
        """What Slack gives for a code; None where it refuses it. Bolt's own would not know the
        workspace's address. Raises PlatformError."""
        with mapped("oauth.v2.access", ""):
            try:
                answer = await exchange(self.client, self._app, code=code)
            except SlackApiError as error:
                log.warning("slack.install_refused", code=error.response.get("error"))
                return None
            bot = await who(self.client, text(answer, "access_token"))
            return _installation(answer, bot)

    async def store_installation(
        self, request: AsyncBoltRequest, installation: Installation
    ) -> None:
        try:
            await super().store_installation(request, installation)
        except StoreError as error:
            raise BoltError(str(error)) from error


def _oauth(settings: Settings, installations: Installations, states: States) -> AsyncOAuthSettings:
    """Everything is given: what is left out, Bolt takes from variables of its own."""
    asked = manifest.read()
    oauth = AsyncOAuthSettings(
        client_id=settings.client_id,
        client_secret=settings.client_secret,
        scopes=[*asked.scopes, *asked.optional],
        user_scopes=[],
        install_path=INSTALL,
        install_page_rendering_enabled=False,
        redirect_uri_path=REDIRECT,
        authorization_url=urljoin(settings.api_url, "../oauth/v2/authorize"),
        installation_store=installations,
        installation_store_bot_only=True,
        state_store=states,
        state_expiration_seconds=STATE_SECONDS,
        logger=logging.getLogger(__name__),
    )
    # The app's own first redirect URL counts; Bolt would take one from SLACK_REDIRECT_URI.
    oauth.redirect_uri = oauth.authorize_url_generator.redirect_uri = None
    return oauth


def _installation(answer: Json, bot: Installed) -> Installation:
    """What was given for a code, as Slack's own libraries write it down."""
    team, enterprise = part(answer, "team"), part(answer, "enterprise")
    return Installation(
        app_id=text(answer, "app_id"),
        enterprise_id=text(enterprise, "id") or None,
        enterprise_name=text(enterprise, "name") or None,
        team_id=text(team, "id") or None,
        team_name=text(team, "name") or None,
        bot_token=bot.token,
        bot_id=bot.bot_id,
        bot_user_id=bot.user_id,
        bot_scopes=text(answer, "scope"),
        bot_refresh_token=text(answer, "refresh_token") or None,
        bot_token_expires_in=answer.get("expires_in"),
        user_id=text(part(answer, "authed_user"), "id"),
        is_enterprise_install=bool(answer.get("is_enterprise_install")),
        custom_values={URL: bot.url},
    )


def _next(installation: Installation) -> str:
    """What the admin who installed it does now."""
    app, team = html.escape(installation.app_id or ""), html.escape(installation.team_id or "")
    if installation.is_enterprise_install:
        where = html.escape(installation.enterprise_id or "", quote=True)
        link = f"https://app.slack.com/manage/{where}/integrations/profile/{app}/workspaces/add"
        return (
            "<p>It is installed for the organisation, and not in any of its workspaces yet: "
            f'<a href="{link}">add it to workspaces</a>.</p>'
        )
    return (
        "<p>In Slack, choose <b>ChatTrain</b> under <b>Apps</b> and write to it, or type "
        "<code>/chattrain start</code> anywhere.</p>"
        f'<p><a href="slack://app?team={team}&amp;id={app}">Open it in Slack</a>, or '
        f'<a href="https://app.slack.com/client/{team}">in the browser</a>.</p>'
    )


def _failed(reason: str, status: int) -> BoltResponse:
    told = _REASONS.get(reason) or f"Slack said: {html.escape(reason)}."
    again = f'<p><a href="{INSTALL}">Begin again</a>, in one browser and by https.</p>'
    return _page(status, "ChatTrain is not installed", f"<p>{told}</p>{again}")


def _page(status: int, title: str, body: str) -> BoltResponse:
    return BoltResponse(
        status=status,
        headers={
            "content-type": "text/html; charset=utf-8",
            "cache-control": "no-store",
            "set-cookie": OAuthStateUtils().build_set_cookie_for_deletion(),
        },
        body=(
            f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
            '<meta name="viewport" content="width=device-width">'
            "<style>body{font:1.1rem/1.5 system-ui;max-width:36rem;margin:4rem auto;"
            f"padding:0 1rem}}</style><h1>{title}</h1>{body}</html>"
        ),
    )


def _response(answer: BoltResponse) -> Response:
    response = Response(
        answer.body, answer.status, headers=answer.first_headers_without_set_cookie()
    )
    for value in answer.headers.get("set-cookie", ()):
        response.headers.append("set-cookie", value)
    return response
