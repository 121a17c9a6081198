"""A chat platform that lives through the death of the program: what was posted stands in a file."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.domain.content import Card, Content, Notice, Opening, Speech
from bot.domain.surface import MessageRef, Surface
from bot.ports.platform import Accept, Capabilities, NativeStream, Stage
from tests.fakes.people import People


@dataclass(frozen=True)
class Shown:
    """One message as it stands: its key and what a person sees."""

    id: str
    key: str
    text: str
    complete: bool


class JournalPlatform:
    """Writes every post and edit to a file before it answers, as a server would keep it.

    `finds` is whether a message can be found again by its key.
    """

    name = "playground"

    def __init__(self, file: Path, *, finds: bool) -> None:
        self._file = file
        self.directory = People(self.name)
        self.capabilities = Capabilities(page=2000, cadence=0.0025, limits={}, finds=finds)

    async def run(self, accept: Accept) -> None:
        await asyncio.Event().wait()

    async def open_thread(self, home: Surface, opening: Opening, key: str) -> MessageRef:
        thread = Surface(home.platform, home.tenant, home.channel, opening.session)
        return self._write(thread, key, opening)

    async def delayed(self, home: Surface, opening: Opening, seconds: float) -> None:
        """Nothing is limited here."""

    async def post(self, surface: Surface, content: Content, key: str) -> MessageRef:
        return self._write(surface, key, content)

    async def edit(self, ref: MessageRef, content: Content) -> None:
        self._append({"id": ref.id, "key": "", **_seen(content)})

    async def delete(self, ref: MessageRef) -> None:
        self._append({"id": ref.id, "key": "", "text": "", "complete": True})

    async def stream(self, surface: Surface, content: Content, key: str) -> NativeStream | None:
        return None

    async def status(self, surface: Surface, stage: Stage, text: str) -> None:
        pass

    async def end_stream(self, ref: MessageRef) -> None:
        pass

    async def lookup(self, surface: Surface, key: str) -> MessageRef | None:
        found = [line for line in read(self._file) if line["key"] == key]
        if not found:
            return None
        thread = surface if surface.thread else Surface.parse(found[0]["surface"])
        return MessageRef(thread, found[0]["id"])

    def _write(self, surface: Surface, key: str, content: Content) -> MessageRef:
        id = f"m{len(read(self._file))}"
        self._append({"id": id, "key": key, "surface": str(surface), **_seen(content)})
        return MessageRef(surface, id)

    def _append(self, line: dict[str, Any]) -> None:
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")


def read(file: Path) -> list[dict[str, Any]]:
    """Every post and edit, in order; a line cut off by a kill did not happen."""
    if not file.exists():
        return []
    lines = file.read_text(encoding="utf-8").split("\n")[:-1]
    return [json.loads(line) for line in lines]


def standing(file: Path) -> list[Shown]:
    """The messages as they stand now, in the order in which they were posted."""
    messages: dict[str, Shown] = {}
    for line in read(file):
        key = line["key"] or messages[line["id"]].key
        messages[line["id"]] = Shown(line["id"], key, line["text"], line["complete"])
    return list(messages.values())


def _seen(content: Content) -> dict[str, Any]:
    match content:
        case Speech():
            return {"text": content.text, "complete": content.complete}
        case Card():
            return {"text": content.scorecard.headline(), "complete": not content.stage}
        case Opening():
            return {"text": content.opening, "complete": True}
        case Notice():
            return {"text": content.text, "complete": True}
        case _:
            return {"text": content.text, "complete": True}
