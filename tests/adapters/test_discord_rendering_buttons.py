"""What is pressed in Discord comes back as what was shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord import buttons, limits
from adapters.discord.buttons import Component
from bot.domain import wording
from bot.domain.content import Button, Offered
from bot.domain.events import Action
from bot.domain.offering import Choice
from bot.domain.surface import SessionId
from bot.domain.wording.outside import ENGLISH
from tests.adapters import slack_contents as made
from tests.fakes.discord.shown import controls
from tests.requirements import claims

VALUES = st.text(max_size=60).filter(lambda text: not text.startswith("#"))


def problems(rows: Iterable[Component]) -> list[str]:
    message = {"content": "x", "embeds": [], "components": list(rows)}
    return list(limits.problems(message))


def pressed(rows: Iterable[Component]) -> Iterator[Choice | None]:
    """What is read of every way to press something, or to choose it."""
    for control in controls(list(rows)):
        for option in control.get("options", [None]):
            yield buttons.read(control["custom_id"], [option["value"]] if option else ())


@claims("discord.buttons")
@given(
    st.lists(
        st.builds(
            Button,
            label=st.text(max_size=200),
            action=st.sampled_from(get_args(Action)),
            value=VALUES.filter(lambda text: len(text.encode("utf-16-le", "replace")) <= 88),
            emphasis=st.sampled_from(("plain", "primary", "danger")),
        ),
        max_size=25,
        unique_by=lambda button: (button.action, button.value),
    ),
    st.sampled_from((None, made.SESSION)),
)
def test_every_button_comes_back(shown: list[Button], session: SessionId | None) -> None:
    rows = buttons.rows(shown, session)
    assert not problems(rows)
    assert list(pressed(rows)) == [
        Choice(action=b.action, value=b.value, session=session) for b in shown
    ]


@given(
    st.lists(
        st.builds(
            Button,
            label=st.text(max_size=200),
            action=st.sampled_from(get_args(Action)),
            value=VALUES,
            about=st.sampled_from(("", "your message 2")),
        ),
        max_size=60,
    )
)
def test_no_buttons_are_too_many_or_the_same(shown: list[Button]) -> None:
    for labels in (None, wording.ENGLISH.labels):
        assert not problems(buttons.rows(shown, made.SESSION, labels))


@claims("discord.buttons")
@pytest.mark.parametrize("turns", [2, 3, 30, 76, 100])
def test_every_turn_can_be_gone_on_from(turns: int) -> None:
    shown = made.card(turns=turns).buttons
    rows = buttons.rows(shown, made.SESSION, wording.ENGLISH.labels)
    assert not problems(rows)
    found = {(c.action, c.value) for c in pressed(rows) if c is not None and c.session}
    assert found == {(b.action, b.value) for b in shown} | {("rate", "up"), ("rate", "down")}


def test_many_turns_to_go_on_from_are_a_menu() -> None:
    first, menu, rating = buttons.rows(
        made.card(turns=5).buttons, made.SESSION, wording.ENGLISH.labels
    )
    assert [(b["label"], b["style"]) for b in first["components"]] == [
        ("Try again", 1),
        ("Next scenario", 2),
    ]
    assert menu["components"][0]["placeholder"] == "Try again from here"
    assert [o["label"] for o in menu["components"][0]["options"]][:2] == [
        "your message 2",
        "your message 3",
    ]
    assert [b["label"] for b in rating["components"]] == ["Helpful", "Not helpful"]
    (few,) = buttons.rows(made.card(turns=2).buttons, made.SESSION)
    assert few["components"][-1]["label"] == "Try again from here (your message 2)"


@claims("discord.buttons")
@pytest.mark.parametrize("count", [1, 25, 26, 60, 125])
def test_up_to_125_scenarios_are_on_offer(count: int) -> None:
    rows = buttons.picker(made.offered(count), ENGLISH)
    assert not problems(rows)
    found = [choice for choice in pressed(rows) if choice is not None]
    assert {choice.value for choice in found} == {one.id for one in made.offered(count)}
    assert {choice.action for choice in found} == {"start"}
    assert len(found) == count


def test_several_menus_say_which_categories_they_hold() -> None:
    many = [
        Offered(id=f"s-{n}", title=f"S {n}", category=f"c {n:02}", difficulty=1, language="en")
        for n in range(30)
    ]
    shown = [row["components"][0]["placeholder"] for row in buttons.picker(many, ENGLISH)]
    assert shown == ["Choose a scenario: c 00 – c 24", "Choose a scenario: c 25 – c 29"]


def test_more_scenarios_than_menus_hold_are_those_that_fit() -> None:
    rows = buttons.picker(made.offered(200), ENGLISH)
    assert not problems(rows)
    assert len(list(pressed(rows))) == 125


@claims("discord.buttons")
def test_the_longest_id_of_a_scenario_comes_back() -> None:
    longest = "x" * 64
    for action in ("start", "leave_and_start"):
        named = buttons.custom_id(Button("Go", action, value=longest), made.SESSION)
        assert limits.length(named) <= 100
        assert buttons.read(named) == Choice(action=action, value=longest)


def test_the_form_of_an_id_is_what_was_agreed() -> None:
    assert buttons.custom_id(Button("Stop", "stop"), SessionId("s-1")) == "ct:stop:s-1:"
    assert buttons.custom_id(Button("Go", "start", value="a:b"), None) == "ct:start:-:a:b"
    assert buttons.read("ct:start:-:a:b") == Choice(action="start", value="a:b")
    assert buttons.read("ct:retry:s-1:#0", ["4"]) == Choice(
        action="retry", value="4", session=SessionId("s-1")
    )


@pytest.mark.parametrize(
    ("custom_id", "values"),
    [
        (None, ()),
        (7, ()),
        ("", ()),
        ("ct", ()),
        ("ct:stop", ()),
        ("ct:stop:", ()),
        ("ct:stop::", ()),
        ("ct:launch:-:x", ()),
        ("xx:stop:-:", ()),
        ("ct:stop:a b:", ()),
        ("ct:start:-:#0", ()),
        ("ct:start:-:#0", [7]),
        ("ct:start:-:#0", [None]),
        (f"ct:stop:{'s' * 65}:", ()),
    ],
)
def test_what_is_none_of_ours_is_nothing(custom_id: object, values: Any) -> None:
    assert buttons.read(custom_id, values) is None


@given(
    st.text() | st.from_regex(r"ct:[a-z_]{0,12}:[^:]{0,40}:.*") | st.none() | st.integers(),
    st.lists(st.text() | st.integers() | st.none(), max_size=3),
)
def test_no_junk_breaks_it(custom_id: object, values: list[object]) -> None:
    choice = buttons.read(custom_id, values)
    assert choice is None or choice.action in get_args(Action)


def test_an_address_too_long_for_a_button_has_none() -> None:
    assert buttons.to("https://discord.com/channels/1/2", "Go")
    assert buttons.to(f"https://discord.com/{'x' * 500}", "Go") == ()
