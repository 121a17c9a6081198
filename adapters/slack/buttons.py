"""Buttons and menus, and what is read of one that was pressed: both directions of one form. Pure.

A press names its session with its value, so that it is understood wherever its message stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from adapters.slack import limits
from adapters.slack.blocks import Block, Blocks, actions, plain
from bot.domain.content import Button, Offered
from bot.domain.events import Action
from bot.domain.offering import Choice, about, alike, in_order, is_action
from bot.domain.surface import SessionId
from bot.domain.wording.outside import Outside
from bot.domain.wording.table import Labels

BEGINNING = "beginning"
"""The block of the buttons in the first message of a session: the thread is below it."""
FEW = 1
"""Of buttons that differ only in what they are about, more than so many are a menu: their labels
are too long to stand beside each other on a phone."""


def action_id(action: Action, place: int) -> str:
    """The name of the `place`th button or menu of a message; no two in one have the same."""
    return f"{action}:{place}"


def value(session: SessionId | None, what: str, limit: int = limits.VALUE) -> str:
    """What comes back when it is pressed."""
    return f"{session or ''}:{what}"[:limit]


def read(action: Mapping[str, object]) -> Choice | None:
    """What was pressed, of one of a payload's `actions`; None where it is nothing of ours."""
    name, raw = action.get("action_id"), _raw(action)
    if not isinstance(name, str) or raw is None or ":" not in raw:
        return None
    asked = name.partition(":")[0]
    session, _, what = raw.partition(":")
    if not is_action(asked):
        return None
    return Choice(action=asked, value=what, session=SessionId(session) if session else None)


def blocks(buttons: Sequence[Button], session: SessionId | None) -> Blocks:
    """The buttons of a content; those that only differ in what they are about become a menu."""
    elements: list[Block] = []
    for some in alike(buttons):
        if len(some) > FEW:
            elements += _menus(some, session, len(elements))
        else:
            elements += [_button(b, session, len(elements) + n) for n, b in enumerate(some)]
    return tuple(actions(elements))


def is_beginning(action: Mapping[str, object]) -> bool:
    """Whether what was pressed stands in the first message of a session."""
    return action.get("block_id") == BEGINNING


def rating(session: SessionId, labels: Labels) -> Block:
    """Whether the scorecard was of use."""
    return {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": action_id("rate", 0),
                "positive_button": _thumb(labels.helpful, value(session, "up")),
                "negative_button": _thumb(labels.not_helpful, value(session, "down")),
            }
        ],
    }


def start(scenario: Offered, place: int, words: Outside) -> Block:
    """The button beside one scenario on offer."""
    return _start("start", scenario.id, scenario.title, place, words)


def assigned(assignment: str, title: str, place: int, words: Outside) -> Block:
    """The button beside what is assigned."""
    return _start("assigned", assignment, title, place, words)


def _start(action: Action, what: str, title: str, place: int, words: Outside) -> Block:
    return {
        "type": "button",
        "text": plain(words.start),
        "action_id": action_id(action, place),
        "value": value(None, what),
        "accessibility_label": limits.cut(f"{words.start}: {title}", limits.LABEL),
    }


def picker(scenarios: Iterable[Offered], words: Outside) -> Blocks:
    """Menus of scenarios, by category; choosing one starts it."""
    groups = [
        {"label": plain(label), "options": [_offered(one, words) for one in some]}
        for category, found in groupby(in_order(scenarios), key=lambda one: one.category)
        for label, some in _parts(category, list(found))
    ]
    menus = [
        {
            "type": "static_select",
            "action_id": action_id("start", place),
            "placeholder": plain(words.choose_one, limits.PLACEHOLDER),
            "option_groups": groups[first : first + limits.GROUPS],
        }
        for place, first in enumerate(range(0, len(groups), limits.GROUPS))
    ]
    return tuple(actions(menus))


def _raw(action: Mapping[str, object]) -> str | None:
    chosen = action.get("selected_option")
    found = chosen.get("value") if isinstance(chosen, dict) else action.get("value")
    return found if isinstance(found, str) else None


def _button(button: Button, session: SessionId | None, place: int) -> Block:
    about = f" ({button.about})" if button.about else ""
    element: Block = {
        "type": "button",
        "text": plain(button.label + about),
        "action_id": action_id(button.action, place),
        "value": value(session, button.value),
    }
    if button.emphasis != "plain":
        element["style"] = button.emphasis
    return element


def _menus(some: Sequence[Button], session: SessionId | None, place: int) -> Iterator[Block]:
    for first in range(0, len(some), limits.OPTIONS):
        yield {
            "type": "static_select",
            "action_id": action_id(some[0].action, place + first // limits.OPTIONS),
            "placeholder": plain(some[0].label, limits.PLACEHOLDER),
            "options": [
                {
                    "text": plain(one.about),
                    "value": value(session, one.value, limits.OPTION_VALUE),
                }
                for one in some[first : first + limits.OPTIONS]
            ],
        }


def _parts(label: str, found: list[Offered]) -> Iterator[tuple[str, list[Offered]]]:
    """A category in groups of as many as one may hold."""
    if len(found) <= limits.OPTIONS:
        yield label, found
        return
    for number, first in enumerate(range(0, len(found), limits.OPTIONS), 1):
        numbered = f"{limits.cut(label, limits.LABEL - 6)} ({number})"
        yield numbered, found[first : first + limits.OPTIONS]


def _offered(scenario: Offered, words: Outside) -> Block:
    return {
        "text": plain(scenario.title),
        "description": plain(about(scenario, words)),
        "value": value(None, scenario.id, limits.OPTION_VALUE),
    }


def _thumb(label: str, pressed: str) -> Block:
    return {"text": plain(label), "value": pressed}
