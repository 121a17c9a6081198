"""Replies as tests hear them: whole, or up to the error that ends them."""

from __future__ import annotations

import asyncio

import pytest

from bot.errors import ProviderError, Stalled
from bot.ports.provider import Call
from bot.providers.served import ServedModel
from bot.training.prompting import persona_prompt
from tests.fakes.model_server import Fault, ModelServer, Part, Pause, stream
from tests.fakes.talks import talk
from tests.fakes.virtual_time import run
from tests.fakes.wire import Wire

PROMPT = persona_prompt(talk("Hello.", "Is anybody there?"))
GRACE = 0.2
"""Real seconds given to sockets before virtual time jumps."""
SOON = 5.0
"""Seconds after which a test that waits for a socket gives up."""
LIMITS = {"openai": (20, 60), "compatible": (20, 60), "ollama": (45, 90), "anthropic": (20, 60)}
"""Seconds without a byte, and without an end, after which a server is given up."""


async def hear(provider: ServedModel) -> tuple[str, Call]:
    async with provider.stream(PROMPT) as stream:
        return "".join([delta async for delta in stream]), stream.call


async def fails(provider: ServedModel, shown: str = "") -> tuple[ProviderError, Call]:
    """The error of a reply, after so much of it was shown."""
    heard = ""
    async with provider.stream(PROMPT) as stream:
        try:
            async for piece in stream:
                heard += piece
        except ProviderError as raised:
            error = raised
        else:
            pytest.fail(f"no error after {heard!r}")
    assert heard == shown
    return error, stream.call


def stalls(wire: Wire, *parts: Part, shown: str = "") -> Call:
    """The call of a reply that is given up when its time is over, in virtual time."""
    seconds = LIMITS[wire.name][Fault.HOLD not in parts]

    async def stall() -> Call:
        loop = asyncio.get_running_loop()
        async with ModelServer() as server:
            provider = wire.provider(server)
            server.play(stream(*parts))
            began = loop.time()
            error, call = await fails(provider, shown=shown)
            assert type(error) is Stalled
            assert loop.time() - began == pytest.approx(seconds, abs=1)
            await (await server.request()).left.wait()
            await provider.close()
            return call

    return run(stall(), grace=GRACE)


def kept_alive(wire: Wire) -> tuple[Part, ...]:
    """A connection on which something comes, and never a word."""
    return (b": keep-alive\n\n", Pause(LIMITS[wire.name][0] - 1)) * 9
