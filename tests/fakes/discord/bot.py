"""A small bot on the real library: what tests of the fake itself talk to it with."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Self

import discord as library
import pytest
from discord import app_commands

from tests.fakes.discord.server import Discord

INTENTS = library.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=True)
SETTINGS: dict[str, Any] = {
    "intents": INTENTS,
    "allowed_mentions": library.AllowedMentions.none(),
    "max_messages": None,
    "guild_ready_timeout": 0.01,
}


def settings_for(discord: Discord, more: dict[str, Any]) -> dict[str, Any]:
    """Settings of a client that this Discord is for."""
    own = {} if "connector" in more else {"connector": discord.connector()}
    return {**SETTINGS, **own, **more}


class Form(library.ui.Modal):
    """Asks for a scenario."""

    wish: library.ui.TextInput[Form] = library.ui.TextInput(label="Which", custom_id="wish")

    def __init__(self) -> None:
        super().__init__(title="Scenario", custom_id="pick")


class SmallBot(library.Client):
    """Answers what is said with a button, and has a few commands. `heard` has what came."""

    def __init__(self, discord: Discord, **settings: Any) -> None:
        super().__init__(**settings_for(discord, settings))
        self.heard: list[tuple[str, Any]] = []
        self.errors: list[BaseException] = []
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(group())
        self.changed: Callable[[], None] = discord.changed
        self.answers = True

    async def setup_hook(self) -> None:
        await self.tree.sync()

    def note(self, event: str, what: Any = None) -> None:
        self.heard.append((event, what))
        self.changed()

    def count(self, event: str) -> int:
        return sum(name == event for name, _ in self.heard)

    async def on_ready(self) -> None:
        self.note("ready")

    async def on_resumed(self) -> None:
        self.note("resumed")

    async def on_message(self, message: library.Message) -> None:
        self.note("message", message)
        if message.author.bot or not self.answers:
            return
        view = library.ui.View(timeout=None)
        view.add_item(library.ui.Button(label="Stop", custom_id="ct:stop"))
        await message.channel.send(f"Heard: {message.content}", view=view)

    async def on_raw_message_edit(self, payload: library.RawMessageUpdateEvent) -> None:
        self.note("edit", payload)

    async def on_raw_message_delete(self, payload: library.RawMessageDeleteEvent) -> None:
        self.note("delete", payload)

    async def on_thread_create(self, thread: library.Thread) -> None:
        self.note("thread", thread)

    async def on_raw_thread_update(self, payload: library.RawThreadUpdateEvent) -> None:
        self.note("thread update", payload)

    async def on_raw_thread_delete(self, payload: library.RawThreadDeleteEvent) -> None:
        self.note("thread delete", payload)

    async def on_thread_member_remove(self, member: library.ThreadMember) -> None:
        self.note("member left", member)

    async def on_guild_join(self, guild: library.Guild) -> None:
        self.note("guild", guild)

    async def on_guild_remove(self, guild: library.Guild) -> None:
        self.note("guild gone", guild)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        self.note("error", event_method)

    async def on_interaction(self, interaction: library.Interaction[Any]) -> None:
        self.note("interaction", interaction)
        data: Any = interaction.data or {}
        id = data.get("custom_id")
        if id == "ct:stop":
            await interaction.response.edit_message(content="Stopped", view=None)
        elif id == "pick":
            await interaction.response.send_message("Thank you", ephemeral=True)


def group() -> app_commands.Group:
    """`/chattrain start [scenario]` with completion, `ask` with a form, `slow` that is late."""
    commands = app_commands.Group(name="chattrain", description="Training")

    @commands.command(description="Start")
    async def start(
        interaction: library.Interaction[Any], scenario: str, who: library.Member | None = None
    ) -> None:
        await interaction.response.defer(ephemeral=True)
        of = f" of {who.name}" if who else ""
        await interaction.edit_original_response(content=f"Starting {scenario}{of}")

    @start.autocomplete("scenario")
    async def offer(
        interaction: library.Interaction[Any], current: str
    ) -> list[app_commands.Choice[str]]:
        found = [name for name in ("lamp", "sofa") if name.startswith(current)]
        return [app_commands.Choice(name=name.title(), value=name) for name in found]

    @commands.command(description="Ask")
    async def ask(interaction: library.Interaction[Any]) -> None:
        await interaction.response.send_modal(Form())

    @commands.command(description="Slow")
    async def slow(interaction: library.Interaction[Any]) -> None: ...

    return commands


class Running:
    """A client at work, as long as the context lasts."""

    def __init__(
        self, discord: Discord, client: library.Client, *, token: str | None = None
    ) -> None:
        self._discord, self._client = discord, client
        self._token = token or discord.app.token
        self._task: asyncio.Future[None] | None = None

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        self._task = asyncio.ensure_future(self._client.start(self._token))
        try:
            await self._either(self._discord.connected())
            await self._either(self._client.wait_until_ready())
        except BaseException:
            await self._client.close()
            raise
        return self

    async def ended(self) -> None:
        """Waits until the client ends by itself, and raises why."""
        assert self._task is not None
        await asyncio.shield(self._task)

    async def _either(self, wanted: Awaitable[Any]) -> None:
        """What is wanted, unless the client fails first."""
        assert self._task is not None
        future = asyncio.ensure_future(wanted)
        await asyncio.wait((future, self._task), return_when=asyncio.FIRST_COMPLETED)
        if not future.done():
            future.cancel()
            self._task.result()
            raise AssertionError("the client has ended")

    async def __aexit__(self, *_: object) -> None:
        await self._client.close()
        assert self._task is not None
        await asyncio.gather(self._task, return_exceptions=True)


@asynccontextmanager
async def logged_in(discord: Discord, **settings: Any) -> AsyncIterator[library.Client]:
    """A client that calls, and has no gateway."""
    async with library.Client(**settings_for(discord, settings)) as client:
        await client.login(discord.app.token)
        yield client


async def refused(call: Awaitable[Any]) -> library.HTTPException:
    """What a call is refused with."""
    with pytest.raises(library.HTTPException) as caught:
        await call
    return caught.value


async def code(call: Awaitable[Any]) -> int:
    return (await refused(call)).code


async def raw(client: library.Client, verb: str, path: str, body: Any = None) -> Any:
    """A call as it is, past what the library offers."""
    more = {} if body is None else {"json": body}
    return await client.http.request(library.http.Route(verb, path), **more)
