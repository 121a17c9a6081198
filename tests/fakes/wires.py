"""Every API that a provider speaks."""

from __future__ import annotations

from tests.fakes.wire import Wire
from tests.fakes.wire_chat import ChatWire, OllamaWire
from tests.fakes.wire_messages import MessagesWire
from tests.fakes.wire_responses import ResponsesWire

WIRES: tuple[Wire, ...] = (ResponsesWire(), ChatWire(), OllamaWire(), MessagesWire())
