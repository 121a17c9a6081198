"""The same contents as other platforms are tested with, as they are in Discord: with its ids."""

from __future__ import annotations

import re

from bot.domain.content import Content, from_json, to_json
from bot.domain.surface import Surface, TenantId
from tests.adapters import slack_contents as made

GUILD, PARENT, THREAD = "1400000000000000001", "1400000000000000002", "1400000000000000003"
PLACE = Surface("discord", TenantId(GUILD), PARENT, THREAD)
HOSTILE = (
    "@everyone <@123456789> <@&123456789> <#123456789> </chattrain start:123456789> "
    "*x `y` ```z ||hid|| [ok](javascript:x) & <:smile:123456789>"
)
_IDS = {
    '"slack"': '"discord"',
    made.PLACE.tenant: GUILD,
    made.PLACE.channel: PARENT,
    made.THREAD: THREAD,
}


def message(number: int) -> str:
    """The name of the trainee's `number`th message."""
    return f"14000000000000{number:05}"


def in_discord(content: Content) -> Content:
    """A content of Slack's tests with the ids that it would have in Discord."""
    text = to_json(content)
    for slack, discord in _IDS.items():
        text = text.replace(slack, discord)
    return from_json(
        re.sub(r"\b179500000(\d)\.000200\b", lambda found: message(int(found[1])), text)
    )
