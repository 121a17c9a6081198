"""What a frame of a socket stands for."""

from __future__ import annotations

import json

import pytest

from adapters.playground.errors import Problem
from adapters.playground.inbound import Press, Say, event, read
from bot.domain.events import Commanded, InboundEvent, Pressed, Said
from bot.domain.surface import MemberId, SessionId
from bot.domain.transcript import Micros

MEMBER = MemberId("00000000-0000-7000-8000-00000000000a")
SESSION = SessionId("00000000-0000-7000-8000-00000000000b")


@pytest.mark.parametrize("action", ["retry", "leave_and_retry"])
@pytest.mark.parametrize("turn", ["", "2"])
def test_a_retry_names_the_session_it_may_open(action: str, turn: str) -> None:
    frame = json.dumps({"type": "press", "action": action, "value": turn})
    request = read(frame)
    assert isinstance(request, Press)
    happened = event(request, member=MEMBER, session=SESSION, fresh="fresh", at=Micros(1))
    assert isinstance(happened, Pressed)
    assert (happened.action, happened.value, happened.opens) == (action, turn, "fresh")


def _said(text: str) -> InboundEvent:
    frame = {"type": "user_message", "content": text, "metadata": {"client_id": "one"}}
    request = read(json.dumps(frame))
    assert isinstance(request, Say)
    return event(request, member=MEMBER, session=SESSION, fresh="fresh", at=Micros(1))


@pytest.mark.parametrize("name", ["help", "stop", "list", "score", "start"])
def test_a_typed_command_is_not_said_to_the_persona(name: str) -> None:
    happened = _said(f"/chattrain {name}")
    assert isinstance(happened, Commanded)
    assert (happened.command, happened.arguments, happened.session) == (name, {}, SESSION)
    assert happened.key == f"playground:{SESSION}:one"


def test_a_typed_start_names_its_scenario() -> None:
    happened = _said("/chattrain start late-delivery")
    assert isinstance(happened, Commanded)
    assert (happened.arguments, happened.opens) == ({"scenario": "late-delivery"}, "fresh")


@pytest.mark.parametrize("text", ["/chattrain", " /ChatTrain  HELP "])
def test_a_command_without_a_name_and_one_in_capitals_are_read(text: str) -> None:
    happened = _said(text)
    assert isinstance(happened, Commanded)
    assert happened.command == "help"


@pytest.mark.parametrize("text", ["/chattrained", "I use /chattrain help", "/help"])
def test_what_only_looks_like_a_command_is_said(text: str) -> None:
    happened = _said(text)
    assert isinstance(happened, Said)
    assert happened.text == text


def test_an_unknown_command_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(Problem, match=r"/chattrain halp here\. Did you mean help\?") as told:
        _said("/chattrain halp")
    assert told.value.more == {"client_id": "one"}
