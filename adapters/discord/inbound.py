"""A payload of Discord's gateway, or a message read back, becomes an event. Pure, and safe for any
JSON.

Where it happened is found out before: a message of a thread does not say what it is a thread of.
What is none of the project's business becomes None.
"""

from __future__ import annotations

import difflib
from typing import TypedDict, TypeGuard

from adapters.chat.moment import Moment, known
from adapters.discord import addressing, buttons, options
from adapters.discord.forms import Filled
from adapters.discord.payloads import Json, mentions, part, parts, plain, text, user
from bot.domain.events import (
    TYPED,
    Command,
    Commanded,
    Deleted,
    Edited,
    Pressed,
    Said,
)
from bot.domain.surface import MemberId, Surface

SPOKEN = (0, 19)
"""Types of messages that a person wrote: by itself, or as a reply."""
ARGUMENT = 100
"""The longest argument of a command that is looked at, in characters."""


def is_persons(message: object) -> bool:
    """Whether a person wrote a message: no application, no webhook, and not Discord itself."""
    author = part(message, "author")
    kind = message.get("type", 0) if isinstance(message, dict) else None
    return (
        addressing.is_id(author.get("id"))
        and not author.get("bot")
        and not author.get("system")
        and not text(message, "webhook_id")
        and kind in SPOKEN
    )


def said(message: Json, surface: Surface, moment: Moment) -> Said | None:
    """What a person wrote in a conversation."""
    id, author = text(message, "id"), text(part(message, "author"), "id")
    if not (addressing.is_id(id) and is_persons(message)):
        return None
    about = known(addressing.event_key(id), surface, author, moment)
    return Said(**about, text=plain(message), **_named(surface, id))


def called(message: Json, surface: Surface, moment: Moment, bot: str) -> Commanded | None:
    """The bot's name said where it does not talk."""
    id, author = text(message, "id"), text(part(message, "author"), "id")
    if not (addressing.is_id(id) and is_persons(message) and mentions(message, bot)):
        return None
    return Commanded(**known(addressing.event_key(id), surface, author, moment), command="hello")


def edited(message: Json, surface: Surface, moment: Moment) -> Edited | None:
    """A message that its writer changed; the preview of a link that is added changes nothing."""
    id, author = text(message, "id"), text(part(message, "author"), "id")
    at = text(message, "edited_timestamp")
    if not (at and "content" in message and addressing.is_id(id) and is_persons(message)):
        return None
    about = known(addressing.edit_key(id, at), surface, author, moment)
    return Edited(**about, text=plain(message), **_named(surface, id))


def deleted(id: str, surface: Surface, member: MemberId, moment: Moment) -> Deleted | None:
    """A message that was taken back. Discord does not say who wrote it."""
    if not addressing.is_id(id):
        return None
    about = known(addressing.deletion_key(id), surface, member, moment)
    return Deleted(**about, **_named(surface, id))


class _Named(TypedDict):
    message: str
    direct: bool


def _named(surface: Surface, id: str) -> _Named:
    """A message in a conversation: in a thread, or in somebody's direct message with the bot."""
    name = addressing.message_name(surface, id)
    return {"message": name, "direct": addressing.is_direct(surface)}


def pressed(body: Json, surface: Surface, moment: Moment) -> Pressed | None:
    """A button that was pressed, or a choice out of a menu."""
    data, id, member = part(body, "data"), text(body, "id"), text(user(body), "id")
    values = data.get("values")
    chosen = tuple(v for v in values if isinstance(v, str)) if isinstance(values, list) else ()
    choice = buttons.read(text(data, "custom_id"), chosen)
    if choice is None or not (addressing.is_id(id) and addressing.is_id(member)):
        return None
    about = known(addressing.event_key(id), surface, member, moment)
    return Pressed(**about, action=choice.action, value=choice.value, session=choice.session)


def filled(body: Json, form: Filled, surface: Surface, moment: Moment) -> Pressed | None:
    """A form that was sent off: the press of its button, with what was written."""
    member = text(user(body), "id")
    if not (addressing.is_id(text(body, "id")) and addressing.is_id(member)):
        return None
    choice, about = form.choice, known(addressing.form_key(form.opener), surface, member, moment)
    return Pressed(
        **about,
        action=choice.action,
        value=choice.value,
        session=choice.session,
        text=form.text,
    )


def commanded(body: Json, surface: Surface, moment: Moment) -> Commanded | None:
    """A command that was given."""
    data, id, member = part(body, "data"), text(body, "id"), text(user(body), "id")
    if not (addressing.is_id(id) and addressing.is_id(member)):
        return None
    chosen = next(parts(data, "options"), {})
    command, arguments = _understood(text(chosen, "name"), body)
    about = known(addressing.event_key(id), surface, member, moment)
    return Commanded(**about, command=command, arguments=arguments)


def _understood(name: str, body: Json) -> tuple[Command, dict[str, str]]:
    """A command by its name; anything else asks for help, and says what was typed."""
    if not name:
        return "help", {}
    if not _is_command(name):
        near = difflib.get_close_matches(name, TYPED, n=1)
        return "help", {"unknown": name[:ARGUMENT]} | ({"nearest": near[0]} if near else {})
    return name, options.read(name, body)


def _is_command(name: str) -> TypeGuard[Command]:
    return name in TYPED
