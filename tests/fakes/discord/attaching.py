"""Files that come with a message: each named by its place in the request, shown in an embed or below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.fakes.discord.calls import Call
from tests.fakes.discord.checks import text
from tests.fakes.discord.refusals import Problem, demand, refuse
from tests.fakes.discord.state import Message

MOST_BYTES, MOST_FILES, MOST_ALT = 10 * 1024 * 1024, 10, 1024
PART = re.compile(r"files\[([0-9]{1,2})\]")
SCHEME = "attachment://"
Body = Mapping[str, Any]


def attach(call: Call, message: Message, body: Body, *, allowed: bool) -> None:
    """Puts the files of a request on a message: what `attachments` does not name goes."""
    if call.files and not allowed:
        refuse(50013)
    if sum(len(file["data"]) for file in call.files) > MOST_BYTES:
        refuse(40005)
    numbered = {_number(file): file for file in call.files}
    demand(_problems(body, numbered, message))
    if "attachments" in body:
        told = {str(each.get("id")): each for each in body["attachments"] or ()}
        message.attachments = [a for a in message.attachments if a["id"] in told]
    else:
        told = {}
    for number, file in sorted(numbered.items()):
        about = told.get(str(number), {})
        name = about.get("filename") or file["filename"]
        made = call.discord.attach(name, file["data"])
        if about.get("description"):
            made["description"] = about["description"]
        message.attachments.append(made)


def shown_in_embeds(message: Message) -> None:
    """Puts files into the embeds that name them; they do not stand below the message then."""
    there = {each["filename"]: each for each in message.attachments}
    for at, embed in enumerate(message.embeds):
        for part in ("image", "thumbnail"):
            url = (embed.get(part) or {}).get("url", "")
            if not url.startswith(SCHEME):
                continue
            found = there.get(url.removeprefix(SCHEME))
            if found is None:
                told = f"There is no attachment {url!r}."
                demand([Problem(f"embeds/{at}/{part}/url", "ATTACHMENT_NOT_FOUND", told)])
                continue
            embed[part] = {
                "url": found["url"],
                "proxy_url": found["url"],
                "description": found.get("description", ""),
            }
            message.attachments = [a for a in message.attachments if a is not found]


def _number(file: Mapping[str, Any]) -> int:
    found = PART.fullmatch(str(file["part"]))
    if found is None:
        told = "Files are sent as files[0], files[1] and so on."
        demand([Problem(str(file["part"]), "ATTACHMENT_NOT_FOUND", told)])
        raise AssertionError
    return int(found[1])


def _problems(
    body: Body, numbered: Mapping[int, Mapping[str, Any]], message: Message
) -> Iterator[Problem]:
    told: Sequence[Any] = body.get("attachments") or ()
    kept = {each["id"] for each in message.attachments}
    for at, each in enumerate(told):
        place = f"attachments/{at}"
        id = str(each.get("id"))
        if id not in kept and not (id.isdecimal() and int(id) in numbered):
            yield Problem(f"{place}/id", "ATTACHMENT_NOT_FOUND", "Attachment data not found")
        yield from text(each, "description", place, MOST_ALT)
        yield from text(each, "filename", place, 1024)
    if len(kept) + len(numbered) > MOST_FILES and len(numbered) > MOST_FILES - len(told):
        yield Problem("attachments", "BASE_TYPE_BAD_LENGTH", f"Must be {MOST_FILES} or fewer.")
