"""The managers' side over HTTP: results in one request, commands and buttons outside a session, the
sample team, pictures, and a person's own data.
"""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from adapters.playground import rendering
from adapters.playground.errors import Problem
from adapters.playground.inbound import (
    TENANT,
    Press,
    Say,
    event,
    home,
    read_command,
    read_press,
)
from adapters.playground.outbox import Message, Outbox
from adapters.playground.platform import Playground
from adapters.playground.records import Sampling
from adapters.playground.requests import member_of, read_json
from adapters.playground.results import Results
from bot.domain.events import InboundEvent
from bot.domain.sample import SAMPLE
from bot.domain.surface import MemberId, TenantId
from bot.errors import NotDrawn, PlatformError, StoreError
from bot.ports.printing import Printer

ANSWERED_SECONDS = 15.0
TEAMS = {"": TENANT, str(TENANT): TENANT, str(SAMPLE): SAMPLE}
FOREVER = {"Cache-Control": "private, max-age=31536000, immutable"}
"""A chart's address names its figures, so what is there never changes."""


class Office:
    """The endpoints."""

    def __init__(self, playground: Playground) -> None:
        self._playground = playground

    async def results(self, request: Request) -> Response:
        asked = request.query_params
        tenant = TEAMS.get(asked.get("team", ""))
        if (viewer := member_of(request)) is not None:
            self._playground.people.meet(viewer, zone=asked.get("zone", ""))
        if tenant is None:
            raise Problem("unknown_team", "There is `local`, and `sample`.", status=404)
        try:
            found = await self._results(
                tenant, MemberId(asked.get("member", "")), asked.get("zone", ""), viewer
            )
        except (StoreError, PlatformError) as error:
            raise Problem(
                "not_read", f"The results could not be read: {error}", status=503
            ) from error
        return JSONResponse(found)

    async def _results(
        self, tenant: TenantId, member: MemberId, zone: str, viewer: MemberId | None
    ) -> dict[str, object]:
        sampling, office = self._playground.sampling, self._playground.records.office
        results = await Results.of(self._playground, tenant, zone)
        return {
            "sample": {
                "offered": sampling is not None,
                "working": sampling is not None and sampling.working,
                "filled": bool(await office.members(SAMPLE)),
            },
            **await results.shown(member, viewer),
        }

    async def chart(self, request: Request) -> Response:
        chart = self._playground.chart(request.path_params["chart"])
        if chart is None:
            raise Problem("unknown_chart", "That picture is not known any more.", status=404)
        try:
            png = await self._printer().chart(chart)
        except NotDrawn as error:
            raise Problem("not_drawn", str(error), status=503) from error
        return Response(png, media_type="image/png", headers=FOREVER)

    async def me(self, request: Request) -> Response:
        """All that is stored of whoever asks, as a file for them alone."""
        member = self._member(request)
        try:
            found = await self._printer().data(TENANT, member)
        except StoreError as error:
            raise Problem("not_read", f"That could not be read: {error}", status=503) from error
        headers = {"Content-Disposition": 'attachment; filename="my-data.jsonl"'}
        return Response(found, media_type="application/x-ndjson", headers=headers)

    async def command(self, request: Request) -> Response:
        member = self._member(request)
        return await self._answer(member, read_command(await read_json(request), member))

    async def press(self, request: Request) -> Response:
        return await self._answer(self._member(request), read_press(await read_json(request)))

    async def fill(self, _: Request) -> Response:
        sampling, catalogue = self._free(), self._playground.catalogue
        await asyncio.to_thread(catalogue.refresh)
        scenarios = list(catalogue.scenarios.values())
        if not scenarios:
            sentence = "There is no scenario that the sample team could practise. Add one first."
            raise Problem("no_scenario", sentence, status=409)
        try:
            await sampling.fill(scenarios)
        except StoreError as error:
            raise Problem("not_stored", f"That could not be stored: {error}", status=503) from error
        return JSONResponse({"filled": True}, 201)

    async def clear(self, _: Request) -> Response:
        try:
            await self._free().clear()
        except StoreError as error:
            raise Problem("not_stored", f"That could not be stored: {error}", status=503) from error
        return JSONResponse({"filled": False})

    def _free(self) -> Sampling:
        sampling = self._playground.sampling
        if sampling is None:
            raise Problem("no_sample", "There is no sample data here.", status=404)
        if sampling.working:
            raise Problem("sampling", "That is being done already; wait a moment.", status=409)
        return sampling

    def _printer(self) -> Printer:
        if self._playground.printer is None:
            raise Problem("no_printer", "No files are made here.", status=404)
        return self._playground.printer

    def _member(self, request: Request) -> MemberId:
        member = member_of(request)
        if member is None:
            raise Problem("no_member", "Open the page first, so that it knows you.", status=403)
        return member

    async def _answer(self, member: MemberId, request: Say | Press) -> Response:
        """What ChatTrain answers to something that was asked outside a session."""
        clock, outbox = self._playground.clock, Outbox()
        happened = event(request, member=member, session=None, fresh=clock.new_id(), at=clock.now())
        with self._playground.watched(home(member), outbox):
            await self._playground.accept(happened)
            try:
                async with asyncio.timeout(ANSWERED_SECONDS):
                    told = await answering(outbox, happened)
            except TimeoutError:
                at = rendering.moment(clock.now())
                sentence = "It is being done; look again in a moment."
                told = {"type": "notice", "content": sentence, "buttons": [], "timestamp": at}
        return JSONResponse(told)


async def answering(outbox: Outbox, event: InboundEvent) -> Message:
    """The first message that stays, of those that answer the event; or the session that it opened."""
    while True:
        message = await outbox.get()
        opened = message.get("session_id") == event.opens
        answers = opened or event.key in str(message.get("message_id", event.key))
        if answers and message["type"] not in ("status", "deleted"):
            return message
