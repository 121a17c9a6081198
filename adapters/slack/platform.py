"""Slack as a chat platform: what the engine asks of it, and what people do there.

Owns which part does what; how Slack is called, heard and written for stands in the parts.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient
from starlette.routing import BaseRoute

from adapters.chat import keys
from adapters.slack import addressing, receiving, web
from adapters.slack.addressing import is_private, place
from adapters.slack.calls import Calls
from adapters.slack.catchup import Catchup
from adapters.slack.errands import Errands
from adapters.slack.knowing import Knowing
from adapters.slack.opened import Tabs
from adapters.slack.receiving import Body, Receiving
from adapters.slack.records import Catalogue, Records
from adapters.slack.saying import Saying
from adapters.slack.settings import Settings
from adapters.slack.socket import Sockets
from adapters.slack.taking import Taking
from adapters.slack.workspaces import Workspaces
from bot.domain import wording
from bot.domain.content import Content, Moved, Opening, Speech
from bot.domain.events import Pressed
from bot.domain.showing import opening_key
from bot.domain.surface import MemberId, MessageRef, Surface, TenantId
from bot.errors import PermissionMissing, PlatformUnavailable, StoreError, SurfaceGone
from bot.ports.clock import Clock
from bot.ports.platform import Accept, Capabilities, Limit, NativeStream, Stage
from bot.ports.printing import Printer

CAPABILITIES = Capabilities(
    page=3_900,
    streams=True,
    stream_seconds=240.0,
    stream_bytes=9_000,
    limits={
        "post": (
            Limit(calls=300, seconds=60.0, per="tenant", burst=60),
            Limit(calls=1, seconds=1.0, per="channel"),
        ),
        "edit": (Limit(calls=50, seconds=60.0, per="tenant", burst=20),),
        "start": (Limit(calls=20, seconds=60.0, per="tenant", burst=10),),
        "append": (Limit(calls=100, seconds=60.0, per="tenant", burst=40),),
        "stop": (Limit(calls=20, seconds=60.0, per="tenant", burst=10),),
    },
    cadence=0.2,
    finds=True,
)
"""The tiers of https://docs.slack.dev/apis/web-api/rate-limits, per method and workspace; the bursts
are what was seen to be let through."""


class Slack:
    """Every workspace in which the app is installed."""

    name = addressing.NAME
    capabilities = CAPABILITIES

    def __init__(
        self,
        *,
        clock: Clock,
        records: Records,
        catalogue: Catalogue,
        workspaces: Workspaces,
        client: AsyncWebClient,
        settings: Settings,
        printer: Printer | None = None,
    ) -> None:
        """`client` is shared with whoever keeps the workspaces; see `calls.web_client`. Without a
        printer there are words in the place of pictures, and no files."""
        self.settings = settings
        self._clock, self._records = clock, records
        self.calls = Calls(client=client, workspaces=workspaces)
        self._errands, self._urgent = Errands(clock), Errands(clock)
        self._knowing = Knowing(calls=self.calls, records=records, clock=clock)
        self._saying = Saying(
            calls=self.calls,
            knowing=self._knowing,
            errands=self._errands,
            stopped=self._stopped,
            printer=printer,
            clock=clock,
        )
        self.directory = self._knowing.directory()
        self.catchup = Catchup(records=records, reading=self._knowing.reading, clock=clock)
        self._taking = self._new_taking(workspaces, catalogue)
        self.bolt: AsyncApp = receiving.bolt(
            client=client,
            workspaces=workspaces,
            receiving=Receiving(
                clock=clock,
                languages=self._knowing.languages,
                take=self._taking.take,
                tell=self._tell,
            ),
        )
        self._sockets = self._new_sockets(client)

    def routes(self) -> list[BaseRoute]:
        """What is served over HTTP: nothing where events come by Socket Mode."""
        if self.settings.by_socket or not self.settings.signing_secret:
            return []
        return list(web.routes(self.settings.signing_secret, self._clock, self._dispatch))

    def names(self, tenant: TenantId) -> tuple[str, ...]:
        """What its members are called, as far as that was read."""
        return self._knowing.names.of(tenant)

    def ready(self) -> str | None:
        """Why nothing can be heard now, if that is so."""
        if self._taking.accept is None:
            return "it takes no events in"
        return None if self._sockets is None else self._sockets.ready()

    async def run(self, accept: Accept) -> None:
        self._taking.accept = accept
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._errands.run())
                tasks.create_task(self._urgent.run())
                tasks.create_task(self.catchup.run(accept))
                if self._sockets is not None:
                    tasks.create_task(self._sockets.run())
                else:
                    self.catchup.ask()
        finally:
            self._taking.accept = None

    async def open_thread(self, home: Surface, opening: Opening, key: str) -> MessageRef:
        """In the member's direct messages; the thread below its first message is the session's."""
        where = place(home.tenant, opening.member or home.channel)
        ref = await self._saying.messages.say(where, opening, key)
        thread = place(home.tenant, ref.surface.channel, ref.id)
        if opening.member is not None:
            self._knowing.reading.learn(home.tenant, opening.member, thread.channel)
        if home.thread is not None or not _is_theirs(home, thread):
            moved = Moved(
                session=opening.session,
                text=wording.of(opening.language).talk.goes_on.format(title=opening.title),
                to=thread,
                only_for=opening.member,
                language=opening.language,
            )
            self._errands.add(partial(self._saying.messages.post, home, moved, f"{key}:link"))
        return MessageRef(thread, ref.id)

    async def delayed(self, home: Surface, opening: Opening, seconds: float) -> None:
        """By the address that came with the command or press, which is not counted by Slack."""
        if (url := self._saying.answers.take(opening.session, home)) is not None:
            self._tell(url, wording.of(opening.language).talk.opens_about(seconds))

    async def post(self, surface: Surface, content: Content, key: str) -> MessageRef:
        ref = await self._saying.messages.post(surface, content, key)
        self._shown(surface, content)
        return ref

    async def edit(self, ref: MessageRef, content: Content) -> None:
        await self._saying.messages.edit(ref, content)
        self._shown(ref.surface, content)

    async def delete(self, ref: MessageRef) -> None:
        await self._saying.messages.delete(ref)

    async def stream(self, surface: Surface, content: Content, key: str) -> NativeStream | None:
        return await self._saying.streams.start(surface, content, key)

    async def end_stream(self, ref: MessageRef) -> None:
        await self._saying.streams.end(ref)

    async def status(self, surface: Surface, stage: Stage, text: str) -> None:
        await self._saying.statuses.show(surface, stage, text)

    async def lookup(self, surface: Surface, key: str) -> MessageRef | None:
        session = keys.session_of(key)
        if key == opening_key(session):
            return await self._opening(surface, key)
        if surface.channel[:1] in ("U", "W"):
            known = await self._knowing.reading.direct(surface.tenant, MemberId(surface.channel))
            return None if known is None else await self._saying.messages.lookup(known, key)
        try:
            return await self._saying.messages.lookup(surface, key)
        except (SurfaceGone, PermissionMissing):
            if is_private(surface):
                raise
            return None  # a channel that the bot is not in, or may not read

    async def _opening(self, home: Surface, key: str) -> MessageRef | None:
        """A session's first message, which stands elsewhere than where it was asked for."""
        try:
            session = await self._records.session(keys.session_of(key))
        except StoreError as error:
            raise PlatformUnavailable(str(error)) from error
        if session is None:
            return None
        direct = await self._knowing.reading.direct(home.tenant, session.member)
        found = None if direct is None else await self._saying.messages.lookup(direct, key)
        if found is None:
            return None
        return MessageRef(place(home.tenant, found.surface.channel, found.id), found.id)

    def _shown(self, surface: Surface, content: Content) -> None:
        """A reply that is whole takes Slack's stop button away."""
        if (
            isinstance(content, Speech)
            and content.complete
            and self._saying.statuses.stands(surface)
        ):
            self._errands.add(partial(self._saying.statuses.ended, surface))

    def _tell(self, url: str, sentence: str) -> None:
        body: dict[str, Any] = {"text": sentence, "response_type": "ephemeral"}
        body["replace_original"] = False
        self._errands.add(partial(self.calls.respond, url, body))

    def _stopped(self, ref: MessageRef, key: str) -> None:
        self._errands.add(partial(self._press_stop, ref, key))

    async def _press_stop(self, ref: MessageRef, key: str) -> None:
        """A reply was stopped by Slack's own button, whose event may come later or not at all."""
        session, surface = await self._records.session(keys.session_of(key)), ref.surface
        if session is None or self._taking.accept is None:
            return
        pressed = Pressed(
            key=addressing.stop_key(surface.tenant, surface.channel, ref.id),
            surface=surface,
            member=session.member,
            at=self._clock.now(),
            action="stop",
        )
        await self._taking.accept(pressed)

    async def _dispatch(self, body: Body, headers: Mapping[str, Any]) -> BoltResponse:
        return await receiving.dispatch(self.bolt, body, headers)

    def _new_taking(self, workspaces: Workspaces, catalogue: Catalogue) -> Taking:
        known, said = self._knowing, self._saying
        return Taking(
            answers=said.answers,
            errands=self._errands,
            urgent=self._urgent,
            filling=said.filling,
            names=known.names,
            reading=known.reading,
            tabs=Tabs(
                calls=self.calls,
                records=self._records,
                catalogue=catalogue,
                languages=known.languages,
                clock=self._clock,
            ),
            workspaces=workspaces,
        )

    def _new_sockets(self, client: AsyncWebClient) -> Sockets | None:
        if self.settings.app_token is None:
            return None
        return Sockets(
            app_token=self.settings.app_token,
            web=client,
            dispatch=self._dispatch,
            missed=self.catchup.ask,
            clock=self._clock,
        )


def _is_theirs(home: Surface, thread: Surface) -> bool:
    """Whether a place is the direct message in which the thread stands."""
    return home.channel == thread.channel or home.channel[:1] in ("U", "W")
