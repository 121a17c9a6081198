"""What the playground serves over HTTP: the page, the scenarios, and the opening of sessions."""

from __future__ import annotations

import asyncio
from html import escape
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs
from weakref import WeakValueDictionary

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket

from adapters.playground import authoring, rendering
from adapters.playground.conversation import Conversation
from adapters.playground.errors import Problem
from adapters.playground.guard import OFF, TOKEN_COOKIE, Guard, is_token, may_enter, proof
from adapters.playground.inbound import NAME, TENANT, is_id, thread
from adapters.playground.office import Office
from adapters.playground.outbox import Message
from adapters.playground.platform import Playground
from adapters.playground.records import Catalogue
from adapters.playground.requests import (
    MEMBER_COOKIE,
    Endpoint,
    answering,
    member_of,
    read_body,
    read_json,
)
from bot.domain.events import Commanded
from bot.domain.surface import MemberId, SessionId
from bot.domain.utterance import clean

PAGE = Path(__file__).parent / "page"
YEAR = 365 * 24 * 3600


def routes(playground: Playground) -> list[BaseRoute]:
    """The playground's routes, each behind the guard."""
    site, office = _Site(playground), Office(playground)
    guard = [Middleware(Guard, playground.settings)]
    doorway = [Middleware(Guard, playground.settings, open=True)]

    def api(path: str, endpoint: Endpoint, *methods: str) -> Route:
        return Route(path, answering(endpoint), methods=methods or ("GET",), middleware=guard)

    return [
        Route("/", site.page, middleware=doorway),
        Route("/login", answering(site.login), methods=["POST"], middleware=doorway),
        Mount("/static", StaticFiles(directory=PAGE), middleware=doorway),
        api("/api/health", site.health),
        api("/api/scenarios", site.scenarios),
        api("/api/sessions", site.start, "POST"),
        api("/api/sessions/{session}/author", site.author),
        api("/api/documents/{scenario}/{file}", site.document),
        api("/api/charts/{chart}.png", office.chart),
        api("/api/results", office.results),
        api("/api/commands", office.command, "POST"),
        api("/api/presses", office.press, "POST"),
        api("/api/sample", office.fill, "POST"),
        api("/api/sample", office.clear, "DELETE"),
        api("/api/me", office.me),
        WebSocketRoute("/chat/{session}", site.chat, middleware=guard),
    ]


class _Site:
    """The endpoints."""

    def __init__(self, playground: Playground) -> None:
        self._playground = playground
        self._starting: WeakValueDictionary[MemberId, asyncio.Lock] = WeakValueDictionary()

    async def page(self, request: Request) -> Response:
        settings = self._playground.settings
        if settings.off:
            return _doorway("The playground is off", f"<p>{escape(OFF)}</p>", 403)
        if token := request.query_params.get("token"):
            return self._entered(request, token)
        if not may_enter(request, settings):
            return _doorway("ChatTrain playground", LOGIN, 401)
        return FileResponse(PAGE / "index.html")

    async def login(self, request: Request) -> Response:
        if self._playground.settings.off:
            raise Problem("off", OFF, status=403)
        form = parse_qs((await read_body(request)).decode(errors="replace"))
        return self._entered(request, form.get("token", [""])[0])

    def _entered(self, request: Request, token: str) -> Response:
        settings = self._playground.settings
        if not settings.loopback and not is_token(token, settings):
            return _doorway("ChatTrain playground", WRONG + LOGIN, 401)
        response = RedirectResponse("/", 303)
        if not settings.loopback:
            # lax, so that a link someone was sent still opens the page
            _keep(request, response, TOKEN_COOKIE, proof(token), "lax")
        return response

    async def health(self, _: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def scenarios(self, request: Request) -> Response:
        if (member := member_of(request)) is not None:
            self._playground.people.meet(member)
        catalogue = await self._refreshed()
        offered = sorted(catalogue.scenarios.values(), key=lambda s: (s.difficulty.level, s.title))
        open = await self._playground.records.open_session(TENANT, member) if member else None
        response = JSONResponse(
            {
                "scenarios": [authoring.scenario(one) for one in offered],
                "problems": [authoring.problem(one) for one in catalogue.problems],
                "open": {"session_id": open.id, "title": open.title} if open else None,
                "assigned": await self._assigned(member),
            }
        )
        if member is None and not _is_followed(request):
            # before anything can be started, so that all tabs of a new browser are one member
            fresh = MemberId(self._playground.clock.new_id())
            self._playground.people.meet(fresh)
            _keep(request, response, MEMBER_COOKIE, fresh, "strict")
        return response

    async def _assigned(self, member: MemberId | None) -> list[Message]:
        """What managers ask of somebody and is not done yet, what is due first."""
        if member is None:
            return []
        now = self._playground.clock.now()
        asked = await self._playground.records.office.assigned(TENANT, member)
        return [told for one in asked if (told := rendering.to_do(one, now)) is not None]

    async def start(self, request: Request) -> Response:
        body = await read_json(request)
        wanted, leave = body.get("scenario"), body.get("leave", False)
        if not isinstance(wanted, str) or not isinstance(leave, bool):
            raise Problem("bad_field", "Send `scenario`, a scenario's id, and `leave`, if at all.")
        wanted = clean(wanted)[:100]
        await self._check_scenario(wanted)
        member = member_of(request) or MemberId(self._playground.clock.new_id())
        async with self._starting.setdefault(member, asyncio.Lock()):
            self._check_none_starting(member)
            if not leave:
                await self._check_none_open(member)
            session = await self._open(member, wanted, leave=leave)
        response = JSONResponse({"session_id": session}, 201)
        _keep(request, response, MEMBER_COOKIE, member, "strict")
        return response

    async def _refreshed(self) -> Catalogue:
        """The scenarios as they are on disk now. In a thread: the first call may have to wait until
        all files are read."""
        catalogue = self._playground.catalogue
        await asyncio.to_thread(catalogue.refresh)
        return catalogue

    async def _check_scenario(self, wanted: str) -> None:
        catalogue = await self._refreshed()
        if wanted in catalogue.scenarios:
            return
        broken = [authoring.problem(p) for p in catalogue.problems if Path(p.file).stem == wanted]
        if broken:
            sentence = f"The scenario file of `{wanted}` has mistakes, so it cannot be started."
            raise Problem("broken_scenario", sentence, status=422, problems=broken)
        near = [f"`{id}`" for id in catalogue.nearest(wanted)]
        hint = f" Did you mean {' or '.join(near)}?" if near else " `/api/scenarios` has them all."
        sentence = f"There is no scenario `{wanted}`.{hint}"
        raise Problem("unknown_scenario", sentence, status=404)

    def _check_none_starting(self, member: MemberId) -> None:
        surface = self._playground.starting(member)
        if surface is not None:
            sentence = "A session is just being opened for you. Go there."
            raise Problem("session_starting", sentence, status=409, session_id=surface.thread)

    async def _check_none_open(self, member: MemberId) -> None:
        open = await self._playground.records.open_session(TENANT, member)
        if open is not None:
            raise Problem(
                "session_open",
                f"You have “{open.title}” open. Leave it without a score, or go on with it.",
                status=409,
                session_id=open.id,
                title=open.title,
            )

    async def _open(self, member: MemberId, scenario: str, *, leave: bool) -> SessionId:
        clock = self._playground.clock
        session = SessionId(clock.new_id())
        surface = thread(member, session)
        asked = Commanded(
            key=f"{NAME}:start:{session}",
            surface=surface,
            member=member,
            at=clock.now(),
            opens=session,
            command="start",
            arguments={"scenario": scenario, **({"leave": "yes"} if leave else {})},
        )
        self._playground.expect(surface)
        try:
            await self._playground.accept(asked)
        except Problem:
            self._playground.give_up(surface)
            raise
        return session

    async def author(self, request: Request) -> Response:
        session = SessionId(request.path_params["session"])
        records = self._playground.records
        found = await records.session(session) if is_id(session) else None
        if found is None or found.member != member_of(request):
            raise Problem("unknown_session", "There is no such session here.", status=404)
        return JSONResponse(authoring.view(found, await records.calls(session)))

    async def document(self, request: Request) -> Response:
        scenario, name = request.path_params["scenario"], request.path_params["file"]
        known = scenario in self._playground.catalogue.scenarios
        if not known:
            known = scenario in (await self._refreshed()).scenarios
        for folder in self._playground.settings.folders if known else ():
            path = _inside(folder / scenario, name)
            if path is not None:
                return FileResponse(path, headers=DOCUMENT)
        raise Problem("unknown_document", "The scenario has no such document.", status=404)

    async def chat(self, socket: WebSocket) -> None:
        session = SessionId(socket.path_params["session"])
        # without a cookie there is no session to see, only the sentence that says so
        await Conversation(self._playground, member_of(socket) or MemberId("-"), session).run(
            socket
        )


LOGIN = """<form method="post" action="/login">
<label for="token">Token</label>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus>
<button type="submit">Open</button></form>"""
WRONG = '<p role="alert">That is not the token. It is the value of CHATTRAIN_PLAYGROUND_TOKEN.</p>'
DOCUMENT = {"Content-Security-Policy": "default-src 'none'; sandbox"}
"""A scenario's document is shown, and runs nothing."""


def _doorway(title: str, body: str, status: int) -> Response:
    return HTMLResponse(
        f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/static/icon.svg"><link rel="stylesheet" href="/static/style.css">
<main class="doorway"><h1>{title}</h1>{body}</main></html>""",
        status,
    )


def _inside(folder: Path, name: str) -> Path | None:
    """The file of that name that really lies in `folder`."""
    try:
        path = (folder / name).resolve()
        return path if path.parent == folder.resolve() and path.is_file() else None
    except (OSError, ValueError):
        return None


def _is_followed(request: Request) -> bool:
    """Whether a link was followed here: from another site's, a known browser sends no cookie."""
    return "text/html" in request.headers.get("accept", "")


def _keep(
    request: Request, response: Response, name: str, value: str, samesite: Literal["lax", "strict"]
) -> None:
    response.set_cookie(
        name,
        value,
        max_age=YEAR,
        httponly=True,
        samesite=samesite,
        secure=request.url.scheme == "https",
    )
