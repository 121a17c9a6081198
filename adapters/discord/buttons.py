"""Buttons and menus, and what is read of one that was pressed: both directions of one form. Pure.

A press names its session, so that it is understood wherever its message stands and whatever
process takes it: nothing of a message is kept in memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from adapters.discord import limits
from bot.domain.content import Button, Offered
from bot.domain.events import Action
from bot.domain.offering import Choice, about, alike, in_order, is_action
from bot.domain.surface import SessionId
from bot.domain.wording.outside import Outside
from bot.domain.wording.table import Labels

Component = dict[str, Any]
Components = tuple[Component, ...]

PREFIX = "ct"
NONE = "-"
"""In the place of a session, where there is none."""
MENU_MARK = "#"
"""Begins the place of a menu, which stands where a button has its value; no value begins so."""
STARTS: frozenset[Action] = frozenset({"start", "leave_and_start"})
"""What is about a scenario, whose id can be long, and not about the session it is pressed in."""
FEW = 1
"""Of buttons that differ only in what they are about, more than so many are a menu."""
MOST = limits.ROWS * limits.OPTIONS
"""Scenarios that one message can offer."""
ROW, BUTTON, MENU = 1, 2, 3
STYLES: Mapping[str, int] = {"primary": 1, "plain": 2, "danger": 4}
LINK = 5
_ID = re.compile(rf"{PREFIX}:([a-z_]+):([0-9A-Za-z_.-]{{1,64}}):(.*)", re.DOTALL)


def custom_id(button: Button, session: SessionId | None) -> str:
    """What comes back when it is pressed: `ct:<action>:<session or ->:<value>`."""
    return _named(button.action, session, button.value)


def named(choice: Choice) -> str:
    """The same of what was pressed or chosen already."""
    return _named(choice.action, choice.session, choice.value)


def read(custom_id: object, values: Sequence[object] = ()) -> Choice | None:
    """What was pressed, or chosen of a menu's `values`; None where it is nothing of ours."""
    found = _ID.fullmatch(custom_id) if isinstance(custom_id, str) else None
    if found is None or not is_action(found[1]):
        return None
    value = values[0] if values else found[3]
    if not isinstance(value, str) or (not values and value.startswith(MENU_MARK)):
        return None
    session = None if found[2] == NONE else SessionId(found[2])
    return Choice(action=found[1], value=value, session=session)


def rows(
    buttons: Sequence[Button], session: SessionId | None, labels: Labels | None = None
) -> Components:
    """The buttons of a content, below each other where they are many; those that only differ in
    what they are about become menus. With `labels`, it can be said whether it was of use."""
    return every_row(buttons, session, labels)[: limits.ROWS]


def every_row(
    buttons: Sequence[Button], session: SessionId | None, labels: Labels | None = None
) -> Components:
    """The same, however many there are."""
    single: list[Button] = []
    menus: list[Component] = []
    for some in alike(buttons):
        if len(some) > FEW and all(button.value.strip() for button in some):
            menus += _menus(some, session, len(menus))
        else:
            single += some
    rating = _rating(labels) if labels else ()
    apart = len(single) <= limits.BUTTONS and len(menus) + 1 + bool(single) <= limits.ROWS
    first = _in_rows(single if apart else [*single, *rating], session)
    last = _in_rows(rating if apart else (), session)
    return (*first, *map(_row, menus), *last)


def picker(scenarios: Sequence[Offered], words: Outside) -> Components:
    """Menus of scenarios, by category; choosing one starts it."""
    ordered = in_order(scenarios)[:MOST]
    parts = [ordered[n : n + limits.OPTIONS] for n in range(0, len(ordered), limits.OPTIONS)]
    return tuple(
        _row(_menu("start", None, place, _choose(some, len(parts), words), _offered(some, words)))
        for place, some in enumerate(parts)
    )


def to(address: str, label: str) -> Components:
    """A button that leads somewhere; none where the address is too long for one."""
    if len(address) > limits.URL:
        return ()
    return (_row({"type": BUTTON, "style": LINK, "label": _label(label), "url": address}),)


def _named(action: Action, session: SessionId | None, value: str) -> str:
    id = f"{PREFIX}:{action}:{session or NONE}:{value}"
    if limits.length(id) > limits.CUSTOM_ID and session and action in STARTS:
        return _named(action, None, value)  # which scenario it is says enough
    return _cut(id, limits.CUSTOM_ID)


def _rating(labels: Labels) -> tuple[Button, ...]:
    return (
        Button(labels.helpful, "rate", value="up"),
        Button(labels.not_helpful, "rate", value="down"),
    )


def _in_rows(buttons: Sequence[Button], session: SessionId | None) -> Iterator[Component]:
    """Rows of buttons; one that would do the same as one before it is left out."""
    shown = {custom_id(button, session): _button(button, session) for button in reversed(buttons)}
    every = list(reversed(shown.values()))
    for first in range(0, len(every), limits.BUTTONS):
        yield _row(*every[first : first + limits.BUTTONS])


def _row(*controls: Component) -> Component:
    return {"type": ROW, "components": list(controls)}


def _button(button: Button, session: SessionId | None) -> Component:
    about = f" ({button.about})" if button.about else ""
    return {
        "type": BUTTON,
        "style": STYLES[button.emphasis],
        "label": _label(button.label + about),
        "custom_id": custom_id(button, session),
    }


def _menus(some: Sequence[Button], session: SessionId | None, before: int) -> Iterator[Component]:
    shown = {_cut(button.value, limits.OPTION): button for button in reversed(some)}
    every = list(reversed(shown.values()))
    for place in range(0, len(every), limits.OPTIONS):
        part = every[place : place + limits.OPTIONS]
        number = before + place // limits.OPTIONS
        options = (_option(button.about, button.value) for button in part)
        yield _menu(part[0].action, session, number, part[0].label, options)


def _menu(
    action: Action,
    session: SessionId | None,
    number: int,
    placeholder: str,
    options: Iterable[Component],
) -> Component:
    return {
        "type": MENU,
        "custom_id": _named(action, session, f"{MENU_MARK}{number}"),
        "placeholder": limits.cut(placeholder, limits.PLACEHOLDER) or limits.ELLIPSIS,
        "options": list(options),
    }


def _option(label: str, value: str) -> Component:
    return {"label": _label(label, limits.OPTION), "value": _cut(value, limits.OPTION)}


def _offered(some: Iterable[Offered], words: Outside) -> Iterator[Component]:
    for scenario in some:
        told = limits.cut(f"{scenario.category} · {about(scenario, words)}", limits.OPTION)
        yield {**_option(scenario.title, scenario.id), "description": told}


def _choose(some: Sequence[Offered], menus: int, words: Outside) -> str:
    """What stands in a menu; where there are several, from which category to which it goes."""
    if menus == 1:
        return words.choose_one
    ends = dict.fromkeys(limits.cut(one.category, limits.LABEL // 2) for one in (some[0], some[-1]))
    return f"{words.choose_one}: {' – '.join(ends)}"  # from one to the other


def _label(text: str, most: int = limits.LABEL) -> str:
    return limits.cut(text, most) or limits.ELLIPSIS


def _cut(id: str, most: int) -> str:
    while limits.length(id) > most:
        id = id[: min(most, len(id) - 1)]
    return id
