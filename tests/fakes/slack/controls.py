"""How a control is found by what a person sees of it, and what using it tells the app."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tests.fakes.slack.holdings import View
from tests.fakes.slack.shown import choices, controls
from tests.fakes.slack.state import Message


def found(where: Message | View, control: str) -> tuple[Any, Any, str]:
    """A control that is there to be seen."""
    seen: list[str] = []
    for block, element in controls(where.blocks):
        labels = [element.get("text"), *(choice.get("text") for choice in choices(element))]
        names = {element["action_id"], *(label["text"] for label in labels if label)}
        if control in names:
            return block, element, element["action_id"]
        seen += names
    raise AssertionError(f"no {control!r} to use; there are {sorted(seen)}")


def used(
    block: Any, element: Any, control: str, action_id: str, *, value: Any, choice: str | None
) -> dict[str, Any]:
    """What a used control tells the app."""
    kind = element["type"]
    told: dict[str, Any] = {
        "type": kind,
        "action_id": action_id,
        "block_id": block["block_id"],
    }
    match kind:
        case "button" | "icon_button" | "workflow_button":
            return told | {n: element[n] for n in ("text", "value", "style") if n in element}
        case "feedback_buttons":
            picked = _choice(element, choice or control)
            return told | {"text": picked["text"], "value": picked["value"]}
        case _ if kind.startswith("multi_") or kind == "checkboxes":
            return told | _answered(element, [choice] if choice else value)
        case _:
            return told | _answered(element, choice or value)


def _answered(element: Any, value: Any) -> dict[str, Any]:
    """What was chosen or written, in the field where its kind has it."""
    match element["type"]:
        case "static_select" | "radio_buttons" | "overflow" | "external_select":
            picked = _choice(element, value) if value is not None else None
            return {"selected_option": picked}
        case "multi_static_select" | "checkboxes":
            return {"selected_options": [_choice(element, each) for each in value or ()]}
        case "users_select" | "conversations_select" | "channels_select" as kind:
            return {f"selected_{kind.removesuffix('s_select')}": value}
        case "multi_users_select" | "multi_conversations_select" | "multi_channels_select" as kind:
            name = kind.removeprefix("multi_").removesuffix("_select")
            return {f"selected_{name}": list(value or ())}
        case "datepicker":
            return {"selected_date": value}
        case "timepicker":
            return {"selected_time": value}
        case "datetimepicker":
            return {"selected_date_time": value}
        case _:
            return {"value": value}


def _choice(element: Any, wanted: str) -> Any:
    for option in choices(element):
        if wanted in (option.get("value"), option["text"]["text"]):
            return {n: v for n, v in option.items() if n != "description"}
    raise AssertionError(f"no option {wanted!r} in {element}")


def names_of(block: Any) -> Iterator[str]:
    yield block["block_id"]
    if "element" in block:
        yield block["element"]["action_id"]


def fill(view: View, block: Any, values: Mapping[str, Any]) -> None:
    """Writes into one input; what must be filled in has to be."""
    element = block["element"]
    action_id = element["action_id"]
    given = next((values[name] for name in names_of(block) if name in values), None)
    if given is None:
        given = _initial(element)
    assert given is not None or block.get("optional"), f"{block['block_id']} must be filled in"
    if element["type"] == "plain_text_input" and given is not None:
        assert len(given) <= element.get("max_length", 3000), f"{action_id} takes no more"
        assert len(given) >= element.get("min_length", 0), f"{action_id} takes more"
    told = {"type": element["type"], **_answered(element, given)}
    view.state.setdefault(block["block_id"], {})[action_id] = told


def _initial(element: Any) -> Any:
    """What stood there from the start."""
    found = next((v for name, v in element.items() if name.startswith("initial_")), None)
    match found:
        case {"value": value}:
            return value
        case [{"value": _}, *_]:
            return [option["value"] for option in found]
        case _:
            return found
