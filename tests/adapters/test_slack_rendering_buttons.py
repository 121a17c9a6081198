"""What is pressed in Slack comes back as what was shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack import buttons
from adapters.slack.blocks import Block
from bot.domain import wording
from bot.domain.content import Button, Offered
from bot.domain.events import Action
from bot.domain.offering import Choice
from bot.domain.surface import SessionId
from bot.domain.wording.outside import ENGLISH
from tests.adapters import slack_contents as made
from tests.fakes.slack.blocks import message_problems
from tests.fakes.slack.shown import choices, controls
from tests.requirements import claims


def pressed(blocks: Iterable[Block]) -> Iterator[dict[str, Any]]:
    """Every way of pressing something, as a payload's action."""
    for _, element in controls(list(blocks)):
        match element["type"]:
            case "static_select":
                for option in choices(element):
                    yield {
                        "type": "static_select",
                        "action_id": element["action_id"],
                        "selected_option": option,
                    }
            case "feedback_buttons":
                for thumb in choices(element):
                    yield {
                        "type": "feedback_buttons",
                        "action_id": element["action_id"],
                        "value": thumb["value"],
                    }
            case _:
                yield {**element}


@claims("slack.buttons")
@given(
    st.lists(
        st.builds(
            Button,
            label=st.text(max_size=200),
            action=st.sampled_from(get_args(Action)),
            value=st.text(max_size=60),
            about=st.sampled_from(("", "your message 2")),
            emphasis=st.sampled_from(("plain", "primary", "danger")),
        ),
        max_size=60,
    ),
    st.sampled_from((None, made.SESSION)),
)
def test_every_button_comes_back(shown: list[Button], session: SessionId | None) -> None:
    blocks = buttons.blocks(shown, session)
    assert not list(message_problems(list(blocks)))
    found = [buttons.read(action) for action in pressed(blocks)]
    assert found == [Choice(action=b.action, value=b.value, session=session) for b in shown]


def test_many_turns_to_go_on_from_are_one_menu() -> None:
    (row,) = buttons.blocks(made.card(turns=30).buttons, made.SESSION)
    again, following, menu = row["elements"]
    assert (again["style"], following["type"]) == ("primary", "button")
    assert menu["placeholder"]["text"] == "Try again from here"
    assert [o["text"]["text"] for o in menu["options"]][:2] == ["your message 2", "your message 3"]
    (few,) = buttons.blocks(made.card(turns=2).buttons, made.SESSION)
    assert few["elements"][-1]["text"]["text"] == "Try again from here (your message 2)"


@claims("slack.buttons")
@pytest.mark.parametrize("count", [6, 100, 101, 250, 1_000])
def test_any_number_of_scenarios_is_on_offer(count: int) -> None:
    blocks = buttons.picker(made.offered(count), ENGLISH)
    assert not list(message_problems(list(blocks)))
    found = [buttons.read(action) for action in pressed(blocks)]
    assert {choice.value for choice in found if choice} == {one.id for one in made.offered(count)}
    assert len(found) == count


def test_more_categories_than_a_menu_holds_are_several_menus() -> None:
    many = [
        Offered(id=f"s-{n}", title=f"S {n}", category=f"c {n}", difficulty=1, language="en")
        for n in range(250)
    ]
    blocks = buttons.picker(many, ENGLISH)
    assert not list(message_problems(list(blocks)))
    assert len(blocks[0]["elements"]) == 3


def test_a_scorecard_is_rated_with_two_thumbs() -> None:
    block = buttons.rating(made.SESSION, wording.of("de").labels)
    found = [buttons.read(action) for action in pressed([block])]
    expected = [Choice(action="rate", value=v, session=made.SESSION) for v in ("up", "down")]
    assert found == expected


@pytest.mark.parametrize(
    "action",
    [
        {},
        {"action_id": "start:0"},
        {"action_id": 7, "value": ":x"},
        {"action_id": "start:0", "value": 7},
        {"action_id": "start:0", "value": "no colon"},
        {"action_id": "launch:0", "value": ":x"},
        {"action_id": "", "value": ":x"},
        {"action_id": "start:0", "selected_option": None},
        {"action_id": "start:0", "selected_option": {"value": None}},
        {"action_id": "a0.1", "type": "button", "url": "https://x.y"},
    ],
)
def test_what_is_none_of_ours_is_nothing(action: dict[str, Any]) -> None:
    assert buttons.read(action) is None


@given(st.dictionaries(st.sampled_from(("action_id", "value", "selected_option")), st.text()))
def test_no_action_breaks_it(action: dict[str, Any]) -> None:
    choice = buttons.read(action)
    assert choice is None or choice.action in get_args(Action)
