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
from adapters.chat.languages import Languages
from adapters.slack import addressing, receiving, web
from adapters.slack.addressing import is_private, place
from adapters.slack.answering import Answers
from adapters.slack.calls import Calls
from adapters.slack.catchup import Catchup
from adapters.slack.dressing import Dressing
from adapters.slack.errands import Errands
from adapters.slack.files import Files
from adapters.slack.filling import Filling
from adapters.slack.members import Members
from adapters.slack.messages import Messages
from adapters.slack.names import Names
from adapters.slack.opened import Tabs
from adapters.slack.people import People
from adapters.slack.reading import Reading
from adapters.slack.receiving import Body, Receiving
from adapters.slack.records import Catalogue, Records
from adapters.slack.settings import Settings
from adapters.slack.socket import Sockets
from adapters.slack.statuses import Statuses
from adapters.slack.streams import Streams
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
        self._answers = Answers(clock=clock)
        self._errands, self._urgent = Errands(clock), Errands(clock)
        self._reading = Reading(calls=self.calls, clock=clock)
        members = Members(calls=self.calls, clock=clock)
        self._names = Names(members=members, clock=clock)
        languages = Languages(records=records, own=members.locale)
        self.directory = People(calls=self.calls, members=members, languages=languages)
        self._statuses = Statuses(calls=self.calls, clock=clock)
        files = Files(calls=self.calls, clock=clock, printer=printer)
        dressing = Dressing(calls=self.calls, files=files)
        self._messages = Messages(
            calls=self.calls,
            dressing=dressing,
            files=files,
            answers=self._answers,
            languages=languages,
            reading=self._reading,
            clock=clock,
        )
        self._streams = Streams(
            calls=self.calls,
            dressing=dressing,
            messages=self._messages,
            statuses=self._statuses,
            stopped=self._stopped,
            errands=self._errands,
        )
        self._taking = Taking(
            answers=self._answers,
            errands=self._errands,
            urgent=self._urgent,
            filling=Filling(calls=self.calls, answers=self._answers, messages=self._messages),
            names=self._names,
            reading=self._reading,
            tabs=Tabs(
                calls=self.calls,
                records=records,
                catalogue=catalogue,
                languages=languages,
                clock=clock,
            ),
            workspaces=workspaces,
        )
        self.catchup = Catchup(records=records, reading=self._reading, clock=clock)
        self.bolt: AsyncApp = receiving.bolt(
            client=client,
            workspaces=workspaces,
            receiving=Receiving(
                clock=clock, languages=languages, take=self._taking.take, tell=self._tell
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
        return self._names.of(tenant)

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
        ref = await self._messages.say(where, opening, key)
        thread = place(home.tenant, ref.surface.channel, ref.id)
        if opening.member is not None:
            self._reading.learn(home.tenant, opening.member, thread.channel)
        if home.thread is not None or not _is_theirs(home, thread):
            moved = Moved(
                session=opening.session,
                text=wording.of(opening.language).talk.goes_on.format(title=opening.title),
                to=thread,
                only_for=opening.member,
                language=opening.language,
            )
            self._errands.add(partial(self._messages.post, home, moved, f"{key}:link"))
        return MessageRef(thread, ref.id)

    async def delayed(self, home: Surface, opening: Opening, seconds: float) -> None:
        """By the address that came with the command or press, which is not counted by Slack."""
        if (url := self._answers.take(opening.session, home)) is not None:
            self._tell(url, wording.of(opening.language).talk.opens_about(seconds))

    async def post(self, surface: Surface, content: Content, key: str) -> MessageRef:
        ref = await self._messages.post(surface, content, key)
        self._shown(surface, content)
        return ref

    async def edit(self, ref: MessageRef, content: Content) -> None:
        await self._messages.edit(ref, content)
        self._shown(ref.surface, content)

    async def delete(self, ref: MessageRef) -> None:
        await self._messages.delete(ref)

    async def stream(self, surface: Surface, content: Content, key: str) -> NativeStream | None:
        return await self._streams.start(surface, content, key)

    async def end_stream(self, ref: MessageRef) -> None:
        await self._streams.end(ref)

    async def status(self, surface: Surface, stage: Stage, text: str) -> None:
        await self._statuses.show(surface, stage, text)

    async def lookup(self, surface: Surface, key: str) -> MessageRef | None:
        session = keys.session_of(key)
        if key == opening_key(session):
            return await self._opening(surface, key)
        if surface.channel[:1] in ("U", "W"):
            known = await self._reading.direct(surface.tenant, MemberId(surface.channel))
            return None if known is None else await self._messages.lookup(known, key)
        try:
            return await self._messages.lookup(surface, key)
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
        direct = await self._reading.direct(home.tenant, session.member)
        found = None if direct is None else await self._messages.lookup(direct, key)
        if found is None:
            return None
        return MessageRef(place(home.tenant, found.surface.channel, found.id), found.id)

    def _shown(self, surface: Surface, content: Content) -> None:
        """A reply that is whole takes Slack's stop button away."""
        if isinstance(content, Speech) and content.complete and self._statuses.stands(surface):
            self._errands.add(partial(self._statuses.ended, surface))

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
