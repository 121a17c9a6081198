"""What a person reads of a message, and which controls there are to use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Component = Mapping[str, Any]

ROW, BUTTON, SELECT, TEXT_INPUT = 1, 2, 3, 4
SELECTS = {3, 5, 6, 7, 8}
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR = 9, 10, 11, 12, 13, 14
CONTAINER, LABEL = 17, 18


def shown(content: str, embeds: Sequence[Mapping[str, Any]], parts: Sequence[Component]) -> str:
    """Line by line; buttons and menus in brackets."""
    lines = [content]
    for embed in embeds:
        lines += _embed(embed)
    for part in parts:
        lines += _lines(part)
    return "\n".join(line for line in lines if line)


def _embed(embed: Mapping[str, Any]) -> Iterator[str]:
    yield (embed.get("author") or {}).get("name", "")
    yield embed.get("title", "")
    yield embed.get("description", "")
    for field in embed.get("fields") or ():
        yield f"{field['name']}: {field['value']}"
    yield (embed.get("footer") or {}).get("text", "")
    if embed.get("image"):
        yield f"[{embed['image'].get('description') or 'image'}]"


def _lines(part: Component) -> Iterator[str]:
    match part["type"]:
        case 1:
            yield " ".join(f"[{label(each)}]" for each in part["components"])
        case 10:
            yield part["content"]
        case 11:
            yield f"[{part.get('description') or 'image'}]"
        case 12:
            yield " ".join(f"[{item.get('description') or 'image'}]" for item in part["items"])
        case 14:
            yield "---" if part.get("divider", True) else ""
        case _:
            for child in part.get("components") or ():
                yield from _lines(child)
            if "accessory" in part:
                yield from _accessory(part["accessory"])


def _accessory(part: Component) -> Iterator[str]:
    yield f"[{label(part)}]" if part["type"] == BUTTON else next(_lines(part))


def label(control: Component) -> str:
    """What stands on a button, or in a menu nothing was chosen from."""
    emoji = (control.get("emoji") or {}).get("name") or ""
    text = control.get("label") or control.get("placeholder") or ""
    return f"{emoji} {text}".strip() or control.get("custom_id") or ""


def parts_of(parts: Sequence[Component]) -> Iterator[Component]:
    """Every component, those inside others too."""
    for part in parts:
        yield part
        yield from parts_of(part.get("components") or ())
        for name in ("accessory", "component"):
            if name in part:
                yield from parts_of([part[name]])


def controls(parts: Sequence[Component]) -> Iterator[Component]:
    """Buttons and menus that tell the app of their use."""
    return (part for part in parts_of(parts) if "custom_id" in part)
