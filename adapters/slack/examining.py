"""What is right and wrong with an installation in Slack, and what to do about it. Changes nothing.

Slack is asked who the tokens belong to and what they may do; that is held against `manifest.yml`.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import manifest
from adapters.slack.calls import web_client
from adapters.slack.installations import Grant, Installations, Kept
from adapters.slack.settings import Settings, Told
from adapters.slack.vault import Vault, WrongKey
from adapters.slack.workspaces import exchange, scopes_of
from bot.errors import ChatTrainError
from bot.ports.clock import SystemClock

Connect = Callable[[], AbstractAsyncContextManager[Kept]]

REFUSED = {
    "invalid_auth": "Slack does not know it: copy it again from the app's pages",
    "not_authed": "Slack does not know it: copy it again from the app's pages",
    "token_revoked": "it was revoked: install the app again and copy the new one",
    "token_expired": "it has expired: install the app again and copy the new one",
    "account_inactive": "the app was removed there: install it again and copy the new token",
    "not_allowed_token_type": "it is of another kind: see how SLACK_BOT_TOKEN (xoxb-) and "
    "SLACK_APP_TOKEN (xapp-) begin",
    "missing_scope": "it lacks connections:write: make an app-level token with that scope",
    "org_login_required": "the workspace is moving to an organisation: try again later",
}
"""What to do about a token that is refused, by Slack's code."""


async def examine(settings: Settings, connect: Connect) -> AsyncIterator[Told]:
    """A line for each thing that is looked at."""
    async with web_client(settings.api_url) as client:
        if settings.bot_token is not None:
            async for told in _token(client, settings.bot_token, "SLACK_BOT_TOKEN"):
                yield told
        if settings.app_token is not None:
            yield await _socket(client, settings.app_token)
        elif settings.signing_secret is not None:
            yield _by_http(settings.signing_secret)
        if settings.many:
            yield await _credentials(client, settings)
            async for told in _installed(client, settings, connect):
                yield told


async def _token(client: AsyncWebClient, token: str, named: str) -> AsyncIterator[Told]:
    """Who a bot token belongs to, and whether it may do what the app does."""
    try:
        response = await client.auth_test(token=token)
    except SlackApiError as error:
        yield "problem", f"{named} is refused: {_refused(error)}."
    except (SlackClientError, aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
        yield "problem", _unreached(client, error)
    else:
        name, team = response.get("user"), response.get("team")
        yield "ok", f"{named} is @{name}'s in {team} ({response.get('team_id')})"
        for told in _scopes(scopes_of(response.headers), str(team)):
            yield told


def _scopes(granted: frozenset[str], team: str) -> Iterator[Told]:
    """What is granted in a workspace, held against the manifest."""
    asked = manifest.read()
    if not granted:
        yield "note", f"Slack did not say which scopes are granted in {team}"
        return
    if missing := [scope for scope in asked.scopes if scope not in granted]:
        remedy = "put manifest.yml into the app's App Manifest again, then install the app again"
        yield "problem", f"{_listed(missing)} not granted in {team}: {remedy}."
    else:
        yield "ok", f"every scope that is needed is granted in {team}"
    for scope in asked.optional:
        if scope not in granted:
            yield "note", f"{scope} is not granted in {team}: {WITHOUT[scope]}"
    if beyond := sorted(granted - {*asked.scopes, *asked.optional}):
        yield "note", f"{', '.join(beyond)}: granted in {team} and not used; they can be taken away"


WITHOUT = {
    "channels:read": "whether a digest can be posted in a channel shows with the first one",
    "chat:write.customize": "personas write under the app's own name",
    "files:write": "charts are told in words, and nobody can have their data as a file",
    "groups:read": "the same in private channels as without channels:read in public ones",
    "usergroups:read": "nothing can be assigned to a user group",
}
"""What is missing where an optional scope is."""


async def _socket(client: AsyncWebClient, token: str) -> Told:
    """Whether a Socket Mode connection would be given; none is made."""
    try:
        await client.apps_connections_open(app_token=token)
    except SlackApiError as error:
        if error.response.get("error") == "socket_mode_not_enabled":
            return "problem", "Socket Mode is off: turn it on in the app's Socket Mode page."
        return "problem", f"SLACK_APP_TOKEN is refused: {_refused(error)}."
    except (SlackClientError, aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
        return "problem", _unreached(client, error)
    return "ok", "SLACK_APP_TOKEN is taken; events come by Socket Mode"


def _by_http(secret: str) -> Told:
    where = "events come by HTTP: Slack has to reach https://<this server>/slack/events"
    if re.fullmatch(r"[0-9a-f]{32}", secret):
        return "ok", where
    doubt = (
        "SLACK_SIGNING_SECRET is usually 32 digits of 0-9 and a-f: if Slack's requests are refused"
    )
    return "note", f"{where}; {doubt}, copy it again from Basic Information"


async def _credentials(client: AsyncWebClient, settings: Settings) -> Told:
    """Whether Slack knows the app: it is asked with a code that is none."""
    try:
        await exchange(client, settings, code="doctor")
    except SlackApiError as error:
        match error.response.get("error"):
            case "invalid_code" | "code_already_used":
                pass
            case "invalid_client_id" | "bad_client_secret" as code:
                name = "SLACK_CLIENT_ID" if code == "invalid_client_id" else "SLACK_CLIENT_SECRET"
                return "problem", f"{name} is refused: copy it again from Basic Information."
            case code:
                return "note", f"Slack did not say whether it knows the app ({code})"
    except (SlackClientError, aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
        return "problem", _unreached(client, error)
    return "ok", f"SLACK_CLIENT_ID {settings.client_id} and its secret are known"


async def _installed(
    client: AsyncWebClient, settings: Settings, connect: Connect
) -> AsyncIterator[Told]:
    """Each workspace in which the app is installed."""
    try:
        async with connect() as kept:
            found = await Installations(kept, Vault(settings.keys), SystemClock()).all()
    except ChatTrainError as error:
        yield "note", f"which workspaces installed the app cannot be read: {error}"
        return
    if not found:
        yield "note", "no workspace has installed the app: an admin opens /slack/install"
    for tenant, grant in found.items():
        async for told in _grant(client, tenant, grant):
            yield told


async def _grant(
    client: AsyncWebClient, tenant: str, grant: Grant | WrongKey
) -> AsyncIterator[Told]:
    if isinstance(grant, WrongKey):
        yield "problem", f"{tenant}: {grant}"
        return
    async for told in _token(client, grant.token, f"the token of {tenant}"):
        yield told


def _refused(error: SlackApiError) -> str:
    code = str(error.response.get("error"))
    return REFUSED.get(code, f"Slack says {code}")


def _unreached(client: AsyncWebClient, error: Exception) -> str:
    reason = str(error) or type(error).__name__
    return (
        f"{client.base_url} cannot be reached ({reason}): see to the network, or correct "
        "SLACK_API_URL."
    )


def _listed(scopes: list[str]) -> str:
    return f"{', '.join(scopes)} {'is' if len(scopes) == 1 else 'are'}"
