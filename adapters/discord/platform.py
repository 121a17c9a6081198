"""Discord as a chat platform: what the engine asks of it, and what people do there.

Owns which part does what; how Discord is called, heard and written for stands in the parts.
"""

from __future__ import annotations

from adapters.chat import keys
from adapters.discord import addressing, statuses
from adapters.discord.attending import Attending
from adapters.discord.calls import Calls
from adapters.discord.knowing import Knowing
from adapters.discord.records import Catalogue, Records
from adapters.discord.saying import Saying
from adapters.discord.settings import Settings
from bot.domain.content import Content, Opening
from bot.domain.showing import opening_key
from bot.domain.surface import MessageRef, Surface, TenantId
from bot.ports.clock import Clock
from bot.ports.platform import Accept, Capabilities, Limit, NativeStream, Stage
from bot.ports.printing import Printer

ALL = Limit(calls=48, seconds=1.0, per="bot", name="all")
"""A little under what the gate lets through: it leaves room for what no budget is kept for."""
CAPABILITIES = Capabilities(
    page=1_900,
    unit="utf16",
    limits={
        "post": (ALL, Limit(calls=5, seconds=5.0, per="thread")),
        "edit": (ALL, Limit(calls=5, seconds=5.0, per="thread")),
        "status": (ALL, Limit(calls=5, seconds=5.0, per="thread")),
        "open": (ALL, ALL),
        "answer": (),
    },
    cadence=0.25,
    status_after=statuses.AFTER,
    status_lasts=statuses.LASTS,
    finds=True,
)
"""What https://discord.com/developers/docs/topics/rate-limits says of the bot, and what was seen of a
channel's messages and edits: each its own bucket. Answers to commands are not counted. Opening takes
two: a trainee is let into the thread, and the first message is posted."""


class Discord:
    """Every server that the bot is in, and its direct messages."""

    name = addressing.NAME
    capabilities = CAPABILITIES

    def __init__(
        self,
        *,
        clock: Clock,
        records: Records,
        catalogue: Catalogue,
        calls: Calls,
        settings: Settings,
        printer: Printer | None = None,
    ) -> None:
        """`calls` are those of `calls.calling` with the same settings. Without a printer there are no
        files: charts are told in words."""
        bot = addressing.owner(settings.bot_token)
        self._knowing = Knowing(calls=calls, records=records, bot=bot, clock=clock)
        self._saying = Saying(
            calls=calls,
            records=records,
            knowing=self._knowing,
            bot=bot,
            printer=printer,
            clock=clock,
        )
        self._attending = Attending(
            calls=calls,
            records=records,
            catalogue=catalogue,
            knowing=self._knowing,
            saying=self._saying,
            token=settings.bot_token,
            clock=clock,
        )
        self.directory = self._knowing.directory()

    def names(self, tenant: TenantId) -> tuple[str, ...]:
        """What its members are called, as far as that was heard."""
        return self._knowing.names.of(tenant)

    def ready(self) -> str | None:
        """Why nothing can be heard now, if that is so."""
        return self._attending.ready()

    async def run(self, accept: Accept) -> None:
        await self._attending.run(accept)

    async def open_thread(self, home: Surface, opening: Opening, key: str) -> MessageRef:
        """In the member's private thread of that channel, else in a direct message."""
        return await self._saying.openings.open(home, opening, key)

    async def delayed(self, home: Surface, opening: Opening, seconds: float) -> None:
        await self._saying.openings.delayed(home, opening, seconds)

    async def post(self, surface: Surface, content: Content, key: str) -> MessageRef:
        return await self._saying.reaching.post(surface, content, key)

    async def edit(self, ref: MessageRef, content: Content) -> None:
        await self._saying.reaching.edit(ref, content)

    async def delete(self, ref: MessageRef) -> None:
        await self._saying.messages.delete(ref)

    async def stream(self, surface: Surface, content: Content, key: str) -> NativeStream | None:  # noqa: ARG002
        return None

    async def end_stream(self, ref: MessageRef) -> None:
        """Nothing grows by itself here."""

    async def status(self, surface: Surface, stage: Stage, text: str) -> None:  # noqa: ARG002
        await self._saying.statuses.show(surface, stage)

    async def lookup(self, surface: Surface, key: str) -> MessageRef | None:
        session = keys.session_of(key)
        if key == opening_key(session):
            return await self._saying.openings.find(surface, key)
        return await self._saying.messages.lookup(surface, key)
