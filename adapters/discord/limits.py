"""What Discord allows of a message's parts, and what a message has too much of. Pure.

The figures are those of https://docs.discord.com/developers/resources/message and of the component
reference. Lengths are UTF-16 units, which are never fewer than the characters, however Discord
counts. `domain.cutting` makes texts fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.domain.cutting import ELLIPSIS, cut, length, pieces, shortened

__all__ = ["ELLIPSIS", "cut", "length", "pieces", "shortened"]

CONTENT = 2_000
PAGE = 1_900
"""Of a reply's own text: what is left is for the speaker's name."""
EMBEDS = 10
DESCRIPTION = 4_096
ALL_EMBEDS = 6_000
ROWS = 5
BUTTONS = 5
"""In a row; a menu takes one for itself."""
LABEL = 80
"""Of a button."""
CUSTOM_ID = 100
OPTIONS = 25
OPTION = 100
"""Of an option's label, its description and its value."""
PLACEHOLDER = 150
URL = 512
"""Of a button that is a link."""

Part = Mapping[str, Any]


def fit(content: str, descriptions: Sequence[str] = ()) -> bool:
    """Whether a message may have this content, and embeds with these descriptions."""
    return (
        length(content) <= CONTENT
        and len(descriptions) <= EMBEDS
        and all(length(text) <= DESCRIPTION for text in descriptions)
        and sum(map(length, descriptions)) <= ALL_EMBEDS
    )


def problems(message: Part) -> Iterator[str]:
    """Why Discord would not take a message such as ours; nothing where it would."""
    content, embeds, rows = message["content"], message["embeds"], message["components"]
    if not (content.strip() or embeds):
        yield "it is empty"
    if not fit(content, [embed.get("description", "") for embed in embeds]):
        yield "its texts are too long"
    if not all(embed.get("description", "").strip() or "image" in embed for embed in embeds):
        yield "an embed is empty"
    if len(rows) > ROWS:
        yield f"{len(rows)} rows"
    controls = [control for row in rows for control in row["components"]]
    yield from _twice("custom id", [c["custom_id"] for c in controls if "custom_id" in c])
    for row in rows:
        yield from _in_row(row["components"])
    for control in controls:
        yield from _in_menu(control) if "options" in control else _in_button(control)


def _in_row(controls: Sequence[Part]) -> Iterator[str]:
    most = 1 if any("options" in control for control in controls) else BUTTONS
    if not 1 <= len(controls) <= most:
        yield f"{len(controls)} in a row"


def _in_button(button: Part) -> Iterator[str]:
    yield from _text(button, "label", LABEL)
    if "url" in button:
        yield from _text(button, "url", URL)
    else:
        yield from _text(button, "custom_id", CUSTOM_ID)


def _in_menu(menu: Part) -> Iterator[str]:
    yield from _text(menu, "custom_id", CUSTOM_ID)
    yield from _text(menu, "placeholder", PLACEHOLDER)
    options = menu["options"]
    if not 1 <= len(options) <= OPTIONS:
        yield f"{len(options)} options"
    yield from _twice("value", [option["value"] for option in options])
    for option in options:
        for name in ("label", "value", *(("description",) if "description" in option else ())):
            yield from _text(option, name, OPTION)


def _text(part: Part, name: str, most: int) -> Iterator[str]:
    if not 1 <= length(part[name].strip()) <= length(part[name]) <= most:
        yield f"{name} {part[name]!r}"


def _twice(what: str, names: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield f"{what} {name!r} twice"
        seen.add(name)
