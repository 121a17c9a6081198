"""What people wrote, changed and took back, out of message events and of threads read back. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from adapters.chat.moment import Moment, known
from adapters.slack import addressing
from adapters.slack.payloads import Json, part, text
from adapters.slack.plain import mentions, plain
from bot.domain.events import Commanded, Deleted, Edited, InboundEvent, Said
from bot.domain.surface import Surface, TenantId

SPOKEN = (None, "file_share", "thread_broadcast", "me_message")
"""Subtypes of messages that a person wrote."""
SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Self:
    """Who the bot is in the workspace that a payload came from."""

    user_id: str = ""
    bot_id: str = ""


NOBODY = Self()


def heard(event: Json, team: TenantId, moment: Moment, bot: Self = NOBODY) -> InboundEvent | None:
    """What a message says that happened; None for what no person did."""
    match event.get("subtype"):
        case "message_changed":
            return _changed(event, team, moment, bot)
        case "message_deleted":
            return _deleted(event, team, moment, bot)
        case subtype if subtype in SPOKEN and _is_persons(event, bot):
            return _said(event, team, moment, bot)
        case _:
            return None


def _said(event: Json, team: TenantId, moment: Moment, bot: Self) -> Said | Commanded | None:
    surface, ts = _place(event, team, event) or (None, "")
    if surface is None:
        return None
    key, words = addressing.message_key(team, surface.channel, ts), text(event, "text")
    if addressing.is_direct(surface):
        said = known(key, surface, text(event, "user"), moment)
        return Said(**said, text=plain(words), message=addressing.message_name(surface, ts))
    if not mentions(words, bot.user_id):
        return None
    below = addressing.place(team, surface.channel, surface.thread or ts)
    asked = known(key, below, text(event, "user"), moment)
    return Commanded(**asked, command="hello")


def _changed(event: Json, team: TenantId, moment: Moment, bot: Self) -> Edited | Deleted | None:
    now, before = part(event, "message"), part(event, "previous_message")
    surface, ts = _place(event, team, now) or (None, "")
    if surface is None or not _is_persons(now, bot) or not addressing.is_direct(surface):
        return None
    if now.get("subtype") == "tombstone":  # deleted, and kept because a thread hangs on it
        return _gone(surface, ts, now, moment)
    edited = text(part(now, "edited"), "ts")
    if not addressing.is_ts(edited) or text(now, "text") == text(before, "text"):
        return None  # the preview of a link was added
    key = addressing.edit_key(team, surface.channel, ts, edited)
    changed = known(key, surface, text(now, "user"), moment)
    name = addressing.message_name(surface, ts)
    return Edited(**changed, text=plain(text(now, "text")), message=name)


def _deleted(event: Json, team: TenantId, moment: Moment, bot: Self) -> Deleted | None:
    before = part(event, "previous_message")
    surface, ts = _place(event, team, {**before, "ts": event.get("deleted_ts")}) or (None, "")
    if surface is None or not _is_persons(before, bot) or not addressing.is_direct(surface):
        return None
    return _gone(surface, ts, before, moment)


def _gone(surface: Surface, ts: str, said: Json, moment: Moment) -> Deleted:
    key = addressing.deletion_key(surface.tenant, surface.channel, ts)
    name = addressing.message_name(surface, ts)
    return Deleted(**known(key, surface, text(said, "user"), moment), message=name)


def _is_persons(said: Json, bot: Self) -> bool:
    """Whether a person wrote it: no app, not the bot itself, not Slack."""
    user = said.get("user")
    return (
        addressing.is_id(user)
        and user not in (bot.user_id, SLACKBOT)
        and not said.get("bot_id")
        and said.get("subtype") != "bot_message"
    )


def _place(event: Json, team: TenantId, said: Json) -> tuple[Surface, str] | None:
    """Where a message stands, and its name there. The first of a thread stands at the top."""
    channel, ts, thread = text(event, "channel"), text(said, "ts"), text(said, "thread_ts")
    if not addressing.is_id(channel) or not addressing.is_ts(ts):
        return None
    inside = thread if addressing.is_ts(thread) and thread != ts else None
    return addressing.place(team, channel, inside), ts
