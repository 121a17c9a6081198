"""Channels and servers, as the bot reads and changes them."""

from __future__ import annotations

from typing import Any

from tests.fakes.discord.calls import Answer, Call, route
from tests.fakes.discord.checks import integer, text
from tests.fakes.discord.guild import Guild
from tests.fakes.discord.places import Channel
from tests.fakes.discord.refusals import Problem, demand, refuse

ARCHIVES = (60, 1440, 4320, 10080)


@route("get channel", "GET /channels/{channel}", place="channel")
def get(call: Call) -> Answer:
    channel = call.channel()
    return call.world.thread_wire(channel) if channel.is_thread else channel.wire()


@route("edit channel", "PATCH /channels/{channel}", place="channel")
def edit(call: Call) -> Answer:
    channel = call.channel()
    if not channel.is_thread:
        call.need(channel, "manage_channels")
        refuse(50024)
    body: dict[str, Any] = call.body or {}
    demand(check_thread(body))
    _may_edit(call, channel, body)
    if "name" in body and body["name"] != channel.name:
        _rename(call, channel, body["name"])
    channel.auto_archive = body.get("auto_archive_duration", channel.auto_archive)
    channel.invitable = body.get("invitable", channel.invitable)
    channel.locked = body.get("locked", channel.locked)
    if body.get("archived", channel.archived) != channel.archived:
        call.world.archive(channel, archived=body["archived"])
    else:
        call.world.thread_changed(channel)
    return call.world.thread_wire(channel)


@route("delete channel", "DELETE /channels/{channel}", place="channel")
def delete(call: Call) -> Answer:
    channel = call.channel()
    if channel.is_direct:
        return channel.wire()
    call.need(channel, "manage_threads" if channel.is_thread else "manage_channels")
    guild = call.world.guild_of(channel)
    assert guild is not None
    guild.deletes(channel)
    return channel.wire()


@route("get guild", "GET /guilds/{guild}", place="guild")
def guild(call: Call) -> Answer:
    return guild_of(call).summary()


@route("get guild channels", "GET /guilds/{guild}/channels", place="guild")
def guild_channels(call: Call) -> Answer:
    return [c.wire() for c in guild_of(call).channels() if not c.is_thread]


@route("get my guilds", "GET /users/@me/guilds")
def my_guilds(call: Call) -> Answer:
    found = [g for g in call.world.guilds.values() if g.installed]
    return [{"id": g.id, "name": g.name, "icon": None, "owner": False} for g in found]


@route("leave guild", "DELETE /users/@me/guilds/{guild}")
def leave(call: Call) -> Answer:
    guild_of(call).removes_bot()


def guild_of(call: Call) -> Guild:
    """The server of the path, if the bot is in it."""
    found = call.world.guilds.get(call.path["guild"])
    if found is None or not found.installed:
        refuse(10004)
    return found


def check_thread(body: dict[str, Any], *, new: bool = False) -> list[Problem]:
    """What is wrong with the fields of a thread."""
    problems = list(text(body, "name", "", 100, 1 if new or "name" in body else 0))
    problems += integer(body, "rate_limit_per_user", "", 0, 21600)
    archive = body.get("auto_archive_duration")
    if archive is not None and archive not in ARCHIVES:
        told = f"Value must be one of {ARCHIVES}."
        problems.append(Problem("auto_archive_duration", "BASE_TYPE_CHOICES", told))
    return problems


def _may_edit(call: Call, thread: Channel, body: dict[str, Any]) -> None:
    manages = "manage_threads" in call.world.may(call.bot.id, thread)
    own = thread.owner == call.bot.id
    if not manages and not own:
        refuse(50013)
    if not manages and ("locked" in body or thread.locked):
        refuse(50013)
    if thread.archived and body.get("archived", True):
        refuse(50083)


def _rename(call: Call, thread: Channel, name: str) -> None:
    call.discord.limits.demand("rename", thread.id)
    thread.name = name
    note = call.world.new_message(thread, call.bot, content=name, type=4)
    call.world.add(note, "rename")
