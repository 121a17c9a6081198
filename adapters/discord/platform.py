"""Discord as a chat platform: what the engine asks of it, and what people do there.

Owns which part does what; how Discord is called, heard and written for stands in the parts.
"""

from __future__ import annotations

import asyncio

from adapters.chat import keys
from adapters.chat.languages import Languages
from adapters.discord import addressing
from adapters.discord.answering import Answers
from adapters.discord.belonging import Belonging
from adapters.discord.calls import Calls
from adapters.discord.catchup import Catchup
from adapters.discord.dressing import Dressing
from adapters.discord.gateway import Gateway
from adapters.discord.hearing import Hearing
from adapters.discord.interacting import Interacting
from adapters.discord.listening import Listening
from adapters.discord.members import Members
from adapters.discord.messages import Messages
from adapters.discord.names import Names
from adapters.discord.opening import Openings
from adapters.discord.people import People
from adapters.discord.places import Places
from adapters.discord.reaching import Reaching
from adapters.discord.receiving import Receiving
from adapters.discord.records import Catalogue, Records
from adapters.discord.servers import Servers
from adapters.discord.settings import Settings
from adapters.discord.statuses import Statuses
from adapters.discord.taking import Taking
from adapters.discord.threads import Threads
from bot.domain.content import Content, Opening
from bot.domain.showing import opening_key
from bot.domain.surface import MessageRef, Surface, TenantId
from bot.ports.clock import Clock
from bot.ports.directory import Directory
from bot.ports.platform import Accept, Capabilities, Limit, NativeStream, Stage
from bot.ports.printing import Printer

ALL = Limit(calls=47, seconds=1.0, per="bot", name="all")
"""A little under what the gate lets through: it leaves room for what no budget is kept for."""
CAPABILITIES = Capabilities(
    page=1_900,
    unit="utf16",
    limits={
        "post": (ALL, Limit(calls=5, seconds=5.0, per="thread")),
        "edit": (ALL, Limit(calls=5, seconds=5.0, per="thread")),
        "open": (ALL, ALL),
        "answer": (),
    },
    cadence=0.25,
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
        self._names = Names()
        self._places = Places(calls=calls, bot=bot)
        self._answers = Answers(calls=calls, clock=clock)
        self._statuses = Statuses(calls=calls, clock=clock)
        languages = Languages(records=records, own=lambda _, member: self._names.locale(member))
        self._messages = Messages(
            calls=calls, bot=bot, dressing=Dressing(printer=printer, languages=languages)
        )
        self._members = Members(calls=calls, records=records, clock=clock)
        self._servers = Servers(calls=calls, records=records)
        self._receiving = Receiving(clock=clock)
        self._taking = Taking(clock=clock)
        self._threads = Threads(
            calls=calls, places=self._places, records=records, names=self._names, clock=clock
        )
        self.directory: Directory = People(
            languages=languages,
            members=self._members,
            places=self._places,
            threads=self._threads,
        )
        self._openings = Openings(
            messages=self._messages,
            threads=self._threads,
            places=self._places,
            answers=self._answers,
            languages=languages,
            records=records,
        )
        self._reaching = Reaching(
            answers=self._answers,
            languages=languages,
            messages=self._messages,
            names=self._names,
            places=self._places,
            records=records,
            threads=self._threads,
        )
        belonging = Belonging(
            calls=calls,
            places=self._places,
            threads=self._threads,
            names=self._names,
            servers=self._servers,
            answers=self._answers,
            receiving=self._receiving,
            taking=self._taking,
        )
        listening = Listening(
            records=records,
            places=self._places,
            servers=self._servers,
            members=self._members,
            names=self._names,
            messages=self._messages,
            belonging=belonging,
            receiving=self._receiving,
            taking=self._taking,
        )
        self._catchup = Catchup(
            records=records, messages=self._messages, listening=listening, clock=clock
        )
        interacting = Interacting(
            answers=self._answers,
            belonging=belonging,
            catalogue=catalogue,
            languages=languages,
            members=self._members,
            names=self._names,
            places=self._places,
            receiving=self._receiving,
            servers=self._servers,
            taking=self._taking,
        )
        hearing = Hearing(
            calls=calls,
            places=self._places,
            threads=self._threads,
            servers=self._servers,
            messages=self._messages,
            receiving=self._receiving,
            listening=listening,
            interacting=interacting,
            missed=self._catchup.ask,
        )
        self._gateway = Gateway(
            token=settings.bot_token, calls=calls, hear=hearing.hear, clock=clock
        )

    def names(self, tenant: TenantId) -> tuple[str, ...]:
        """What its members are called, as far as that was heard."""
        return self._names.of(tenant)

    def ready(self) -> str | None:
        """Why nothing can be heard now, if that is so."""
        return self._gateway.ready()

    async def run(self, accept: Accept) -> None:
        self._taking.accept = accept
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._receiving.run())
                tasks.create_task(self._statuses.run())
                tasks.create_task(self._catchup.run(accept))
                tasks.create_task(self._gateway.run())
        finally:
            self._taking.accept = None

    async def open_thread(self, home: Surface, opening: Opening, key: str) -> MessageRef:
        """In the member's private thread of that channel, else in a direct message."""
        return await self._openings.open(home, opening, key)

    async def delayed(self, home: Surface, opening: Opening, seconds: float) -> None:
        await self._openings.delayed(home, opening, seconds)

    async def post(self, surface: Surface, content: Content, key: str) -> MessageRef:
        self._statuses.over(surface)
        return await self._reaching.post(surface, content, key)

    async def edit(self, ref: MessageRef, content: Content) -> None:
        self._statuses.over(ref.surface)
        await self._reaching.edit(ref, content)

    async def delete(self, ref: MessageRef) -> None:
        await self._messages.delete(ref)

    async def stream(self, surface: Surface, content: Content, key: str) -> NativeStream | None:  # noqa: ARG002
        return None

    async def end_stream(self, ref: MessageRef) -> None:
        """Nothing grows by itself here."""

    async def status(self, surface: Surface, stage: Stage, text: str) -> None:  # noqa: ARG002
        self._statuses.show(surface, stage)

    async def lookup(self, surface: Surface, key: str) -> MessageRef | None:
        session = keys.session_of(key)
        if key == opening_key(session):
            return await self._openings.find(surface, key)
        return await self._messages.lookup(surface, key)
