"""What a frame of a socket stands for."""

from __future__ import annotations

import json

import pytest

from adapters.playground.inbound import Press, event, read
from bot.domain.events import Pressed
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
