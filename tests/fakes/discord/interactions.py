"""Commands, presses and forms on their way to the app, and what it answers in time or not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from tests.fakes.discord.app import bits
from tests.fakes.discord.places import Channel
from tests.fakes.discord.state import EPHEMERAL, Message

if TYPE_CHECKING:
    from tests.fakes.discord.people import Person
    from tests.fakes.discord.server import Discord

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
ANSWER_SECONDS, TOKEN_SECONDS = 3.0, 900.0

State = Literal["waiting", "thinking", "answered", "failed"]


@dataclass(slots=True, kw_only=True)
class Interaction:
    """One act of a person that the app has to answer within three seconds."""

    discord: Discord
    id: str
    token: str
    kind: int
    person: Person
    channel: Channel
    data: dict[str, Any]
    at: float
    message: Message | None = None
    """The message whose control was used."""
    answered_with: int | None = None
    """The type of the first answer."""
    seconds: float | None = None
    """How long it took to come."""
    failed: bool = False
    """"This interaction failed", or "The application did not respond"."""
    original: Message | None = None
    """The message that answers; while the app thinks it says so."""
    follow_ups: list[Message] = field(default_factory=list)
    choices: list[dict[str, Any]] | None = None
    """What autocompletion offered."""
    modal: dict[str, Any] | None = None

    @property
    def expired(self) -> bool:
        return self.discord.clock.monotonic() - self.at >= TOKEN_SECONDS

    @property
    def state(self) -> State:
        if self.failed:
            return "failed"
        if self.answered_with is None:
            return "waiting"
        thinking = self.original is not None and self.original.thinking
        return "thinking" if thinking else "answered"

    @property
    def messages(self) -> list[Message]:
        """All that answered it, in order."""
        first = [] if self.original is None else [self.original]
        return [m for m in [*first, *self.follow_ups] if not m.deleted]

    async def acked(self) -> Interaction:
        """Waits for the first answer, of whichever type; fails if Discord says that it failed."""
        await self.discord.until(lambda: self.failed or self.answered_with is not None)
        assert not self.failed, f"interaction failed: {self.data}"
        return self

    async def answered(self) -> Message:
        """Waits for a message that answers, no longer thinking; gives the first."""
        await self.acked()
        found = await self.discord.until(lambda: [m for m in self.messages if not m.thinking])
        return found[0]

    async def settled(self) -> State:
        """Waits until it is answered or has failed."""
        await self.discord.until(lambda: self.failed or self.answered_with is not None)
        return self.state

    def metadata(self) -> dict[str, Any]:
        """As a message that answers it carries it."""
        return {
            "id": self.id,
            "type": self.kind,
            "user": self.person.user.wire(),
            "authorizing_integration_owners": {"0": self.channel.guild or "0"},
        }

    def callback(self) -> dict[str, Any]:
        """As the answer to its callback gives it."""
        wire: dict[str, Any] = {"id": self.id, "type": self.kind}
        if self.original is not None:
            wire |= {
                "response_message_id": self.original.id,
                "response_message_loading": self.original.thinking,
                "response_message_ephemeral": bool(self.original.flags & EPHEMERAL),
            }
        return wire


class Interactions:
    """All there were. `failures` are those not answered in time."""

    def __init__(self, discord: Discord) -> None:
        self._discord = discord
        self.all: list[Interaction] = []
        self.by_token: dict[str, Interaction] = {}
        self.by_id: dict[str, Interaction] = {}

    @property
    def failures(self) -> list[Interaction]:
        return [found for found in self.all if found.failed]

    def send(
        self,
        person: Person,
        kind: int,
        channel: Channel,
        data: dict[str, Any],
        message: Message | None = None,
    ) -> Interaction:
        """Tells the app, and begins to wait for its answer."""
        discord = self._discord
        id = discord.ids.new()
        interaction = Interaction(
            discord=discord,
            id=id,
            token=f"aW50ZXJhY3Rpb246{id}",
            kind=kind,
            person=person,
            channel=channel,
            data=data,
            at=discord.clock.monotonic(),
            message=message,
        )
        self.all.append(interaction)
        self.by_token[interaction.token] = self.by_id[id] = interaction
        discord.gateway.tell("INTERACTION_CREATE", self._wire(interaction), guild=channel.guild)
        discord.work.start(self._time(interaction))
        discord.changed()
        return interaction

    async def _time(self, interaction: Interaction) -> None:
        await self._discord.clock.sleep(ANSWER_SECONDS)
        if interaction.answered_with is None:
            interaction.failed = True
            self._discord.changed()

    def _wire(self, interaction: Interaction) -> dict[str, Any]:
        discord, channel, person = self._discord, interaction.channel, interaction.person
        world = discord.world
        wire: dict[str, Any] = {
            "version": 1,
            "id": interaction.id,
            "application_id": discord.app.id,
            "type": interaction.kind,
            "token": interaction.token,
            "data": interaction.data,
            "channel": self._channel(interaction),
            "channel_id": channel.id,
            "locale": person.user.locale,
            "attachment_size_limit": 10 * 1024 * 1024,
            "entitlements": [],
            "entitlement_sku_ids": [],
            "app_permissions": str(bits(world.may(discord.bot.id, channel))),
            "authorizing_integration_owners": {"0": channel.guild or "0"},
            "context": 0 if channel.guild else 1,
        }
        if channel.guild:
            guild = world.guilds[channel.guild]
            member = guild.member(person.user) | {
                "user": person.user.wire(),
                "permissions": str(bits(guild.may(person.id, channel))),
            }
            wire |= {"guild_id": guild.id, "guild_locale": guild.locale, "member": member}
            wire["guild"] = {"id": guild.id, "locale": guild.locale, "features": []}
        else:
            wire["user"] = person.user.wire()
        if interaction.message is not None:
            wire["message"] = world.message_wire(interaction.message)
        return wire

    def _channel(self, interaction: Interaction) -> dict[str, Any]:
        """The place, with what the person may do there."""
        channel = interaction.channel
        wire = channel.wire()
        if channel.guild:
            may = self._discord.world.may(interaction.person.id, channel)
            wire["permissions"] = str(bits(may))
        return wire
