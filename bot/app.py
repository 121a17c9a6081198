"""The composition root: what is plugged into what. Nothing else imports adapters, providers,
stores and runners together."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack, aclosing, asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from adapters.discord.settings import Settings as DiscordSettings
from adapters.slack.settings import Settings as SlackSettings
from bot import schedule, stores
from bot.casting import allowances, cast
from bot.catalogue import Catalogue, bundled
from bot.config import Settings, revealed
from bot.domain import acts
from bot.domain.allowance import NO_LIMIT, Allowances
from bot.domain.surface import TenantId
from bot.ports.clock import Clock, SystemClock
from bot.ports.platform import Accept, Platform
from bot.ports.printing import Printer
from bot.ports.provider import Judge, Provider
from bot.ports.store import Store
from bot.printing import Printing
from bot.replies.pacing import Budgets
from bot.runners.local import LocalRunner
from bot.sampling import Sampling
from bot.stores import SqlStore
from bot.stores.probing import Probe
from bot.training.draining import drain
from bot.training.engine import Engine, Scenarios
from bot.training.intake import Intake
from bot.training.posting import Posting
from bot.training.recovery import fire_timers, take_up_unfinished
from bot.training.scheduling import Scheduling

if TYPE_CHECKING:
    from starlette.routing import BaseRoute


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """An engine at work. `accept` is its one way in."""

    engine: Engine
    accept: Accept
    runner: LocalRunner
    platforms: Mapping[str, asyncio.Task[None]]
    """What takes events in, by the platform's name."""

    async def idle(self) -> None:
        """Returns once no mailbox is being worked on."""
        await self.runner.idle()


@asynccontextmanager
async def engine(
    *,
    store: Store,
    platforms: Sequence[Platform],
    persona: Provider,
    catalogue: Scenarios,
    clock: Clock,
    judge: Judge | None = None,
    second: Judge | None = None,
    retention_days: int | None = None,
    allowed: Allowances = NO_LIMIT,
) -> AsyncIterator[Running]:
    """An engine that works until the context is left; what is unfinished then is taken up later."""
    by_name: Mapping[str, Platform] = {platform.name: platform for platform in platforms}
    runner, budgets = LocalRunner(), Budgets(clock)
    parts = Engine(
        store=store,
        runner=runner,
        platforms=by_name,
        persona=persona,
        judge=judge,
        second=second,
        catalogue=catalogue,
        budgets=budgets,
        posting=Posting(platforms=by_name, budgets=budgets, clock=clock),
        clock=clock,
        owner=clock.new_id(),
        retention_days=retention_days,
        allowed=allowed,
    )
    intake = Intake(store, runner)
    look_for_work = partial(take_up_unfinished, store, runner, clock)
    fire = partial(fire_timers, store, intake.accept, clock)
    due = Scheduling(engine=parts, accept=intake.accept)
    async with asyncio.TaskGroup() as tasks:
        taking = tasks.create_task(intake.run())
        await runner.start(partial(drain, parts))
        await look_for_work()
        hearing = {p.name: tasks.create_task(p.run(intake.accept)) for p in platforms}
        with schedule.ticking(look_for_work, fire, due.call, due.send, due.retain):
            try:
                yield Running(engine=parts, accept=intake.accept, runner=runner, platforms=hearing)
            finally:
                await runner.stop()
                for task in (taking, *hearing.values()):
                    task.cancel()


async def serve(settings: Settings, announce: Callable[[Sequence[str]], None]) -> None:
    """One process with everything configured, until it is stopped by SIGINT or SIGTERM.

    `announce` is called once it serves, with the page's addresses: on this machine, on others; with
    none where the page is off. Raises ConfigError and StoreError.
    """
    # What only a server needs: half a second that a practice in the terminal does without.
    from adapters.playground.platform import Playground  # noqa: PLC0415
    from adapters.playground.settings import Settings as PlaygroundSettings  # noqa: PLC0415
    from bot import http  # noqa: PLC0415

    clock = SystemClock()
    async with AsyncExitStack() as stack:
        stack.enter_context(stores.serve_lock(settings.database_url))
        listener = stack.enter_context(http.bind(settings.host, settings.port))
        await asyncio.to_thread(stores.migrate, settings.database_url)
        store = await stack.enter_async_context(stores.connect(settings.database_url))
        await store.clear_leases()
        printer = await stack.enter_async_context(aclosing(Printing(store.exported)))
        folders = (bundled(), *settings.chattrain_scenarios)
        catalogue = Catalogue(folders, unread=True)
        chats = await stack.enter_async_context(joined(settings, store, catalogue, clock, printer))
        players = await stack.enter_async_context(
            cast(settings, store, clock, partial(_names, chats))
        )
        playground = Playground(
            clock=clock,
            records=store,
            catalogue=catalogue,
            settings=PlaygroundSettings(
                host=settings.host,
                token=revealed(settings.chattrain_playground_token),
                folders=folders,
            ),
            printer=printer,
            sampling=Sampling(store, clock, Playground.name),
        )
        running = await stack.enter_async_context(
            engine(
                store=store,
                platforms=[playground, *(chat.platform for chat in chats)],
                persona=players.persona,
                judge=players.judge,
                second=players.second,
                catalogue=catalogue,
                clock=clock,
                retention_days=settings.chattrain_retention_days,
                allowed=allowances(settings),
            )
        )
        checks: dict[str, http.Check] = {
            "database": partial(_keeps, store, Probe(settings.database_url, clock), clock),
            "runner": partial(_works, running),
        }
        checks |= {chat.platform.name: partial(_joins, running, chat) for chat in chats}
        off = playground.settings.off
        if not off:
            checks["playground"] = partial(_hears, running, playground)
        web = http.application(
            routes=[*(route for chat in chats for route in chat.routes), *playground.routes()],
            checks=checks,
            off={"playground": "CHATTRAIN_PLAYGROUND_TOKEN is not set"} if off else {},
            figures=players.totals.figures,
        )
        port = listener.getsockname()[1]
        announce(() if off else http.addresses(settings.host, port))
        await _until_told(http.serve(web, listener), asyncio.to_thread(_warm_up, catalogue))


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
    settings: Settings, store: SqlStore, catalogue: Catalogue, clock: Clock, printer: Printer
) -> AsyncIterator[list[Joined]]:
    """Every chat platform that is configured, besides the playground. Raises ConfigError."""
    async with AsyncExitStack() as stack:
        found = []
        if settings.slack is not None:
            found.append(
                await stack.enter_async_context(
                    _slack(settings.slack, store, catalogue, clock, printer)
                )
            )
        if settings.discord is not None:
            found.append(
                await stack.enter_async_context(
                    _discord(settings.discord, store, catalogue, clock, printer)
                )
            )
        yield found


# Each library takes half a second, which only those who use it should wait for.


@asynccontextmanager
async def _slack(
    settings: SlackSettings, store: SqlStore, catalogue: Catalogue, clock: Clock, printer: Printer
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
            printer=printer,
        )
        served = [*slack.routes(), *routes]
        yield Joined(platform=slack, routes=served, ready=slack.ready, names=slack.names)


@asynccontextmanager
async def _discord(
    settings: DiscordSettings, store: SqlStore, catalogue: Catalogue, clock: Clock, printer: Printer
) -> AsyncIterator[Joined]:
    from adapters.discord.calls import calling  # noqa: PLC0415
    from adapters.discord.platform import Discord  # noqa: PLC0415

    async with calling(settings.api_url, settings.bot_token, clock) as calls:
        discord = Discord(
            clock=clock,
            records=store,
            catalogue=catalogue,
            calls=calls,
            settings=settings,
            printer=printer,
        )
        yield Joined(platform=discord, routes=(), ready=discord.ready, names=discord.names)


async def _keeps(store: Store, probe: Probe, clock: Clock) -> str | None:
    await store.unfinished(clock.now())
    return await probe.look()


async def _works(running: Running) -> str | None:
    return None if running.runner.is_up else "it has stopped"


async def _hears(running: Running, platform: Platform) -> str | None:
    task = running.platforms[platform.name]
    return None if not task.done() else "it takes no more events in"


async def _joins(running: Running, chat: Joined) -> str | None:
    return await _hears(running, chat.platform) or chat.ready()


def _names(chats: Sequence[Joined], tenant: TenantId) -> tuple[str, ...]:
    """The names of a tenant's members, to be hidden from models."""
    return next((names for chat in chats if (names := chat.names(tenant))), ())


def _warm_up(catalogue: Catalogue) -> None:
    """What would make the first one wait who asks for it: the page comes up meanwhile."""
    catalogue.refresh()
    acts.warm_up()


async def _until_told(
    serving: Coroutine[None, None, None], meanwhile: Coroutine[None, None, None]
) -> None:
    """Serves until the process is told to stop; SIGTERM is no error."""
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(serving)
        tasks.create_task(meanwhile)
        with suppress(NotImplementedError):  # where there are no such signals
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
