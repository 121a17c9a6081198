"""Every API that a provider speaks, with a strict server for each and a provider that asks it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.providers.served import ServedModel
from tests.fakes.model_server import ModelServer
from tests.fakes.wire import Wire
from tests.fakes.wires import WIRES


@pytest.fixture(params=WIRES, ids=lambda wire: wire.name)
def wire(request: pytest.FixtureRequest) -> Wire:
    made: Wire = request.param
    return made


@pytest.fixture
async def server(wire: Wire) -> AsyncIterator[ModelServer]:
    async with ModelServer() as server:
        server.otherwise = wire.serve
        yield server
    assert [fault for asked in server.asked for fault in wire.check(asked)] == []


@pytest.fixture
async def provider(wire: Wire, server: ModelServer) -> AsyncIterator[ServedModel]:
    provider = wire.provider(server)
    yield provider
    await provider.close()
