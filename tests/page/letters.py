"""The scenario that tests change: a bundled one, as a file of the server's own."""

from __future__ import annotations

from typing import Any

import yaml

from bot.catalogue import bundled
from tests.page.serving import Server

TITLE = "A letter that never came"
ENDLESS = "I have waited for this letter since Monday, and I am going to tell you about it. " * 40


def letter(endless: str = "", **changed: Any) -> str:
    """The scenario's file with other parts, None for none; `endless` is what to say for an answer
    that goes on and on."""
    document = yaml.safe_load((bundled() / "late-delivery.yaml").read_text())
    document |= {"id": "mine", "title": TITLE, **changed}
    if endless:
        goes_on = {"id": "endless", "when": {"says": [endless]}, "say": [ENDLESS]}
        document["script"]["cues"].insert(0, goes_on)
    return yaml.safe_dump(
        {name: part for name, part in document.items() if part is not None}, sort_keys=False
    )


def offer(server: Server, text: str) -> None:
    """Puts the scenario where the server reads it."""
    (server.scenarios / "mine.yaml").write_text(text)
