"""A payload of Slack becomes an event, whatever route it came by. Pure, and safe for any JSON.

What is none of the project's business becomes None: it is acknowledged and forgotten.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TypeGuard, get_args

from adapters.chat.moment import Moment, known
from adapters.slack import addressing, buttons, forms
from adapters.slack.forms import Asked, Filled, Misfilled
from adapters.slack.hearing import NOBODY, Self, heard
from adapters.slack.payloads import Json, part, tenant, text
from adapters.slack.plain import typed
from bot.domain.events import TYPED, Action, Command, Commanded, InboundEvent, Pressed
from bot.domain.routing import OFFICE
from bot.domain.surface import MemberId, Surface, TenantId

ARGUMENT = 100
"""The longest argument of a command that is looked at, in characters."""
LINE = 4_000
"""The longest line of arguments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeOpened:
    """Somebody opened one of the app's own tabs; `channel` is their direct message with it."""

    team: TenantId
    member: MemberId
    channel: str
    tab: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """The app was uninstalled, or its token revoked."""

    team: TenantId


Happened = InboundEvent | HomeOpened | Left | Asked | None
Read = Happened | Misfilled


def read(body: object, moment: Moment, bot: Self = NOBODY) -> Read:
    """What a payload says that happened."""
    team = tenant(body)
    if team is None or not isinstance(body, dict):
        return None
    match body:
        case {"type": "event_callback", "event": dict(event)}:
            return _event(event, team, moment, bot)
        case {"type": "block_actions"}:
            return _press(body, team, moment)
        case {"type": "view_submission", "view": dict(view)}:
            return _submitted(body, view, team, moment)
        case {"type": "shortcut" | "message_action"}:
            return _shortcut(body, team, moment)
        case {"command": str()}:
            return _command(body, team, moment)
        case _:
            return None


def _event(event: Json, team: TenantId, moment: Moment, bot: Self) -> Read:
    match event.get("type"):
        case "message" | "app_mention":
            return heard(event, team, moment, bot)
        case "app_home_opened":
            return _home(event, team)
        case "agent_session_stopped":
            return _stopped(event, team, moment)
        case "app_uninstalled":
            return Left(team=team)
        case "tokens_revoked" if part(event, "tokens").get("bot"):
            return Left(team=team)
        case _:
            return None


def _home(event: Json, team: TenantId) -> HomeOpened | None:
    member, channel = text(event, "user"), text(event, "channel")
    if not addressing.is_id(member) or not addressing.is_id(channel):
        return None
    tab = text(event, "tab")
    return HomeOpened(team=team, member=MemberId(member), channel=channel, tab=tab)


def _stopped(event: Json, team: TenantId, moment: Moment) -> Pressed | None:
    """Slack's own stop button, below the thread that is written in."""
    channel, thread, member = (text(event, name) for name in ("channel", "thread_ts", "user"))
    if not (addressing.is_id(channel) and addressing.is_ts(thread) and addressing.is_id(member)):
        return None
    growing = event.get("streaming_message_ts")
    named = [ts for ts in growing if addressing.is_ts(ts)] if isinstance(growing, list) else []
    what = named[0] if named else _part_of_key(text(event, "event_ts"))
    key = addressing.stop_key(team, channel, what)
    pressed = known(key, addressing.place(team, channel, thread), member, moment)
    return Pressed(**pressed, action="stop")


def _press(body: Json, team: TenantId, moment: Moment) -> Pressed | Asked | None:
    actions, member = body.get("actions"), text(part(body, "user"), "id")
    pressed = actions[0] if isinstance(actions, list) and actions else None
    choice = buttons.read(pressed) if isinstance(pressed, dict) else None
    if choice is None or not addressing.is_id(member) or not isinstance(pressed, dict):
        return None
    beside = f"{text(part(body, 'container'), 'message_ts')}-{text(pressed, 'action_ts')}"
    key = addressing.press_key(team, _part_of_key(text(body, "trigger_id") or beside))
    surface = _beside(body, team, member, begins=buttons.is_beginning(pressed))
    form = forms.asked(surface, MemberId(member), choice, text(body, "trigger_id"))
    if form is not None:
        return form
    return Pressed(
        **known(key, surface, member, moment),
        action=choice.action,
        value=choice.value,
        session=choice.session,
    )


def _submitted(
    body: Json, view: Json, team: TenantId, moment: Moment
) -> Pressed | Misfilled | None:
    """A form was sent off: the press that opened it, with its words. Sent twice it is one event."""
    member, name = text(part(body, "user"), "id"), text(view, "id")
    filled = forms.read(view, team)
    if not isinstance(filled, Filled) or not addressing.is_id(member) or not name:
        return filled if isinstance(filled, Misfilled) else None
    key = addressing.press_key(team, _part_of_key(name))
    return Pressed(
        **known(key, filled.surface, member, moment),
        action=filled.choice.action,
        value=filled.choice.value,
        session=filled.choice.session,
        text=filled.text,
    )


def _shortcut(body: Json, team: TenantId, moment: Moment) -> InboundEvent | None:
    member, name = text(part(body, "user"), "id"), text(body, "callback_id")
    if not addressing.is_id(member):
        return None
    caused = text(body, "trigger_id") or text(body, "action_ts")
    key = addressing.press_key(team, _part_of_key(caused))
    about = known(key, _beside(body, team, member, begins=True), member, moment)
    if _is_command(name):
        return Commanded(**about, command=name)
    return Pressed(**about, action=name) if _is_action(name) else None


def _beside(body: Json, team: TenantId, member: str, *, begins: bool) -> Surface:
    """Where something was pressed. In a view that is no channel: whoever pressed is written to.

    `begins` says that what stands at the top is the first message of the thread below it.
    """
    container, said = part(body, "container"), part(body, "message")
    channel = text(part(body, "channel"), "id") or text(container, "channel_id")
    if not addressing.is_id(channel):
        return addressing.place(team, member)
    thread = text(said, "thread_ts") or text(container, "thread_ts")
    if not thread and begins:
        thread = text(said, "ts") or text(container, "message_ts")
    return addressing.place(team, channel, thread if addressing.is_ts(thread) else None)


def _command(body: Json, team: TenantId, moment: Moment) -> Commanded | None:
    member, channel = text(body, "user_id"), text(body, "channel_id")
    if not (addressing.is_id(member) and addressing.is_id(channel)):
        return None
    line = typed(text(body, "text"))
    name = next(iter(line.split(maxsplit=1)), "")
    command, arguments = _understood(name.lower(), line.removeprefix(name).strip()[:LINE])
    key = addressing.press_key(team, _part_of_key(text(body, "trigger_id") or moment.opens))
    given = known(key, addressing.place(team, channel), member, moment)
    return Commanded(**given, command=command, arguments=arguments)


def _understood(name: str, rest: str) -> tuple[Command, dict[str, str]]:
    """A command by its name; anything else asks for help, and says what was typed."""
    if not name:
        return "help", {}
    if not _is_command(name):
        near = difflib.get_close_matches(name, TYPED, n=1)
        return "help", {"unknown": name[:ARGUMENT]} | ({"nearest": near[0]} if near else {})
    if name == "start":
        return name, {"scenario": rest[:ARGUMENT]} if rest else {}
    return name, {"text": rest} if rest and name in OFFICE else {}


def _is_command(name: str) -> TypeGuard[Command]:
    return name in TYPED


def _is_action(name: str) -> TypeGuard[Action]:
    return name in get_args(Action)


def _part_of_key(name: str) -> str:
    """Without what divides keys, and not longer than any of Slack's own names."""
    return name.replace(":", "")[:200]
