"""Threads: begun, joined, left, listed."""

from __future__ import annotations

from typing import Any

from tests.fakes.discord.calls import Answer, Call, route
from tests.fakes.discord.places import Channel
from tests.fakes.discord.refusals import demand, refuse
from tests.fakes.discord.routes.channels import check_thread, guild_of
from tests.fakes.discord.state import PRIVATE_THREAD, PUBLIC_THREAD, TEXT, Message, User

MOST_ACTIVE = 1000


@route("start thread", "POST /channels/{channel}/threads", place="channel")
def start(call: Call) -> Answer:
    """Private unless asked otherwise."""
    body: dict[str, Any] = call.body or {}
    kind = body.get("type", PRIVATE_THREAD)
    return _start(call, body, kind, None)


@route(
    "start thread from message",
    "POST /channels/{channel}/messages/{message}/threads",
    place="channel",
    limit="start thread",
)
def start_from(call: Call) -> Answer:
    message = call.message(call.channel())
    if message.thread is not None:
        refuse(160004)
    return _start(call, call.body or {}, PUBLIC_THREAD, message)


def _start(call: Call, body: dict[str, Any], kind: int, message: Message | None) -> Answer:
    parent = call.channel()
    if parent.kind != TEXT:
        refuse(50024)
    private = kind == PRIVATE_THREAD
    call.need(parent, "create_private_threads" if private else "create_public_threads")
    demand(check_thread(body, new=True))
    active = [c for c in call.world.channels.values() if c.is_thread and c.guild == parent.guild]
    if sum(not c.archived and not c.deleted for c in active) >= MOST_ACTIVE:
        refuse(160006)
    thread = call.world.start_thread(
        call.bot,
        parent,
        body["name"],
        kind,
        message=message,
        auto_archive=body.get("auto_archive_duration") or 4320,
        invitable=body.get("invitable", True),
    )
    return call.world.thread_wire(thread)


@route("add thread member", "PUT /channels/{channel}/thread-members/{user}", place="channel")
def add(call: Call) -> Answer:
    thread, user = _thread(call), _user(call)
    if thread.archived:
        refuse(50083)
    call.need(thread, "send_messages_in_threads")
    guild = call.world.guild_of(thread)
    assert guild is not None
    if user is not call.bot and "view_channel" not in guild.may(user.id, thread):
        refuse(50001)
    already = user.id in thread.members
    call.world.join(thread, user)
    if not already and user is not call.bot:
        note = call.world.new_message(thread, call.bot, type=1, mentions=[user])
        call.world.add(note, "added")


@route("remove thread member", "DELETE /channels/{channel}/thread-members/{user}", place="channel")
def remove(call: Call) -> Answer:
    thread, user = _thread(call), _user(call)
    if thread.archived:
        refuse(50083)
    own = thread.owner == call.bot.id and thread.kind == PRIVATE_THREAD
    if user is not call.bot and not own:
        call.need(thread, "manage_threads")
    call.world.part(thread, user.id)


@route("get thread members", "GET /channels/{channel}/thread-members", place="channel")
def members(call: Call) -> Answer:
    thread = _thread(call)
    return [thread.member_wire(user) for user in thread.members]


@route("get thread member", "GET /channels/{channel}/thread-members/{user}", place="channel")
def member(call: Call) -> Answer:
    thread, user = _thread(call), _user(call)
    return thread.member_wire(user.id) if user.id in thread.members else refuse(10007)


@route("get active threads", "GET /guilds/{guild}/threads/active", place="guild")
def active_threads(call: Call) -> Answer:
    guild = guild_of(call)
    return _listed(call, [c for c in guild.threads() if not c.archived])


@route("get archived threads", "GET /channels/{channel}/threads/archived/public", place="channel")
def archived_public(call: Call) -> Answer:
    return _archived(call, PUBLIC_THREAD)


@route(
    "get archived private threads",
    "GET /channels/{channel}/threads/archived/private",
    place="channel",
)
def archived_private(call: Call) -> Answer:
    call.need(call.channel(), "manage_threads")
    return _archived(call, PRIVATE_THREAD)


@route(
    "get archived threads i joined",
    "GET /channels/{channel}/users/@me/threads/archived/private",
    place="channel",
)
def archived_joined(call: Call) -> Answer:
    return _archived(call, PRIVATE_THREAD, joined=True)


def _archived(call: Call, kind: int, *, joined: bool = False) -> Answer:
    parent = call.channel()
    call.need(parent, "read_message_history")
    guild = call.world.guild_of(parent)
    assert guild is not None
    found = [c for c in guild.threads(parent) if c.archived and c.kind == kind]
    found = [c for c in found if not joined or call.bot.id in c.members]
    return _listed(call, found[::-1]) | {"has_more": False}


def _listed(call: Call, threads: list[Channel]) -> dict[str, Any]:
    seen = [c for c in threads if call.world.sees(call.bot.id, c)]
    own = [c.member_wire(call.bot.id) for c in seen if call.bot.id in c.members]
    return {"threads": [call.world.thread_wire(c) for c in seen], "members": own}


def _thread(call: Call) -> Channel:
    channel = call.channel()
    return channel if channel.is_thread else refuse(50024)


def _user(call: Call) -> User:
    id = call.path["user"]
    return call.world.users.get(call.bot.id if id == "@me" else id) or refuse(10013)
