"""What the doctor says of who plays, of each provider's models, and of a database to be made."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from bot import doctor
from bot.findings import Finding
from bot.stores.serving import serve_lock
from tests.fakes.model_server import Answer, Asked, ModelServer
from tests.fakes.wire import Wire
from tests.fakes.wire_chat import ChatWire, pulled, tags
from tests.fakes.wire_messages import MessagesWire
from tests.requirements import claims

MESSAGES, CHAT = MessagesWire(), ChatWire()


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without a `.env`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PORT", "0")


def listing(*rows: dict[str, object]) -> Answer:
    return Answer(parts=(json.dumps({"data": rows}).encode(),))


def serve(server: ModelServer, wire: Wire, models: Answer) -> None:
    def answer(asked: Asked) -> Answer:
        return models if asked.path.endswith("/models") else wire.reply("Yes.")

    server.otherwise = answer


async def told() -> list[str]:
    found = await asyncio.to_thread(lambda: list(doctor.findings()))
    return [str(finding) for finding in found if finding.subject == "models"]


def found_of(subject: str) -> list[Finding]:
    return [finding for finding in doctor.findings() if finding.subject == subject]


def told_of(subject: str) -> list[str]:
    return [finding.text for finding in found_of(subject)]


@claims("provider.models")
@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"id": "small"}, "ok: models: {address} answers and lists small"),
        (
            {"id": "small", "lifecycle": "deprecated", "retires_at": "2026-11-30T00:00:00Z"},
            "note: models: {address}: small is retired on 2026-11-30; set ANTHROPIC_MODEL to",
        ),
        ({"id": "large"}, "problem: models: {address} does not list small; it lists large: set"),
    ],
    ids=["listed", "old", "gone"],
)
async def test_anthropics_models_are_asked_for(
    row: dict[str, object], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with ModelServer() as server:
        address = server.address.removesuffix("/v1")
        serve(server, MESSAGES, listing(row))
        monkeypatch.setenv("ANTHROPIC_API_KEY", "k")
        monkeypatch.setenv("ANTHROPIC_BASE_URL", address)
        monkeypatch.setenv("ANTHROPIC_MODEL", "small")
        (line,) = await told()
    assert line.startswith(said.format(address=address))
    assert server.asked[0].path == "/v1/models"
    assert server.asked[0].headers["authorization"] == "Bearer k"


@claims("provider.models")
async def test_a_model_that_is_listed_and_refused_all_the_same_is_a_problem(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with ModelServer() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.address)
        monkeypatch.setenv("OPENAI_MODEL", "small")
        server.play(listing({"id": "small"}), CHAT.refuse(403, "not for you"))
        (line,) = await told()
        server.play(listing({"id": "small"}), CHAT.refuse(500, "oops"))
        (later,) = await told()
    assert line.startswith("problem: models: small is refused: ")
    assert later.startswith("note: models: small is listed, but does not answer now: ")


@claims("provider.models", "provider.ollama")
async def test_a_model_that_an_ollama_lacks_is_named_with_the_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with ModelServer() as server:
        address = server.address.removesuffix("/v1")
        monkeypatch.setenv("OLLAMA_BASE_URL", address)
        monkeypatch.setenv("OLLAMA_MODEL", "qwen3")
        serve(server, CHAT, listing({"id": "qwen3:8b"}))
        (missing,) = await told()
        serve(server, CHAT, listing({"id": "qwen3:latest"}))
        (there,) = await told()
        monkeypatch.delenv("OLLAMA_MODEL")
        serve(server, CHAT, listing())
        (none,) = await told()
    (gone,) = await told()
    assert missing == f"problem: models: {address} does not list qwen3: run `ollama pull qwen3`."
    assert there == f"ok: models: {address} answers and lists qwen3"
    assert none == f"problem: models: {address} does not list any: run `ollama pull qwen3:8b`."
    assert "start it with `ollama serve`" in gone


@claims("provider.ollama")
async def test_an_ollama_that_answers_is_found_where_nothing_is_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def answer(asked: Asked) -> Answer:
        return tags(pulled("small")) if asked.path == "/api/tags" else CHAT.reply("Yes.")

    async with ModelServer() as server:
        address = server.address.removesuffix("/v1")
        monkeypatch.setattr("bot.providers.ollama.ADDRESS", address)
        server.otherwise = answer
        server.play(tags(pulled("small")), listing({"id": "small"}))
        (found,) = await told()
        monkeypatch.setenv("CHATTRAIN_PROVIDERS", "scripted")
        (kept_out,) = await told()
    assert found == f"ok: models: {address} answers and lists small"
    assert kept_out.startswith("ok: models: none is configured")


async def test_the_judges_model_is_looked_at_too(monkeypatch: pytest.MonkeyPatch) -> None:
    async with ModelServer() as server:
        serve(server, MESSAGES, listing({"id": "large"}))
        monkeypatch.setenv("CHATTRAIN_PROVIDERS", "scripted")
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.address.removesuffix("/v1"))
        monkeypatch.setenv("CHATTRAIN_JUDGE_MODEL", "anthropic/small")
        (line,) = await told()
    assert "does not list small" in line


def test_the_script_is_named_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHATTRAIN_PROVIDERS", "scripted")
    assert "the persona is played by the scenario's script" in told_of("settings")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
    monkeypatch.setenv("CHATTRAIN_PERSONA_MODEL", "openai/small")
    (line,) = told_of("settings")
    assert line.startswith("the persona is played by openai/small, else the scenario's script")


@claims("commands.doctor")
async def test_a_folder_that_is_made_with_the_database_is_a_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "never" / "there" / "x.db"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    (found,) = await asyncio.to_thread(found_of, "database")
    assert str(found) == (
        f"note: database: the folder {file.parent} is not there yet; "
        "`chattrain run` makes it and x.db"
    )
    assert not (tmp_path / "never").exists()
    with serve_lock(f"sqlite:///{file}"):
        assert file.parent.is_dir()


def test_a_folder_that_cannot_be_made_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "taken").write_text("")
    file = tmp_path / "taken" / "there" / "x.db"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    (found,) = found_of("database")
    assert found.is_problem
    assert found.text == (
        f"{tmp_path / 'taken'} is no folder, so {file} cannot be made there; set DATABASE_URL."
    )
