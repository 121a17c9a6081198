"""One socket that shows a session: what it asks is read, what happens is written to it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence

from starlette.websockets import WebSocket, WebSocketDisconnect

from adapters.playground import rendering, replay
from adapters.playground.errors import Problem
from adapters.playground.inbound import Press, Say, Start, event, is_id, read, thread
from adapters.playground.outbox import Behind, Message, Outbox
from adapters.playground.platform import Playground
from bot.domain import wording
from bot.domain.session import Session
from bot.domain.surface import MemberId, SessionId, Surface
from bot.errors import StoreError

SEND_SECONDS = 10.0
"""How long a socket may take to accept one message before it is given up."""
BEHIND = 1013
"""The code a socket is closed with that does not keep up (RFC 6455 registry: try again later)."""


class Conversation:
    """A member's socket to one session."""

    def __init__(self, playground: Playground, member: MemberId, session: SessionId) -> None:
        self._playground, self._member, self._session = playground, member, session
        self._surface: Surface = thread(member, session)
        self._outbox = Outbox()
        self._owned = False

    async def run(self, socket: WebSocket) -> None:
        """Serves the socket until either side ends it."""
        await socket.accept()
        with self._playground.watched(self._surface, self._outbox):
            try:
                async with asyncio.TaskGroup() as tasks:
                    writer = tasks.create_task(self._write(socket))
                    await self._listen(socket)
                    writer.cancel()
            except* (WebSocketDisconnect, TimeoutError):
                pass

    async def _write(self, socket: WebSocket) -> None:
        while True:
            try:
                message = await self._dressed(await self._outbox.get())
            except Behind:
                await self._close(socket)
                return
            text = json.dumps(message, ensure_ascii=False, separators=(",", ":"))
            async with asyncio.timeout(SEND_SECONDS):
                await socket.send_text(text)

    async def _close(self, socket: WebSocket) -> None:
        async with asyncio.timeout(SEND_SECONDS):
            await socket.close(BEHIND, "too far behind; connect again")

    async def _listen(self, socket: WebSocket) -> None:
        while (frame := await socket.receive())["type"] == "websocket.receive":
            text = frame.get("text")
            try:
                await self._take(text if text is not None else frame.get("bytes"))
            except Problem as problem:
                self._refuse(problem)
            except StoreError as failure:
                self._refuse(Problem("not_read", f"That could not be read: {failure}"))

    async def _take(self, frame: str | bytes | None) -> None:
        request = read(frame)
        match request:
            case Start():
                await self._show(request.after)
            case Say() | Press():
                await self._hear(request)

    async def _hear(self, request: Say | Press) -> None:
        """Confirms what was said once it is durable, and not before."""
        await self._check_owner()
        now, fresh = self._playground.clock.now(), self._playground.clock.new_id()
        happened = event(request, member=self._member, session=self._session, fresh=fresh, at=now)
        try:
            await self._playground.accept(happened)
        except Problem as problem:
            raise Problem(problem.code, problem.message, client_id=request.client_id) from problem
        if isinstance(request, Say):
            said = rendering.said(request.client_id or fresh, request.text, now)
            self._playground.tell(self._surface, said)
        elif request.action == "stop":
            await self._playground.status(self._surface, "complete", "")

    async def _show(self, after: str | None) -> None:
        self._outbox.hold()
        rebuilt: list[Message] = []
        try:
            session = await self._own_session()
            if session is not None:
                rebuilt = replay.since(await self._rebuilt(session), after)
            elif not self._playground.expects(self._surface):
                raise _unknown()
        finally:
            self._outbox.release([*rebuilt, *self._playground.doing(self._surface)])

    async def _rebuilt(self, session: Session) -> Sequence[Message]:
        playground, records = self._playground, self._playground.records
        posts = [p for p in await records.posts(session.id) if p.surface == self._surface]
        for post in posts:
            playground.remember(post.content)
        calls = await records.calls(session.id)
        open = None
        if not session.is_open:
            open = await records.open_session(session.tenant, self._member)
        now = playground.clock.now()
        growing = playground.growing(self._surface)
        told = replay.rebuilt(session, posts, growing, calls, now)
        return [*told, *replay.elsewhere(session, open, rendering.moment(now))]

    async def _dressed(self, message: Message) -> Message:
        """The message with what only the records know: read here, so that the engine never waits
        for it."""
        try:
            match message["type"]:
                case "session_start":
                    return {**message, **await self._limits(SessionId(str(message["session_id"])))}
                case "complete":
                    return {**message, **await self._totals(), **await self._messages()}
                case "notice" if message["note"]:
                    return {**message, **await self._about(str(message["message_id"]))}
                case "feedback" | "notice" if _tries_again(message):
                    return {**message, **await self._messages()}
                case "assistant_message" if "turn" not in message:
                    return {**message, **await self._opened()}
                case "assistant_message" if "stopped" not in message:
                    return {**message, **await self._as_stored(message["turn"])}
        except StoreError:
            pass  # the message itself is what matters
        return message

    async def _limits(self, id: SessionId) -> Message:
        session = await self._playground.records.session(id)
        if session is None:
            return {}
        inherited = [t for t in session.transcript.by("trainee") if t.number <= session.inherited]
        return {
            "phase": session.phase,
            "limits": session.scenario.limits.model_dump(),
            "said": session.said,
            "inherited": len(inherited),
        }

    async def _totals(self) -> Message:
        calls = await self._playground.records.calls(self._session)
        return {
            "tokens_used": sum(call.usage.tokens_in + call.usage.tokens_out for call in calls),
            "model": calls[-1].model if calls else None,
        }

    async def _messages(self) -> Message:
        """The trainee's messages by turn, and what a scorecard calls each of them."""
        session = await self._playground.records.session(self._session)
        if session is None:
            return {}
        form = wording.of(session.scenario.language).judgement.a_message
        numbers = session.transcript.messages
        said = [turn for turn in session.transcript.by("trainee") if turn.message]
        return {
            "turns": {turn.number: turn.message for turn in said},
            "numbered": {
                turn.message: form.format(first=numbers[turn.number])
                for turn in said
                if turn.number in numbers
            },
        }

    async def _about(self, key: str) -> Message:
        """Which message a coach's note is on."""
        session = await self._playground.records.session(self._session)
        number = replay.noted(key)
        if session is None or number not in session.transcript.messages:
            return {}
        form = wording.of(session.scenario.language).judgement.cited
        cited = form.format(first=session.transcript.messages[number])
        return {"about": {"cited": cited, "message": session.transcript[number].message}}

    async def _opened(self) -> Message:
        """When the session was opened: the persona's first words stand under that, then and later."""
        session = await self._playground.records.session(self._session)
        return {} if session is None else {"timestamp": rendering.moment(session.opened_at)}

    async def _as_stored(self, number: object) -> Message:
        """When a reply that is shown to its end was begun, so that it stands under the same time
        after a reload, and whether it was stopped: a whole one is stored before."""
        session = await self._playground.records.session(self._session)
        turns = session.transcript.by("persona") if session is not None else ()
        for turn in turns:
            if turn.number == number:
                stopped = turn.state in ("streaming", "interrupted")
                return {"stopped": stopped, "timestamp": rendering.moment(turn.at)}
        return {"stopped": False}

    async def _own_session(self) -> Session | None:
        """The session, where it is this member's."""
        if not is_id(self._session):
            return None
        session = await self._playground.records.session(self._session)
        return session if session is not None and session.member == self._member else None

    async def _check_owner(self) -> None:
        if self._owned:
            return
        if await self._own_session() is None:
            raise _opening() if self._playground.expects(self._surface) else _unknown()
        self._owned = True

    def _refuse(self, problem: Problem) -> None:
        at = self._playground.clock.now()
        self._outbox.put(rendering.error(problem.code, problem.message, at, **problem.more))


def _tries_again(message: Message) -> bool:
    """Whether it has buttons that try again from a message: that one must be known by its turn."""
    buttons = message["buttons"]
    return isinstance(buttons, list) and any(b["action"] == "retry" and b["value"] for b in buttons)


def _unknown() -> Problem:
    sentence = "There is no such session in this browser. Choose a scenario to open one."
    return Problem("unknown_session", sentence)


def _opening() -> Problem:
    return Problem("opening", "The session is still being opened; send that again in a moment.")
