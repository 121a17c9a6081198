"""The adapter for Discord at work against the fake Discord, with an intake that remembers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from adapters.discord.calls import calling
from adapters.discord.platform import Discord as Adapter
from adapters.discord.settings import Settings
from bot.domain.content import Button, Opening, Speech
from bot.domain.keeping import TenantSettings
from bot.domain.session import Session
from bot.domain.surface import MemberId, MessageRef, SessionId, Surface, TenantId
from bot.domain.transcript import TurnNumber
from bot.ports.clock import Clock
from bot.ports.printing import Printer
from tests.adapters.slack_app import Intake, Shelf
from tests.fakes.discord import Channel, Discord, Message, Person
from tests.fakes.discord.state import PRIVATE_THREAD
from tests.fakes.talks import talk

SESSION = SessionId("01890000-0000-7000-8000-000000000001")
OTHER = SessionId("01890000-0000-7000-8000-000000000002")


class Kept:
    """What is stored."""

    def __init__(self) -> None:
        self.sessions: dict[SessionId, Session] = {}
        self.assigned: dict[TenantId, list[MemberId]] = {}
        """Who is assigned something."""
        self.language = "en"
        """What is set for every server."""

    @property
    def office(self) -> Kept:
        return self

    async def settings(self, tenant: TenantId) -> TenantSettings:
        return TenantSettings(tenant=tenant, language=self.language)

    async def members(self, tenant: TenantId) -> list[MemberId]:
        practised = (one.member for one in self.sessions.values() if one.tenant == tenant)
        return list(dict.fromkeys((*practised, *self.assigned.get(tenant, ()))))

    async def session(self, id: SessionId) -> Session | None:
        return self.sessions.get(id)

    async def open_surfaces(self, platform: str) -> list[tuple[SessionId, Surface]]:
        found = ((id, one.surface) for id, one in self.sessions.items() if one.is_open)
        return [(id, surface) for id, surface in found if surface is not None]

    async def member_surfaces(
        self, tenants: Collection[TenantId], member: MemberId
    ) -> list[tuple[Surface, bool]]:
        return [
            (one.surface, one.is_open)
            for one in reversed(self.sessions.values())
            if one.surface is not None and one.member == member and one.tenant in tenants
        ]


@dataclass
class Practice:
    """The adapter, the fake, and what stands between."""

    discord: Discord
    adapter: Adapter
    intake: Intake
    kept: Kept
    clock: Clock

    @property
    def tenant(self) -> TenantId:
        return TenantId(self.discord.guild.id)

    @property
    def place(self) -> Channel:
        return self.discord.guild.channel("practice")

    @property
    def home(self) -> Surface:
        """The channel in which sessions are started."""
        return Surface("discord", self.tenant, self.place.id)

    def person(self, name: str = "ann") -> Person:
        return self.discord.guild.user(name)

    def opened(self, name: str = "ann", id: SessionId = SESSION) -> Opening:
        """What a session of a member begins with; the session is stored from then on."""
        member = MemberId(self.person(name).id)
        self.kept.sessions[id] = replace(
            talk(),
            id=id,
            tenant=self.tenant,
            member=member,
            surface=None,
            opened_at=self.clock.now(),
        )
        return Opening(
            session=id, member=member, scenario="late-lamp", title="The late lamp",
            role="Support", situation="A lamp is late.", goal="A next step.", limits="10 messages",
            privacy="Only you see this.", persona="Maren Holt", persona_role="customer",
            opening="My lamp has not come.", buttons=(Button("Hint", "hint"),),
        )  # fmt: skip

    async def opens(
        self, name: str = "ann", id: SessionId = SESSION, home: Surface | None = None
    ) -> MessageRef:
        """A session's conversation, opened and written down."""
        opening = self.opened(name, id)
        ref = await self.adapter.open_thread(home or self.home, opening, f"{id}:opening")
        self.kept.sessions[id] = replace(self.kept.sessions[id], surface=ref.surface)
        return ref

    async def thread(self, name: str = "ann") -> Surface:
        """A session's private thread."""
        return (await self.opens(name)).surface

    def channel(self, surface: Surface) -> Channel:
        return self.discord.world.channels[surface.thread or surface.channel]

    def message(self, ref: MessageRef) -> Message:
        return self.channel(ref.surface).messages[ref.id]

    @property
    def threads(self) -> list[Channel]:
        found = self.discord.guild.threads()
        return [thread for thread in found if thread.kind == PRIVATE_THREAD]


def speech(text: str, *, complete: bool = False, turn: int = 2, page: int = 0) -> Speech:
    return Speech(
        session=SESSION,
        turn=TurnNumber(turn),
        page=page,
        persona="Maren Holt",
        text=text,
        complete=complete,
    )


def page_key(turn: int = 2, page: int = 0) -> str:
    return f"{SESSION}:turn:{turn}:{page}"


@asynccontextmanager
async def made(
    discord: Discord, kept: Kept | None = None, *, printer: Printer | None = None
) -> AsyncIterator[Practice]:
    """The adapter, ready to call; it hears nothing."""
    settings = Settings(bot_token=discord.app.token, api_url=discord.api_url)
    kept = kept or Kept()
    async with calling(discord.api_url, discord.app.token, discord.clock) as calls:
        adapter = Adapter(
            clock=discord.clock,
            records=kept,
            catalogue=Shelf(),
            calls=calls,
            settings=settings,
            printer=printer,
        )
        yield Practice(discord, adapter, Intake(), kept, discord.clock)


@asynccontextmanager
async def listening(practice: Practice) -> AsyncIterator[Practice]:
    """The adapter at work, connected to the gateway."""
    connected = practice.discord.gateway.identified
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(practice.adapter.run(practice.intake))
        await practice.discord.connected(connected + practice.discord.app.shards)
        yield practice
        running.cancel()


@asynccontextmanager
async def practising(
    *, clock: Clock | None = None, printer: Printer | None = None, **fake: object
) -> AsyncIterator[Practice]:
    """A fake Discord with the adapter listening to it."""
    async with (
        Discord(clock=clock, **fake) as discord,  # type: ignore[arg-type]
        made(discord, printer=printer) as practice,
        listening(practice),
    ):
        yield practice
