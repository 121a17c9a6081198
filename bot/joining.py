"""The chat platforms that are configured, each with what it serves and how it is. Part of the
composition root: besides `app` nothing in bot knows an adapter's parts.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from starlette.routing import BaseRoute

from adapters.discord.settings import Settings as DiscordSettings
from adapters.slack.settings import Settings as SlackSettings
from bot.catalogue import Catalogue
from bot.config import Settings
from bot.domain.surface import TenantId
from bot.ports.clock import Clock
from bot.ports.platform import Platform
from bot.stores import SqlStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A platform that takes part. `ready` says why it hears nothing now, if that is so; `names` are
    those of a tenant's members, as far as they are known."""

    platform: Platform
    routes: Sequence[BaseRoute]
    ready: Callable[[], str | None]
    names: Callable[[TenantId], tuple[str, ...]]


@asynccontextmanager
async def joined(
    settings: Settings, store: SqlStore, catalogue: Catalogue, clock: Clock
) -> AsyncIterator[list[Joined]]:
    """Every chat platform that is configured, besides the playground. Raises ConfigError."""
    async with AsyncExitStack() as stack:
        found = []
        if settings.slack is not None:
            found.append(
                await stack.enter_async_context(_slack(settings.slack, store, catalogue, clock))
            )
        if settings.discord is not None:
            found.append(
                await stack.enter_async_context(_discord(settings.discord, store, catalogue, clock))
            )
        yield found


# Each library takes half a second, which only those who use it should wait for.


@asynccontextmanager
async def _slack(
    settings: SlackSettings, store: SqlStore, catalogue: Catalogue, clock: Clock
) -> AsyncIterator[Joined]:
    from adapters.slack import calls, installing  # noqa: PLC0415
    from adapters.slack.platform import Slack  # noqa: PLC0415

    async with calls.web_client(settings.api_url) as client:
        workspaces, routes = await installing.opened(settings, store, client, clock)
        slack = Slack(
            clock=clock,
            records=store,
            catalogue=catalogue,
            workspaces=workspaces,
            client=client,
            settings=settings,
        )
        served = [*slack.routes(), *routes]
        yield Joined(platform=slack, routes=served, ready=slack.ready, names=slack.names)


@asynccontextmanager
async def _discord(
    settings: DiscordSettings, store: SqlStore, catalogue: Catalogue, clock: Clock
) -> AsyncIterator[Joined]:
    from adapters.discord.calls import calling  # noqa: PLC0415
    from adapters.discord.platform import Discord  # noqa: PLC0415

    async with calling(settings.api_url, settings.bot_token, clock) as calls:
        discord = Discord(
            clock=clock, records=store, catalogue=catalogue, calls=calls, settings=settings
        )
        yield Joined(platform=discord, routes=(), ready=discord.ready, names=discord.names)
