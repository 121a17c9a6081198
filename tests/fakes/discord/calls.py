"""A call of the REST API: the routes there are, and what each call may lean on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.fakes.discord.places import Channel
from tests.fakes.discord.refusals import refuse
from tests.fakes.discord.state import Message, User

if TYPE_CHECKING:
    from tests.fakes.discord.interactions import Interaction
    from tests.fakes.discord.server import Discord
    from tests.fakes.discord.world import World

Answer = Any
Run = Callable[["Call"], Answer]


@dataclass(slots=True)
class Call:
    """One call, with its body read and its caller known."""

    discord: Discord
    route: Route
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Any = None
    files: list[dict[str, Any]] = field(default_factory=list)

    @property
    def world(self) -> World:
        return self.discord.world

    @property
    def bot(self) -> User:
        return self.discord.bot

    @property
    def name(self) -> str:
        return self.route.name

    def channel(self) -> Channel:
        """The channel of the path, if the bot may see it."""
        channel = self.world.channels.get(self.path["channel"])
        if channel is None or channel.deleted:
            refuse(10003)
        if not self.world.sees(self.bot.id, channel):
            refuse(50001)
        return channel

    def message(self, channel: Channel) -> Message:
        found = channel.messages.get(self.path["message"])
        if found is None or found.deleted or found.for_only is not None:
            refuse(10008)
        return found

    def need(self, channel: Channel, *permissions: str) -> None:
        """Refuses where the bot lacks one of them."""
        if not self.world.may(self.bot.id, channel) >= set(permissions):
            refuse(50013)

    def interaction(self) -> Interaction:
        """The one that the token in the path is of, while it lives."""
        found = self.discord.interactions.by_token.get(self.path["token"])
        if found is None:
            refuse(10015)
        if found.expired:
            refuse(50027)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """What is known of a route before it is called."""

    name: str
    verb: str
    path: str
    run: Run
    place: str
    """The part of the path that has a limit of its own."""
    limit: str
    """The limit's name."""
    token: bool
    """Whether it is the bot's token that opens it; else the interaction's in the path does, and
    the limit of the whole bot does not count it."""


ROUTES: list[Route] = []
Serve = Callable[[Any], Awaitable[Any]]


def route(
    name: str, call: str, *, place: str = "", limit: str = "", token: bool = True
) -> Callable[[Run], Run]:
    """Registers a route; `call` is its verb and path."""
    verb, path = call.split(" ")

    def register(run: Run) -> Run:
        ROUTES.append(
            Route(
                name=name,
                verb=verb,
                path=path,
                run=run,
                place=place,
                limit=limit or name,
                token=token,
            )
        )
        return run

    return register
