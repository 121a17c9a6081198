"""What is right and wrong with an application in Discord, and what to do about it. Changes nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

from discord.http import Route

from adapters.discord.calls import Calls, calling
from adapters.discord.payloads import Json, number, text
from adapters.discord.settings import Settings, Told
from adapters.discord.threads import FILES, PERMISSIONS
from bot.errors import PermissionMissing, PlatformError
from bot.ports.clock import SystemClock

CONTENT, CONTENT_LIMITED = 1 << 18, 1 << 19
"""The flags of an application that may read messages: one of many servers, and one of few."""
SHOWN = 20
"""Of servers, those that are named."""


async def examine(settings: Settings) -> AsyncIterator[Told]:
    """A line for each thing that is looked at."""
    async with calling(settings.api_url, settings.bot_token, SystemClock()) as calls:
        try:
            bot = await calls.call(Route("GET", "/users/@me"))
        except PermissionMissing:
            yield (
                "problem",
                (
                    "DISCORD_BOT_TOKEN is refused: reset the token on the application's Bot page, and "
                    "copy the new one."
                ),
            )
            return
        except PlatformError as error:
            yield (
                "problem",
                (
                    f"{settings.api_url} cannot be reached ({error}): see to the network, or correct "
                    "DISCORD_API_URL."
                ),
            )
            return
        yield "ok", f"DISCORD_BOT_TOKEN is @{text(bot, 'username')}'s"
        async for told in _looked_at(calls):
            yield told


async def _looked_at(calls: Calls) -> AsyncIterator[Told]:
    try:
        application = await calls.call(Route("GET", "/applications/@me"))
        for told in _application(application):
            yield told
        yield _connections(await calls.call(Route("GET", "/gateway/bot")))
        yield _servers(await calls.call(Route("GET", "/users/@me/guilds")))
        yield "ok", f"the bot is invited with {invitation(text(application, 'id'))}"
    except PlatformError as error:
        yield "note", f"not all could be looked at: {error}"


def invitation(application: str) -> str:
    """The link by which an admin invites the bot, with all that it needs."""
    permissions = sum({**PERMISSIONS, **FILES}.values())
    return (
        f"https://discord.com/oauth2/authorize?client_id={application}"
        f"&scope=bot+applications.commands&permissions={permissions}"
    )


def _application(application: Json) -> Iterator[Told]:
    if number(application, "flags") & (CONTENT | CONTENT_LIMITED):
        yield "ok", "the Message Content Intent is on"
    else:
        yield (
            "problem",
            (
                "the Message Content Intent is off, without which nothing can be heard: turn it on in "
                "the application's Bot page."
            ),
        )
    if url := text(application, "interactions_endpoint_url"):
        yield (
            "problem",
            (
                f"commands are sent to {url} and not to the bot: empty Interactions Endpoint URL on the "
                "application's General Information page."
            ),
        )


def _connections(gateway: Json) -> Told:
    limit = gateway.get("session_start_limit") if isinstance(gateway, dict) else None
    left, shards = number(limit, "remaining"), number(gateway, "shards")
    if left < shards:
        return "problem", (
            "no connections are left for today: something begins them again and again; see to the "
            "log before Discord takes the token away."
        )
    return "ok", f"{left} connections are left for today; Discord recommends {shards} at once"


def _servers(servers: object) -> Told:
    names = [text(one, "name") for one in servers] if isinstance(servers, list) else []
    if not names:
        return "note", "the bot is in no server yet: an admin opens the link below"
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return "ok", f"the bot is in {', '.join(names[:SHOWN])}{more}"
