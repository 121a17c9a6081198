"""Block Kit as strictly as Slack takes it: blocks, messages and views with their limits
(docs.slack.dev/reference/block-kit/blocks)."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.fakes.slack.calls import refuse
from tests.fakes.slack.checks import (
    Check,
    Problem,
    anything,
    at_least_one,
    boolean,
    both,
    exactly_one,
    many,
    one_of,
    plain,
    rich,
    shape,
    string,
    typed,
    unique,
    web_address,
)
from tests.fakes.slack.elements import (
    accessory,
    beside_text,
    filled,
    picture,
    pressed,
    slack_file,
    small,
)
from tests.fakes.slack.shown import shown

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
VIEW_BYTES = 250_000
TEXT_CEILING = 13_200
TABLE_CHARACTERS = 10_000

BLOCK_ID = {"block_id": string(255)}

cell = typed(
    {
        "raw_text": shape({"text": string(10_000)}),
        "raw_number": shape({"value": anything}, {"text": string(10_000)}),
        "rich_text": shape({"elements": anything}),
    }
)
section = both(
    at_least_one("text", "fields"),
    shape(
        {},
        {
            **BLOCK_ID,
            "text": rich(3000),
            "fields": many(rich(2000), 10),
            "accessory": accessory,
            "expand": boolean,
        },
    ),
)
image = both(
    exactly_one("image_url", "slack_file"),
    shape(
        {"alt_text": string(2000)},
        {
            **BLOCK_ID,
            "image_url": web_address(),
            "slack_file": slack_file,
            "title": plain(2000),
        },
    ),
)
COMMON: dict[str, Check] = {
    "actions": shape({"elements": many(pressed, 25)}, BLOCK_ID),
    "context": shape({"elements": many(beside_text, 10)}, BLOCK_ID),
    "divider": shape({}, BLOCK_ID),
    "header": shape({"text": plain(150)}, BLOCK_ID),
    "image": image,
    "rich_text": shape({"elements": many(anything, 100, 0)}, BLOCK_ID),
    "section": section,
    "video": shape(
        {
            "alt_text": string(2000),
            "title": plain(200),
            "thumbnail_url": web_address(),
            "video_url": web_address(),
        },
        {**BLOCK_ID, "author_name": string(50), "description": plain(200)},
    ),
}
"""What may stand anywhere."""

asked = shape(
    {"label": plain(2000), "element": filled},
    {**BLOCK_ID, "hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
)
task = {
    "task_id": string(255),
    "title": string(256),
    "status": one_of("pending", "in_progress", "complete", "error"),
    "details": anything,
    "output": anything,
    "sources": anything,
}
ONLY_IN_MESSAGES: dict[str, Check] = {
    "markdown": shape({"text": string(12_000)}, BLOCK_ID),
    "context_actions": shape({"elements": many(small, 5)}, BLOCK_ID),
    "table": shape(
        {"rows": many(many(cell, 20), 100)}, {**BLOCK_ID, "column_settings": many(anything, 20)}
    ),
    "alert": shape(
        {"text": rich(3000)},
        {**BLOCK_ID, "level": one_of("default", "info", "warning", "error", "success")},
    ),
    "card": both(
        at_least_one("hero_image", "title", "actions", "body"),
        shape(
            {},
            {
                **BLOCK_ID,
                "icon": picture,
                "hero_image": picture,
                "title": rich(150),
                "subtitle": rich(150),
                "body": rich(200),
                "actions": many(pressed, 3),
            },
        ),
    ),
    "task_card": shape({n: task[n] for n in ("task_id", "title")}, {**BLOCK_ID, **task}),
    "plan": shape({"title": string(256)}, {**BLOCK_ID, "tasks": anything}),
    "container": both(
        at_least_one("title", "rich_text_title"),
        shape(
            {"child_blocks": many(typed(COMMON), 10)},
            {
                **BLOCK_ID,
                "title": plain(150),
                "rich_text_title": anything,
                "subtitle": plain(150),
                "width": one_of("narrow", "standard", "wide", "full"),
                "is_collapsible": boolean,
                "is_collapsed": boolean,
                "has_header_divider": boolean,
                "icon": anything,
            },
        ),
    ),
}
IN_MESSAGES = typed({**COMMON, **ONLY_IN_MESSAGES, "input": asked})
IN_VIEWS = typed({**COMMON, "input": asked})

FRAME: dict[str, Check] = {
    "blocks": many(IN_VIEWS, VIEW_BLOCKS, 0),
    "private_metadata": string(3000, 0),
    "callback_id": string(255, 0),
    "external_id": string(255, 0),
}
VIEW = typed(
    {
        "modal": shape(
            {"title": plain(24), "blocks": FRAME["blocks"]},
            {
                **FRAME,
                "submit": plain(24),
                "close": plain(24),
                "clear_on_close": boolean,
                "notify_on_close": boolean,
                "submit_disabled": boolean,
            },
        ),
        "home": shape({"blocks": FRAME["blocks"]}, FRAME),
    }
)


def message_problems(blocks: Any, place: str = "/blocks") -> Iterator[Problem]:
    """Everything that Slack would not take of a message's blocks."""
    yield from many(IN_MESSAGES, MESSAGE_BLOCKS, 0)(blocks, place)
    if isinstance(blocks, list):
        yield from _ids(blocks, place)
        yield from _tables(blocks, place)


def view_problems(view: Any, place: str = "/view") -> Iterator[Problem]:
    """Everything that Slack would not take of a modal or a home tab."""
    yield from VIEW(view, place)
    blocks = view.get("blocks") if isinstance(view, Mapping) else None
    if isinstance(blocks, list):
        yield from _ids(blocks, f"{place}/blocks")
        asks = any(isinstance(b, Mapping) and b.get("type") == "input" for b in blocks)
        if asks and view.get("type") == "modal" and "submit" not in view:
            yield place, "missing required field: submit"


def take_blocks(blocks: Any) -> list[dict[str, Any]]:
    """A message's blocks as Slack keeps them, each with its ids; refuses what it would."""
    if not isinstance(blocks, list):
        refuse("invalid_blocks_format")
    _refuse_if("invalid_blocks", list(message_problems(blocks)))
    if len(shown("", blocks)) > TEXT_CEILING:
        refuse("msg_blocks_too_long")
    return with_ids(blocks)


def take_view(view: Any, kind: str) -> dict[str, Any]:
    """A view as Slack keeps it."""
    if not isinstance(view, Mapping):
        refuse("invalid_arguments", "must be an object [json-pointer:/view]")
    if len(json.dumps(view)) > VIEW_BYTES:
        refuse("view_too_large")
    if view.get("type") != kind:
        refuse("invalid_arguments", f"must be a {kind} [json-pointer:/view/type]")
    _refuse_if("invalid_arguments", list(view_problems(view)))
    return {**view, "blocks": with_ids(view["blocks"])}


def with_ids(blocks: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Blocks and what can be used in them have ids, given or made up."""
    made = [copy.deepcopy(dict(block)) for block in blocks]
    for number, block in enumerate(made):
        block.setdefault("block_id", f"b{number}")
        for index, element in enumerate(_used(block)):
            element.setdefault("action_id", f"a{number}.{index}")
    return made


def _refuse_if(code: str, problems: list[Problem]) -> None:
    if problems:
        told = [f"{what} [json-pointer:{place}]" for place, what in problems]
        refuse(code, *told, errors=told)


def _used(block: Any) -> Iterator[dict[str, Any]]:
    """What a person can use in a block."""
    for element in _parts(block):
        kind = element.get("type") if isinstance(element, Mapping) else None
        if kind not in (None, "image", "mrkdwn", "plain_text") and "rich_text" not in str(kind):
            yield element


def _parts(block: Any) -> list[Any]:
    if not isinstance(block, Mapping) or block.get("type") == "rich_text":
        return []
    listed = [block.get("elements"), block.get("actions")]
    parts = [part for parts in listed if isinstance(parts, list) for part in parts]
    return parts + [block[name] for name in ("accessory", "element") if name in block]


def _ids(blocks: Sequence[Any], place: str) -> Iterator[Problem]:
    """A block's id is its own in the message, an action's in its block."""
    named = [
        (block["block_id"], f"{place}/{index}/block_id")
        for index, block in enumerate(blocks)
        if isinstance(block, Mapping) and "block_id" in block
    ]
    yield from unique(named, "block_id")
    for index, block in enumerate(blocks):
        used = [e["action_id"] for e in _used(block) if "action_id" in e]
        yield from unique([(id, f"{place}/{index}") for id in used], "action_id")


def _tables(blocks: Sequence[Any], place: str) -> Iterator[Problem]:
    tables = [b for b in blocks if isinstance(b, Mapping) and b.get("type") == "table"]
    if len(tables) > 1:
        yield place, "only one table is allowed"
    if sum(len(shown("", [table])) for table in tables) > TABLE_CHARACTERS:
        yield place, f"a table must be less than {TABLE_CHARACTERS + 1} characters"
