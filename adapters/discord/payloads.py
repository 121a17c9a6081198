"""Parts of what Discord sends, read without trusting their form. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from adapters.chat.payloads import Json, part, parts, text
from adapters.discord.addressing import is_id

__all__ = ["Json", "mentions", "names", "number", "part", "parts", "plain", "text", "user"]

_CUSTOM_EMOJI = re.compile(r"<a?:(\w{1,64}):[0-9]{1,20}>")
_MENTION = re.compile(r"<@!?([0-9]{1,20})>")


def number(body: object, name: str) -> int:
    """A number, which Discord writes as text where it is long."""
    found = body.get(name) if isinstance(body, Mapping) else None
    if isinstance(found, str) and found.isdecimal():
        return int(found)
    return found if isinstance(found, int) else 0


def user(body: Json) -> Json:
    """Who did something: in a server a member, in a direct message a user."""
    return part(part(body, "member"), "user") or part(body, "user")


def names(person: Json, member: Json) -> tuple[str, ...]:
    """What somebody is called, of what a payload says."""
    found = (text(member, "nick"), text(person, "global_name"), text(person, "username"))
    return tuple(dict.fromkeys(name.strip() for name in found if name.strip()))


def plain(message: Json) -> str:
    """What a message says, with the names of those it mentions and of its emoji."""
    called = {
        text(one, "id"): text(one, "global_name") or text(one, "username")
        for one in parts(message, "mentions")
    }
    said = _MENTION.sub(lambda m: f"@{called.get(m[1]) or m[1]}", text(message, "content"))
    return _CUSTOM_EMOJI.sub(r":\1:", said)


def mentions(message: Json, id: str) -> bool:
    return is_id(id) and any(text(one, "id") == id for one in parts(message, "mentions"))
