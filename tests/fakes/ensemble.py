"""A server whose model plays persona, trainee and judge, as a test tells it to."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.config import Settings
from bot.domain.scenario import Scenario
from tests.fakes import database
from tests.fakes.model_server import Answer, Asked, ModelServer, reply
from tests.fakes.scenarios import scenario

LAMP = {
    "trainees": (
        {"id": "excellent", "passes": True, "says": ("I am sorry.", "It comes tomorrow.")},
        {"id": "poor", "passes": False, "says": ("Well?", "So?", "And?")},
    )
}


def lamp(**changes: Any) -> Scenario:
    """The small scenario with an excellent trainee of two messages and a poor one of three."""
    return scenario(**LAMP | changes)


def written(folder: Path, of: Scenario) -> str:
    """A scenario as a file; its name."""
    file = folder / f"{of.id}.yaml"
    file.write_text(of.model_dump_json(by_alias=True, exclude_defaults=True))
    return str(file)


def judgement(
    *, told: Mapping[str, str] | None = None, gave_way: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """A judge's answer: words by fact, and words by the way to give way."""
    return {
        "told": [{"quote": quote, "fact": fact} for fact, quote in (told or {}).items()],
        "gave_way": [{"quote": quote, "way": way} for way, quote in (gave_way or {}).items()],
    }


@dataclass
class Ensemble:
    """What each of them says; the persona and the trainee by what stands last before it."""

    persona: Callable[[str], str | Answer] = lambda _: "I see."
    trainee: Callable[[str, str], dict[str, Any]] = lambda *_: {"message": "Hm?", "then": "leave"}
    """By the system's text and the question."""
    judge: Callable[[str], dict[str, Any]] = lambda _: judgement()
    asked: dict[str, list[Asked]] = field(
        default_factory=lambda: {"persona": [], "trainee": [], "judge": []}
    )

    def answer(self, asked: Asked) -> Answer:
        form = asked.body.get("response_format", {}).get("json_schema", {}).get("schema")
        system, *_, last = (message["content"] for message in asked.body["messages"])
        if form is None:
            self.asked["persona"].append(asked)
            said = self.persona(last)
            return said if isinstance(said, Answer) else reply(said)
        if "message" in form["properties"]:
            self.asked["trainee"].append(asked)
            return reply(json.dumps(self.trainee(system, last)))
        self.asked["judge"].append(asked)
        judged = self.judge(last)
        return reply(json.dumps({key: judged[key] for key in form["properties"]}))


@asynccontextmanager
async def stage(ensemble: Ensemble) -> AsyncIterator[ModelServer]:
    async with ModelServer() as server:
        server.otherwise = ensemble.answer
        yield server


def settings(server: ModelServer, folder: Path, **changes: Any) -> Settings:
    """An installation whose one model is at the server, with a database in a folder."""
    url = database.address(folder / "rehearsed.db")
    return Settings(
        **{
            "_env_file": None,
            "openai_base_url": server.address,
            "openai_model": "served",
            "database_url": url,
        }
        | changes
    )
