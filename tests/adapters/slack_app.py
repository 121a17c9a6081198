"""The adapter for Slack at work against the fake Slack, with an intake that remembers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import TypeVar

from adapters.slack.calls import web_client
from adapters.slack.platform import Slack as Adapter
from adapters.slack.settings import Settings
from adapters.slack.workspaces import Installed, OneWorkspace, Workspaces, who
from bot import http
from bot.domain.assignment import Assigned
from bot.domain.attempt import Attempt
from bot.domain.content import Chart, Opening, Speech
from bot.domain.events import InboundEvent
from bot.domain.keeping import TenantSettings
from bot.domain.lobby import OpenSession, Result
from bot.domain.scenario import Scenario
from bot.domain.session import Session
from bot.domain.surface import MemberId, SessionId, Surface, TenantId
from bot.domain.transcript import TurnNumber
from bot.errors import ChatTrainError, PermissionMissing, StoreError
from bot.ports.clock import Clock, SystemClock
from bot.ports.printing import Printer
from tests.fakes.scenarios import scenario
from tests.fakes.slack import Slack, Workspace
from tests.fakes.slack.clock import Watched
from tests.fakes.talks import talk

T = TypeVar("T")

TEAM = TenantId("T0PRACTICE")
SESSION = SessionId("01890000-0000-7000-8000-000000000001")


class Intake(Watched):
    """Takes events once each; `broken` is raised instead, and `gate` holds everything up."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[InboundEvent] = []
        self.offered: list[str] = []
        self.broken: StoreError | None = None
        self.gate = asyncio.Event()
        self.gate.set()

    async def __call__(self, event: InboundEvent) -> bool:
        self.offered.append(event.key)
        self.changed()
        await self.gate.wait()
        if self.broken is not None:
            raise self.broken
        if any(known.key == event.key for known in self.events):
            return False
        self.events.append(event)
        self.changed()
        return True

    async def first(self, kind: type[T]) -> T:
        """Waits for an event of a kind."""
        found = await self.until(lambda: [e for e in self.events if isinstance(e, kind)])
        return found[0]


@dataclass
class Kept:
    """What is stored."""

    sessions: dict[SessionId, Session] = field(default_factory=dict)
    open: dict[MemberId, OpenSession] = field(default_factory=dict)
    ended: list[Result] = field(default_factory=list)
    asked: list[Assigned] = field(default_factory=list)
    tried: list[Attempt] = field(default_factory=list)
    language: str = "en"
    """What is set for every workspace."""

    @property
    def office(self) -> Kept:
        return self

    async def settings(self, tenant: TenantId) -> TenantSettings:
        return TenantSettings(tenant=tenant, language=self.language)

    async def assigned(self, tenant: TenantId, member: MemberId) -> list[Assigned]:
        return [one for one in self.asked if one.assignee.member == member]

    async def attempts(
        self, tenant: TenantId, members: Collection[MemberId] | None = None
    ) -> list[Attempt]:
        return [one for one in self.tried if members is None or one.member in members]

    async def session(self, id: SessionId) -> Session | None:
        return self.sessions.get(id)

    async def open_session(self, tenant: TenantId, member: MemberId) -> OpenSession | None:
        return self.open.get(member)

    async def results(self, tenant: TenantId, member: MemberId, limit: int) -> list[Result]:
        return self.ended[:limit]

    async def open_surfaces(self, platform: str) -> list[tuple[SessionId, Surface]]:
        found = ((id, one.surface) for id, one in self.sessions.items() if one.is_open)
        return [(id, surface) for id, surface in found if surface is not None]


@dataclass
class Press:
    """A printer: each chart is a picture that begins as one does, and is as long as its title."""

    broken: ChatTrainError | None = None
    drawn: list[Chart] = field(default_factory=list)

    async def chart(self, chart: Chart) -> bytes:
        if self.broken is not None:
            raise self.broken
        self.drawn.append(chart)
        return b"\x89PNG\r\n\x1a\n" + chart.title.encode()

    async def data(self, tenant: TenantId, member: MemberId) -> bytes:
        if self.broken is not None:
            raise self.broken
        return f'{{"member":"{member}"}}\n'.encode()


@dataclass(frozen=True)
class Shelf:
    @property
    def scenarios(self) -> Mapping[str, Scenario]:
        one = scenario()
        return {one.id: one}


@dataclass
class Everywhere:
    """Workspaces of a fake that has several."""

    slack: Slack
    adapter: Adapter = field(init=False)
    gone: list[TenantId] = field(default_factory=list)

    async def of(self, team: TenantId) -> Installed:
        spaces = self.slack.workspaces
        whole = (space for space in spaces.values() if space.enterprise == team)
        found = spaces.get(team) or next(whole, None)
        if found is None or not found.installations or team in self.gone:
            raise PermissionMissing("The app is not installed there.")
        return await who(self.adapter.calls.client, found.bot_token)

    async def left(self, team: TenantId) -> None:
        self.gone.append(team)


@dataclass
class Practice:
    """The adapter, the fake, and what stands between."""

    slack: Slack
    adapter: Adapter
    intake: Intake
    kept: Kept
    clock: Clock

    @property
    def space(self) -> Workspace:
        return self.slack.workspace

    def opened(self, member: str = "U1", id: SessionId = SESSION) -> Opening:
        """What a session of a member begins with; the session is stored from then on."""
        self.kept.sessions[id] = replace(
            talk(), id=id, tenant=TEAM, member=MemberId(member), surface=None
        )
        return Opening(
            session=id, member=MemberId(member), scenario="late-lamp", title="The late lamp",
            role="Support", situation="A lamp is late.", goal="A next step.", limits="10 messages",
            privacy="Only you see this.", persona="Maren Holt", persona_role="customer",
            opening="My lamp has not come.",
        )  # fmt: skip

    async def thread(self, member: str = "U1") -> Surface:
        """A session's thread, opened."""
        self.space.user(member)
        home = Surface("slack", TEAM, self.space.direct(member).id)
        ref = await self.adapter.open_thread(home, self.opened(member), f"{SESSION}:opening")
        self.kept.sessions[SESSION] = replace(self.kept.sessions[SESSION], surface=ref.surface)
        return ref.surface


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
    slack: Slack,
    *,
    socket: bool = True,
    clock: Clock | None = None,
    many: bool = False,
    printer: Printer | None = None,
) -> AsyncIterator[Practice]:
    """The adapter, ready to call; it hears nothing."""
    clock = clock or slack.clock
    settings = Settings(
        bot_token=slack.workspace.bot_token,
        app_token=slack.app.app_token if socket else None,
        signing_secret=None if socket else slack.app.signing_secret,
        api_url=slack.api_url,
    )
    kept = Kept()
    async with web_client(slack.api_url) as client:
        everywhere = Everywhere(slack)
        one: Workspaces = OneWorkspace(slack.workspace.bot_token, client, clock)
        adapter = Adapter(
            clock=clock,
            records=kept,
            catalogue=Shelf(),
            workspaces=everywhere if many else one,
            client=client,
            settings=settings,
            printer=printer,
        )
        everywhere.adapter = adapter
        yield Practice(slack, adapter, Intake(), kept, clock)


@asynccontextmanager
async def listening(practice: Practice) -> AsyncIterator[Practice]:
    """The adapter at work, by the transport that it was made for."""
    async with asyncio.TaskGroup() as tasks:
        running = [tasks.create_task(practice.adapter.run(practice.intake))]
        if practice.adapter.settings.by_socket:
            await practice.slack.connected(2)
        else:
            listener = http.bind("127.0.0.1", 0)
            port = listener.getsockname()[1]
            app = http.application(routes=practice.adapter.routes(), checks={})
            running.append(tasks.create_task(http.serve(app, listener)))
            practice.slack.deliver_to(f"http://127.0.0.1:{port}/slack/events")
        yield practice
        for task in running:
            task.cancel()


@asynccontextmanager
async def practising(
    *, socket: bool = True, many: bool = False, clock: Clock | None = None, **fake: object
) -> AsyncIterator[Practice]:
    """A fake Slack with the adapter listening to it."""
    async with (
        Slack(clock=clock or SystemClock(), **fake) as slack,  # type: ignore[arg-type]
        made(slack, socket=socket, many=many) as practice,
        listening(practice),
    ):
        yield practice
