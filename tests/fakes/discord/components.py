"""Components of messages and of modals: what may stand in them, and how much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.fakes.discord.checks import integer, many, required, text, web_address
from tests.fakes.discord.refusals import Problem
from tests.fakes.discord.shown import BUTTON, LABEL, SELECTS, TEXT_INPUT, parts_of

MOST_PARTS, MOST_TEXT = 40, 4000
Part = Mapping[str, Any]

TOP_V1 = {1}
TOP_V2 = {1, 9, 10, 12, 13, 14, 17}
IN_CONTAINER = TOP_V2 - {17}
TOP_MODAL = {1, 10, LABEL}
IN_LABEL = {TEXT_INPUT, *SELECTS, 19, 21, 22, 23}


def message_problems(parts: Sequence[Any], place: str, *, v2: bool) -> Iterator[Problem]:
    """Of a message's components; with `v2` of those that stand in the place of its text."""
    if not v2 and len(parts) > 5:
        yield Problem(place, "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
        return
    yield from _parts(parts, place, TOP_V2 if v2 else TOP_V1)
    yield from _same_ids(parts, place)
    if v2:
        every = list(parts_of(parts))
        if len(every) > MOST_PARTS:
            told = f"The total number of components must be {MOST_PARTS} or fewer."
            yield Problem(place, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", told)
        if sum(len(p["content"]) for p in every if p["type"] == 10) > MOST_TEXT:
            told = f"Must be {MOST_TEXT} or fewer in total length."
            yield Problem(place, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", told)


def modal_problems(modal: Part) -> Iterator[Problem]:
    """Of a modal, whole."""
    yield from text(modal, "custom_id", "data", 100, 1)
    yield from text(modal, "title", "data", 45, 1)
    problems, parts = many(modal, "components", "data", 5, 1)
    yield from problems
    yield from _parts(parts, "data/components", TOP_MODAL, modal=True)
    yield from _same_ids(parts, "data/components")


def _same_ids(parts: Sequence[Any], place: str) -> Iterator[Problem]:
    found = [p for p in parts_of(p for p in parts if isinstance(p, dict)) if "custom_id" in p]  # type: ignore[arg-type]
    counts = Counter(p["custom_id"] for p in found)
    for id, count in counts.items():
        if count > 1:
            told = f"Component custom id cannot be duplicated: {id}"
            yield Problem(place, "COMPONENT_CUSTOM_ID_DUPLICATED", told)


def _parts(
    parts: Sequence[Any], place: str, allowed: set[int], *, modal: bool = False
) -> Iterator[Problem]:
    for at, part in enumerate(parts):
        here = f"{place}/{at}"
        kind = part.get("type") if isinstance(part, dict) else None
        if kind not in allowed:
            told = f'Value of field "type" must be one of {tuple(sorted(allowed))}.'
            yield Problem(f"{here}/type", "UNION_TYPE_CHOICES", told)
        else:
            yield from _part(part, here, modal=modal)


def _part(part: Part, here: str, *, modal: bool) -> Iterator[Problem]:
    match part["type"]:
        case 1:
            yield from _row(part, here, modal=modal)
        case 9:
            problems, inner = many(part, "components", here, 3, 1)
            yield from problems
            yield from _parts(inner, f"{here}/components", {10})
            yield from _inside(part, "accessory", here, {2, 11})
        case 10:
            yield from text(part, "content", here, MOST_TEXT, 1)
        case 11:
            yield from text(part, "description", here, 1024)
            yield from _media(part, "media", here)
        case 12:
            problems, items = many(part, "items", here, 10, 1)
            yield from problems
            for at, item in enumerate(items):
                yield from text(item, "description", f"{here}/items/{at}", 1024)
                yield from _media(item, "media", f"{here}/items/{at}")
        case 13:
            yield from _media(part, "file", here)
        case 14:
            yield from integer(part, "spacing", here, 1, 2)
        case 17:
            problems, inner = many(part, "components", here, MOST_PARTS, 1)
            yield from problems
            yield from integer(part, "accent_color", here, 0, 0xFFFFFF)
            yield from _parts(inner, f"{here}/components", IN_CONTAINER)
        case 18:
            yield from text(part, "label", here, 45, 1)
            yield from text(part, "description", here, 100)
            yield from _inside(part, "component", here, IN_LABEL, modal=True)
        case 2:
            yield from _button(part, here)
        case 4:
            yield from _input(part, here, labelled=not here.endswith("/component"))
        case kind if kind in SELECTS:
            yield from _select(part, here, modal=modal)
        case _:
            yield from text(part, "custom_id", here, 100, 1)


def _inside(
    part: Part, name: str, here: str, allowed: set[int], *, modal: bool = False
) -> Iterator[Problem]:
    """One component inside another."""
    inner = part.get(name)
    if not isinstance(inner, dict):
        yield required(f"{here}/{name}")
    elif inner.get("type") not in allowed:
        told = f'Value of field "type" must be one of {tuple(sorted(allowed))}.'
        yield Problem(f"{here}/{name}/type", "UNION_TYPE_CHOICES", told)
    else:
        yield from _part(inner, f"{here}/{name}", modal=modal)


def _media(part: Part, name: str, here: str) -> Iterator[Problem]:
    media = part.get(name)
    if not isinstance(media, dict):
        yield required(f"{here}/{name}")
    else:
        yield from web_address(media, "url", f"{here}/{name}", needed=True)


def _row(row: Part, here: str, *, modal: bool) -> Iterator[Problem]:
    problems, inner = many(row, "components", here, 5, 1)
    yield from problems
    kinds = [part.get("type") for part in inner if isinstance(part, dict)]
    if any(kind != BUTTON for kind in kinds) and len(kinds) > 1:
        told = "Components displayed in the same row exceed its width of 5."
        yield Problem(f"{here}/components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", told)
    allowed = {TEXT_INPUT} if modal else {BUTTON, *SELECTS}
    yield from _parts(inner, f"{here}/components", allowed, modal=modal)


def _button(button: Part, here: str) -> Iterator[Problem]:
    style = button.get("style")
    yield from integer(button, "style", here, 1, 6)
    if style is None:
        yield required(f"{here}/style")
    yield from text(button, "label", here, 80)
    if style == 5:
        yield from web_address(button, "url", here, needed=True)
        if "custom_id" in button:
            told = "A custom id and url cannot both be specified"
            yield Problem(here, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", told)
    elif style != 6:
        yield from text(button, "custom_id", here, 100, 1)
        if not button.get("label") and not button.get("emoji"):
            told = "One of 'label' or 'emoji' must be set"
            yield Problem(here, "BUTTON_COMPONENT_INVALID_EMOJI", told)


def _select(select: Part, here: str, *, modal: bool) -> Iterator[Problem]:
    yield from text(select, "custom_id", here, 100, 1)
    yield from text(select, "placeholder", here, 150)
    yield from integer(select, "min_values", here, 0, 25)
    yield from integer(select, "max_values", here, 1, 25)
    if select["type"] == 3:
        yield from _options(select, here)
    if modal and select.get("disabled"):
        told = "Components in a modal cannot be disabled"
        yield Problem(f"{here}/disabled", "COMPONENT_INVALID", told)


def _options(select: Part, here: str) -> Iterator[Problem]:
    problems, options = many(select, "options", here, 25, 1)
    yield from problems
    values: set[str] = set()
    for at, option in enumerate(options):
        place = f"{here}/options/{at}"
        yield from text(option, "label", place, 100, 1)
        yield from text(option, "value", place, 100, 1)
        yield from text(option, "description", place, 100)
        if option.get("value") in values:
            told = "The specified option value is already used"
            yield Problem(f"{place}/value", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", told)
        values.add(option.get("value"))
    if options and select.get("max_values", 1) > len(options):
        told = "Must be less than or equal to the number of options"
        yield Problem(f"{here}/max_values", "SELECT_COMPONENT_MAX_VALUES_EXCEEDED", told)


def _input(field: Part, here: str, *, labelled: bool) -> Iterator[Problem]:
    yield from text(field, "custom_id", here, 100, 1)
    if labelled:
        yield from text(field, "label", here, 45, 1)
    elif field.get("label") is not None:
        told = "A text input in a label has no label of its own"
        yield Problem(f"{here}/label", "COMPONENT_INVALID", told)
    if field.get("min_length", 0) > field.get("max_length", 4000):
        told = "The minimum length must be less than or equal to the maximum length"
        yield Problem(f"{here}/min_length", "TEXT_INPUT_COMPONENT_LENGTH_INVALID", told)
    if not isinstance(field.get("required", True), bool):
        yield Problem(f"{here}/required", "BOOLEAN_TYPE_CONVERT", "Must be either true or false.")
    yield from text(field, "placeholder", here, 100)
    yield from text(field, "value", here, 4000)
    yield from integer(field, "min_length", here, 0, 4000)
    yield from integer(field, "max_length", here, 1, 4000)
    yield from integer(field, "style", here, 1, 2)
    if field.get("style") is None:
        yield required(f"{here}/style")
