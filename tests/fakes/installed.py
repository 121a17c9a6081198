"""An installation as its environment describes it: real settings, store, engine, SDKs and page,
with a model's server on this machine."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

from adapters.playground.platform import Playground
from adapters.playground.settings import Settings as PlaygroundSettings
from bot import app, casting, config, stores
from bot.ports.clock import SystemClock
from bot.ports.store import Store
from tests.fakes.engine import Shelf
from tests.fakes.judges import answer, fenced, levels, messages
from tests.fakes.model_server import Answer, Asked, Fault, ModelServer, stream
from tests.fakes.site import Visitor, serving
from tests.fakes.wire import Wire
from tests.fakes.wire_chat import ChatWire, OllamaWire, pulled, tags
from tests.fakes.wire_messages import MessagesWire
from tests.fakes.wire_responses import ResponsesWire

GROWING = ("I have waited ", "for two weeks.")
"""A reply of which the second piece comes once the server is released."""


@dataclass(frozen=True)
class Kind:
    """A kind of model, as it is set up: `variables` by the address of its server."""

    wire: Wire
    variables: Mapping[str, str]

    def environment(self, root: str) -> dict[str, str]:
        return {name: value.format(root=root) for name, value in self.variables.items()}


OPENAI = {"OPENAI_BASE_URL": "{root}/v1", "OPENAI_MODEL": "served"}
KINDS: Mapping[str, Kind] = {
    "anthropic": Kind(
        MessagesWire(),
        {
            "ANTHROPIC_API_KEY": "k",
            "ANTHROPIC_BASE_URL": "{root}",
            "ANTHROPIC_MODEL": "served",
        },
    ),
    # OpenAI is known by its address, so it is asked there: through a proxy, which is the server.
    "openai": Kind(
        ResponsesWire(),
        OPENAI
        | {
            "OPENAI_API_KEY": "k",
            "OPENAI_BASE_URL": "http://api.openai.com/v1",
            "HTTP_PROXY": "{root}",
        },
    ),
    "compatible": Kind(ChatWire(), OPENAI),
    "ollama": Kind(OllamaWire(), {"OLLAMA_BASE_URL": "{root}"}),
}


@dataclass
class Model:
    """A model that plays, and judges by giving the highest level for a whole message of the
    trainee's. `first` are the parts of its first reply."""

    wire: Wire
    replies: list[Answer] = field(default_factory=list)
    """Those that come first, before it says `GROWING`."""
    down: bool = False
    asked: list[Asked] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    """What was wrong with what it was asked."""

    def answer(self, asked: Asked) -> Answer:
        asked = replace(asked, path=urlsplit(asked.path).path)
        if self.down:
            return self.wire.refuse(503, "overloaded")
        if asked.path == "/api/tags":
            return tags(pulled("served:latest"))
        self.asked.append(asked)
        self.faults += self.wire.check(asked)
        form = self.wire.form(asked.body)
        if form is not None:
            return self.wire.reply(json.dumps(_judged(asked, form)))
        return self.replies.pop(0) if self.replies else self.growing(*GROWING)

    def growing(self, first: str, *rest: str) -> Answer:
        wire = self.wire
        return stream(
            wire.begin(), wire.say(first), Fault.HOLD, *map(wire.say, rest), wire.end("stop")
        )

    def breaking(self, first: str) -> Answer:
        """A reply that breaks off once the server is released."""
        return stream(self.wire.begin(), self.wire.say(first), Fault.HOLD, Fault.CLOSE)


def _judged(asked: Asked, form: Mapping[str, Any]) -> dict[str, Any]:
    """The highest level, for the trainee's first message."""
    said = dict(one for text in _texts(asked.body) for one in fenced(text))
    first = messages(form)[0]
    return answer(levels(form)[-1], (first, said[first]), reason="It is all there.")


def _texts(body: object) -> Iterator[str]:
    """Every text in a request."""
    match body:
        case str():
            yield body
        case dict():
            for value in body.values():
                yield from _texts(value)
        case list():
            for value in body:
                yield from _texts(value)


@dataclass
class Installed:
    """What a test sees of an installation."""

    server: ModelServer
    model: Model
    store: Store
    visitor: Visitor


@asynccontextmanager
async def installed(
    folder: Path, kind: Kind, shelf: Shelf, **more: str
) -> AsyncIterator[Installed]:
    """An installation whose one model is of that kind."""
    model = Model(kind.wire)
    async with ModelServer() as server:
        server.otherwise = model.answer
        url = f"sqlite:///{folder / 'installed.db'}"
        variables = kind.environment(server.address.removesuffix("/v1"))
        variables |= {"DATABASE_URL": url, "CHATTRAIN_SCRIPT_PACE": "0"} | more
        with patch.dict(os.environ, variables):
            async with _running(url, shelf) as (store, visitor):
                yield Installed(server, model, store, visitor)


@asynccontextmanager
async def _running(url: str, shelf: Shelf) -> AsyncIterator[tuple[Store, Visitor]]:
    clock, settings = SystemClock(), config.load(None)
    stores.migrate(url)
    async with (
        stores.connect(url) as store,
        casting.cast(settings, store, clock) as players,
    ):
        playground = Playground(
            clock=clock, records=store, catalogue=shelf, settings=PlaygroundSettings()
        )
        async with (
            app.engine(
                store=store,
                platforms=[playground],
                persona=players.persona,
                judge=players.judge,
                second=players.second,
                catalogue=shelf,
                clock=clock,
            ),
            serving(playground) as visitor,
        ):
            yield store, visitor
