"""What came over a socket, read: a frame's text becomes a request, a request an event. Pure."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypedDict, TypeGuard, get_args

from adapters.playground.errors import Problem
from bot.domain.asking import MOST, question
from bot.domain.events import TYPED, Action, Command, Commanded, InboundEvent, Pressed, Said
from bot.domain.surface import MemberId, SessionId, Surface, TenantId
from bot.domain.transcript import Micros
from bot.domain.utterance import clean

NAME = "playground"
TENANT = TenantId("local")
FRAME = 64 * 1024
"""The longest frame that is read, in bytes."""

SLASH = "/chattrain"

_ME = re.compile(r"(?<!\S)@?(?:me|myself)(?=[\s,]|$)", re.IGNORECASE)
_CLIENT_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_VALUE = re.compile(r"[A-Za-z0-9_.:-]{0,200}")
_IDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ACTIONS = frozenset(get_args(Action))


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Show the conversation, or what came after one of its messages."""

    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    text: str
    client_id: str | None
    command: Command | None = None
    """The command that the text is, where it is one: nothing said to the persona."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    action: Action
    value: str = ""
    text: str = ""
    """What was written in the button's form."""
    client_id: str | None = None


Request = Start | Say | Press


def is_id(text: str) -> bool:
    """Whether a text can be the name of a session or of a member."""
    return _IDS.fullmatch(text) is not None


def thread(member: MemberId, session: SessionId) -> Surface:
    """Where a member's session is shown."""
    return Surface(NAME, TENANT, member, session)


def home(member: MemberId) -> Surface:
    """Where a member is who is in no session: on the page that managers use."""
    return Surface(NAME, TENANT, member)


def read(frame: str | bytes | None) -> Request:
    """Reads a frame; raises Problem with a sentence that says what is wrong with it."""
    if not isinstance(frame, str):
        raise Problem("binary", "Send text frames that hold a JSON object, not binary ones.")
    if (size := len(frame.encode(errors="surrogatepass"))) > FRAME:
        sentence = f"That message has {size:,} bytes; one may have {FRAME:,}. Shorten it."
        raise Problem("too_large", sentence)
    try:
        body = json.loads(frame)
    except (ValueError, RecursionError):
        raise Problem("not_json", "That is not JSON. Send an object with a `type`.") from None
    if not isinstance(body, dict):
        raise Problem("not_object", "Send a JSON object with a `type`, not another JSON value.")
    return _request(body)


def read_command(body: Mapping[str, object], member: MemberId) -> Say:
    """A command that a member typed outside a session, with or without what commands begin with;
    `me` is who typed it."""
    text = _ME.sub(f"<member:{member}>", clean(_text(body, "text")))
    typed = text if text.split()[:1] == [SLASH] else f"{SLASH} {text.removeprefix('/')}"
    request = _say({"content": typed})
    if request.command in ("start", "stop"):
        raise Problem("in_session", "Choose a scenario on the left to start it.")
    return request


def _request(body: Mapping[str, object]) -> Request:
    match body.get("type"):
        case "session_start":
            return Start(after=_text(body, "after") or None)
        case "user_message":
            return _say(body)
        case "press":
            return read_press(body)
        case "cancel":
            return Press(action="stop", client_id=_client_id(body))
        case other:
            known = "`session_start`, `user_message`, `press` and `cancel`"
            raise Problem(
                "unknown_type", f"There is no message type {_short(other)}; there are {known}."
            )


def _say(body: Mapping[str, object]) -> Say:
    text = clean(_text(body, "content"))
    if not text:
        raise Problem("empty", "That message has no text. Write what you would say.")
    metadata = body.get("metadata", {})
    if not isinstance(metadata, dict):
        raise Problem("bad_field", "`metadata` must be an object.")
    client_id = _client_id(metadata)
    return Say(text=text, client_id=client_id, command=_command(text.split(), client_id))


def _command(words: list[str], client_id: str | None) -> Command | None:
    if words[0].lower() != SLASH:
        return None
    name = words[1].lower() if len(words) > 1 else "help"
    if _is_command(name):
        return name
    near = difflib.get_close_matches(name, TYPED, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"There is: {', '.join(TYPED)}."
    sentence = f"There is no command {SLASH} {name[:40]} here. {hint}"
    raise Problem("unknown_command", sentence, client_id=client_id)


def _arguments(command: Command, typed: str) -> dict[str, str]:
    """What was typed behind a command: the scenario to start, else a line of text."""
    rest = typed.split(maxsplit=2)[2:]
    if not rest:
        return {}
    return {"scenario": rest[0].split()[0]} if command == "start" else {"text": rest[0]}


def _is_command(name: str) -> TypeGuard[Command]:
    return name in TYPED


def read_press(body: Mapping[str, object]) -> Press:
    action, value = body.get("action"), _text(body, "value")
    if not isinstance(action, str) or action not in _ACTIONS:
        known = ", ".join(sorted(_ACTIONS))
        raise Problem("unknown_action", f"There is no action {_short(action)}; there are {known}.")
    if _VALUE.fullmatch(value) is None:
        raise Problem("bad_field", "`value` must be the button's own.")
    known_action: Action = action  # type: ignore[assignment]  # checked against the same Literal
    written = clean(_text(body, "text"))
    if len(written) > MOST:
        sentence = f"That has {len(written):,} characters; {MOST} fit. Shorten it."
        raise Problem("too_long", sentence)
    asked = question(known_action, value)
    if asked is not None and asked.required and not written:
        raise Problem("no_text", "Write why, then send it.")
    return Press(action=known_action, value=value, text=written, client_id=_client_id(body))


def _text(body: Mapping[str, object], field: str) -> str:
    value = body.get(field, "")
    if value is None or isinstance(value, str):
        return value or ""
    raise Problem("bad_field", f"`{field}` must be text.")


def _client_id(body: Mapping[str, object]) -> str | None:
    value = _text(body, "client_id")
    if value and _CLIENT_ID.fullmatch(value) is None:
        raise Problem("bad_field", "`client_id` must be up to 64 letters, digits, `-` or `_`.")
    return value or None


def _short(value: object) -> str:
    shown = json.dumps(value)
    return f"`{shown[:40]}…`" if len(shown) > 40 else f"`{shown}`"


class _Common(TypedDict):
    key: str
    surface: Surface
    member: MemberId
    at: Micros
    session: SessionId | None
    opens: SessionId


def event(
    request: Say | Press, *, member: MemberId, session: SessionId | None, fresh: str, at: Micros
) -> InboundEvent:
    """The event a request stands for, in a session or outside one. `fresh` is a new id: it names
    what the client left unnamed, and the session that may be opened."""
    name = request.client_id or fresh
    common: _Common = {
        "key": f"{NAME}:{session or member}:{name}",
        "surface": home(member) if session is None else thread(member, session),
        "member": member,
        "at": at,
        "session": session,
        "opens": SessionId(fresh),
    }
    match request:
        case Say() if request.command is not None:
            arguments = _arguments(request.command, request.text)
            return Commanded(**common, command=request.command, arguments=arguments)
        case Say():
            return Said(**common, text=request.text, message=name)
        case Press():
            action, value = request.action, request.value
            return Pressed(**common, action=action, value=value, text=request.text)
