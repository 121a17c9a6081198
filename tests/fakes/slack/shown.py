"""What a person reads of a message, and which controls there are to use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Block = Mapping[str, Any]


def shown(text: str, blocks: Sequence[Block], *, beside: bool = False) -> str:
    """With blocks, the text is but a fallback; `beside` them stands text that was Markdown."""
    lines = [line for block in blocks for line in _lines(block)]
    if not blocks or beside:
        lines.insert(0, text)
    return "\n".join(line for line in lines if line)


def _lines(block: Block) -> Iterator[str]:
    match block.get("type"):
        case "divider":
            yield "---"
        case "image":
            yield f"[{block.get('alt_text', '')}]"
        case "table":
            for row in block.get("rows", ()):
                yield " | ".join(_text(cell) for cell in row)
        case _:
            for name in ("title", "subtitle", "label", "text", "body", "hint"):
                yield _text(block.get(name))
            for field in block.get("fields") or ():
                yield _text(field)
            for child in block.get("child_blocks") or ():
                yield from _lines(child)
            yield " ".join(filter(None, map(_element, elements_of(block))))


def elements_of(block: Block) -> Iterator[Block]:
    """The elements of a block, its accessory and what it asks for among them."""
    yield from block.get("elements") or ()
    for name in ("accessory", "element"):
        if isinstance(block.get(name), Mapping):
            yield block[name]


def controls(blocks: Sequence[Block]) -> Iterator[tuple[Block, Block]]:
    """What can be pressed or chosen, each with its block."""
    for block in blocks:
        for element in elements_of(block):
            if "action_id" in element:
                yield block, element
        yield from controls(block.get("child_blocks") or ())


def choices(element: Block) -> Iterator[Block]:
    """The options of a menu, or the two buttons of a feedback."""
    yield from element.get("options") or ()
    for group in element.get("option_groups") or ():
        yield from group["options"]
    for name in ("positive_button", "negative_button"):
        if name in element:
            yield element[name]


def _element(element: Block) -> str:
    match element.get("type"):
        case "image":
            return f"[{element.get('alt_text', '')}]"
        case "mrkdwn" | "plain_text" | "text" | "raw_text" | "link":
            return str(element.get("text") or element.get("url") or "")
        case "user":
            return f"<@{element.get('user_id')}>"
        case "emoji":
            return f":{element.get('name')}:"
        case "feedback_buttons":
            return " ".join(f"[{_text(choice['text'])}]" for choice in choices(element))
        case _ if "elements" in element:
            return "".join(map(_element, element["elements"]))
        case _:
            label = _text(element.get("text")) or _text(element.get("placeholder"))
            return f"[{label}]" if label else ""


def _text(part: Any) -> str:
    if isinstance(part, str):
        return part
    if not isinstance(part, Mapping):
        return ""
    if "text" in part or "type" not in part:
        return str(part.get("text", ""))
    return _element(part)
