"""Messages: written, changed, read, deleted."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any

from tests.fakes.discord.attaching import attach, shown_in_embeds
from tests.fakes.discord.bodies import check_body
from tests.fakes.discord.calls import Answer, Call, route
from tests.fakes.discord.ids import made_at
from tests.fakes.discord.places import Channel
from tests.fakes.discord.refusals import Problem, demand, refuse
from tests.fakes.discord.state import EPHEMERAL, SUPPRESSED, V2, Message

KEPT_FLAGS = SUPPRESSED | V2 | EPHEMERAL | 1 << 12
HOUR = 3600


@route("create message", "POST /channels/{channel}/messages", place="channel")
def create(call: Call) -> Answer:
    channel = call.channel()
    may_send(call, channel)
    body = body_of(call)
    body["flags"] = int(body.get("flags") or 0) & ~EPHEMERAL
    check_body(body)
    replied = _replied(call, channel, body)
    if body.get("enforce_nonce") and (first := call.discord.sent.find(str(body.get("nonce")))):
        return call.world.message_wire(first, new=True)
    message = call.world.new_message(channel, call.bot, reference=replied)
    message.type = 19 if replied else 0
    message.nonce = None if body.get("nonce") is None else str(body["nonce"])
    fill(call, message, body)
    if not message.shown and not message.attachments:
        refuse(50006)
    call.world.add(message, call.name)
    if channel.is_thread:
        for user in message.mentions:
            call.world.join(channel, user)
    if message.nonce is not None:
        call.discord.sent.note(message.nonce, message)
    return call.world.message_wire(message, new=True)


@route("edit message", "PATCH /channels/{channel}/messages/{message}", place="channel")
def edit(call: Call) -> Answer:
    channel = call.channel()
    message = call.message(channel)
    if message.author is not call.bot:
        refuse(50005)
    if message.type not in (0, 19, 20, 23):
        refuse(50021)
    may_edit(call, channel)
    _not_too_old(call, channel, message)
    body = body_of(call)
    check_body(body, message=message)
    fill(call, message, body)
    call.world.change(message, call.name)
    return call.world.message_wire(message)


@route("delete message", "DELETE /channels/{channel}/messages/{message}", place="channel")
def delete(call: Call) -> Answer:
    channel = call.channel()
    message = call.message(channel)
    if message.author is not call.bot:
        call.need(channel, "manage_messages")
    if channel.is_thread and channel.archived:
        refuse(50083)
    call.world.delete(message)


@route("get message", "GET /channels/{channel}/messages/{message}", place="channel")
def get(call: Call) -> Answer:
    channel = call.channel()
    call.need(channel, "read_message_history")
    return call.world.message_wire(call.message(channel))


@route("get messages", "GET /channels/{channel}/messages", place="channel")
def history(call: Call) -> Answer:
    """Newest first, whichever end they are counted from."""
    channel = call.channel()
    limit = int(call.query.get("limit", 50))
    if not 1 <= limit <= 100:
        demand([Problem("limit", "NUMBER_TYPE_MAX", "int value should be from 1 to 100.")])
    if "read_message_history" not in call.world.may(call.bot.id, channel):
        return []
    found = channel.standing
    if "after" in call.query:
        found = [m for m in found if int(m.id) > int(call.query["after"])][:limit]
    elif "before" in call.query:
        found = [m for m in found if int(m.id) < int(call.query["before"])]
    elif "around" in call.query:
        middle = int(call.query["around"])
        found = sorted(sorted(found, key=lambda m: abs(int(m.id) - middle))[:limit], key=_number)
    return [call.world.message_wire(m) for m in reversed(found[-limit:])]


@route("typing", "POST /channels/{channel}/typing", place="channel")
def typing(call: Call) -> Answer:
    channel = call.channel()
    may_send(call, channel)
    call.world.types(call.bot, channel)


def _number(message: Message) -> int:
    return int(message.id)


# Shared with the answers to interactions


def may_send(call: Call, channel: Channel) -> None:
    """Refuses where the bot cannot write."""
    if channel.is_direct:
        (other,) = (id for id in channel.members if id != call.bot.id)
        if not call.world.mutual(other):
            refuse(50278)
        if other in call.world.closed:
            refuse(50007)
        return
    call.need(channel, "send_messages_in_threads" if channel.is_thread else "send_messages")
    if channel.locked and "manage_threads" not in call.world.may(call.bot.id, channel):
        refuse(160005)
    if channel.locked and channel.archived:
        refuse(50083)


def may_edit(call: Call, channel: Channel) -> None:
    """Refuses in a thread that is put away; a new message would open it, a change does not."""
    if channel.archived:
        refuse(50083)
    if channel.locked and "manage_threads" not in call.world.may(call.bot.id, channel):
        refuse(160005)


def body_of(call: Call) -> dict[str, Any]:
    if not isinstance(call.body, dict):
        demand([Problem("", "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")])
    body: dict[str, Any] = dict(call.body)
    if isinstance(body.get("content"), str):
        body["content"] = body["content"].strip()
    return body


def fill(call: Call, message: Message, body: dict[str, Any]) -> None:
    """Puts what a body has into a message; what it does not name stays."""
    channel = call.world.channels[message.channel]
    if "content" in body:
        message.content = body["content"] or ""
        message.mentions = _mentioned(call, message.content, body)
    if "embeds" in body and "embed_links" in _may(call, channel):
        message.embeds = [{"type": "rich", **embed} for embed in body["embeds"] or ()]
    if "components" in body:
        message.components = _numbered(body["components"] or [], itertools.count(1))
    if "flags" in body:
        message.flags = (message.flags & ~KEPT_FLAGS) | int(body["flags"] or 0) & KEPT_FLAGS
    if "attachments" in body or call.files:
        attach(call, message, body, allowed="attach_files" in _may(call, channel))
    shown_in_embeds(message)


def _may(call: Call, channel: Channel) -> frozenset[str]:
    more = {"embed_links", "attach_files"} if channel.is_direct else set()
    return call.world.may(call.bot.id, channel) | more


def _mentioned(call: Call, content: str, body: dict[str, Any]) -> list[Any]:
    """Who is named and may be told."""
    allowed = body.get("allowed_mentions")
    ids = dict.fromkeys(re.findall(r"<@!?(\d+)>", content))
    if allowed is not None and "users" not in (allowed.get("parse") or ()):
        ids = {id: None for id in ids if id in (allowed.get("users") or ())}
    return [call.world.users[id] for id in ids if id in call.world.users]


def _numbered(parts: list[dict[str, Any]], numbers: Iterator[int]) -> list[dict[str, Any]]:
    """Components with the numbers that Discord gives them."""
    return [_with_number(part, numbers) for part in parts]


def _with_number(part: dict[str, Any], numbers: Iterator[int]) -> dict[str, Any]:
    part = {"id": next(numbers), **part}
    if "components" in part:
        part["components"] = _numbered(part["components"], numbers)
    if "accessory" in part:
        part["accessory"] = _with_number(part["accessory"], numbers)
    return part


def _replied(call: Call, channel: Channel, body: dict[str, Any]) -> str | None:
    reference = body.get("message_reference")
    if not reference:
        return None
    id = str(reference.get("message_id"))
    found = channel.messages.get(id)
    if "read_message_history" not in call.world.may(call.bot.id, channel):
        refuse(160002)
    if found is None or found.deleted:
        if reference.get("fail_if_not_exists", True):
            told = "Unknown message"
            demand([Problem("message_reference", "REPLIES_UNKNOWN_MESSAGE", told)])
        return None
    return id


def _not_too_old(call: Call, channel: Channel, message: Message) -> None:
    age = call.discord.clock.now() / 1_000_000 - made_at(message.id)
    if age >= HOUR:
        call.discord.limits.demand("edit old message", channel.id, code=30046)
