"""The body of a message: what it may hold, and how much of it.

Reports differ whether its text is counted in characters or in units of UTF-16; both hold here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tests.fakes.discord.checks import many, required, text, web_address
from tests.fakes.discord.components import message_problems
from tests.fakes.discord.refusals import Problem, demand, refuse
from tests.fakes.discord.state import V2, Message

MOST_CONTENT, MOST_EMBEDDED, MOST_NONCE = 2000, 6000, 25
Body = Mapping[str, Any]


def check_body(body: Body, place: str = "", *, message: Message | None = None) -> None:
    """Refuses a body that Discord would; `message` is the one that is to be edited."""
    flags = int(body.get("flags") or 0) | (message.flags if message else 0)
    demand(_problems(body, place, message, v2=bool(flags & V2)))
    if message is None and not any(
        body.get(name) for name in ("content", "embeds", "components", "attachments", "sticker_ids")
    ):
        refuse(50006)


def _problems(body: Body, place: str, message: Message | None, *, v2: bool) -> Iterator[Problem]:
    content = body.get("content")
    if isinstance(content, str) and len(content.encode("utf-16-le")) // 2 > MOST_CONTENT:
        told = f"Must be {MOST_CONTENT} or fewer in length."
        yield Problem(f"{place}/content", "BASE_TYPE_MAX_LENGTH", told)
    elif content is not None:
        yield from text(body, "content", place, MOST_CONTENT)
    nonce = body.get("nonce")
    if nonce is not None and len(str(nonce)) > MOST_NONCE:
        yield Problem(f"{place}/nonce", "NONCE_TYPE_TOO_LONG", f"Must be {MOST_NONCE} or fewer.")
    problems, embeds = many(body, "embeds", place, 10)
    yield from problems
    for at, embed in enumerate(embeds):
        yield from _embed(embed, f"{place}/embeds/{at}")
    if sum(_size(embed) for embed in embeds) > MOST_EMBEDDED:
        told = f"Embed size exceeds maximum size of {MOST_EMBEDDED}"
        yield Problem(f"{place}/embeds", "MAX_EMBED_SIZE_EXCEEDED", told)
    yield from message_problems(body.get("components") or (), f"{place}/components", v2=v2)
    yield from _mentions(body.get("allowed_mentions") or {}, f"{place}/allowed_mentions")
    if v2:
        yield from _without_text(body, place, message)


def _without_text(body: Body, place: str, message: Message | None) -> Iterator[Problem]:
    """With components of the second kind there is no other content, and no way back."""
    for name in ("content", "embeds", "poll", "sticker_ids"):
        old = message is not None and not message.flags & V2 and getattr(message, name, None)
        if body.get(name) or (name not in body and old):
            told = f'The "{name}" field cannot be used when using MessageFlags.IS_COMPONENTS_V2'
            yield Problem(
                f"{place}/{name}", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", told
            )
    if "flags" in body and not int(body["flags"] or 0) & V2 and message is not None:
        told = "The IS_COMPONENTS_V2 flag cannot be removed"
        yield Problem(f"{place}/flags", "MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG", told)
    if message is None and not body.get("components"):
        yield required(f"{place}/components")


def _embed(embed: Any, place: str) -> Iterator[Problem]:
    if not isinstance(embed, dict):
        yield Problem(place, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
        return
    yield from text(embed, "title", place, 256)
    yield from text(embed, "description", place, 4096)
    yield from web_address(embed, "url", place)
    yield from text(embed.get("footer") or {}, "text", f"{place}/footer", 2048)
    yield from text(embed.get("author") or {}, "name", f"{place}/author", 256)
    for name in ("image", "thumbnail"):
        if embed.get(name):
            yield from web_address(embed[name], "url", f"{place}/{name}", needed=True)
    problems, fields = many(embed, "fields", place, 25)
    yield from problems
    for at, field in enumerate(fields):
        yield from text(field, "name", f"{place}/fields/{at}", 256, 1)
        yield from text(field, "value", f"{place}/fields/{at}", 1024, 1)


def _size(embed: Any) -> int:
    if not isinstance(embed, dict):
        return 0
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    for field in embed.get("fields") or ():
        texts += [field.get("name"), field.get("value")]
    return sum(len(each) for each in texts if isinstance(each, str))


def _mentions(mentions: Mapping[str, Any], place: str) -> Iterator[Problem]:
    parse = mentions.get("parse") or []
    for kind in ("users", "roles"):
        listed = mentions.get(kind) or ()
        if listed and kind in parse:
            told = f"parse:{kind!r} and {kind}: [ids...] are mutually exclusive."
            yield Problem(place, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", told)
        if len(listed) > 100:
            yield Problem(f"{place}/{kind}", "BASE_TYPE_MAX_LENGTH", "Must be 100 or fewer.")
