"""`chattrain run` in Slack, killed and started again: every message is answered exactly once, in
what stood there already."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import yaml

from tests.fakes import program
from tests.fakes.program import Program
from tests.fakes.scenarios import scenario
from tests.fakes.slack import App, Message, Person, Slack, error, hang
from tests.requirements import claims

T = TypeVar("T")

ROOT = Path(__file__).parents[2]
LINES = tuple(
    f"Line {number}. " + " ".join(f"word{number}x{place}" for place in range(50)) + "."
    for number in range(1, 5)
)
SLOWLY, QUICKLY = "12", "1000"
"""Words in a second: one takes long enough to be killed within."""


@dataclass
class Install:
    """An app of its own that Slack talks to, started and killed."""

    slack: Slack
    folder: Path
    socket: bool
    program: Program = field(init=False)

    @property
    def ann(self) -> Person:
        return self.slack.workspace.user("U1ANN")

    async def start(self, pace: str) -> None:
        """Starts it, and returns once Slack reaches it."""
        app = self.slack.app
        transport = {"SLACK_APP_TOKEN": app.app_token}
        self.program = program.start(
            self.folder,
            {
                "PORT": "0",
                "SLACK_API_URL": self.slack.api_url,
                "SLACK_BOT_TOKEN": self.slack.workspace.bot_token,
                "CHATTRAIN_SCENARIOS": str(self.folder),
                "CHATTRAIN_SCRIPT_PACE": pace,
            }
            | (transport if self.socket else {"SLACK_SIGNING_SECRET": app.signing_secret}),
        )
        said = await self.program.runs()
        if self.socket:
            await self.slack.connected(2)
        else:
            address = re.search(r"http://[\d.]+:\d+", said)
            assert address is not None, said
            self.slack.deliver_to(f"{address[0]}/slack/events")

    async def kill(self) -> None:
        """It is gone from one moment to the next."""
        await self.program.kill()
        await self.slack.until(lambda: not self.slack.sockets.live)

    async def until(self, look: Callable[[], T]) -> T:
        async with asyncio.timeout(30):
            return await self.slack.until(look)

    # What Ann sees

    @property
    def opening(self) -> Message:
        (opening,) = [m for m in self.ann.sees() if "hint:0" in m.buttons]
        return opening

    def says(self, text: str) -> Message:
        return self.ann.writes(self.ann.dm, text, self.opening.ts)

    @property
    def below(self) -> list[Message]:
        """What is ours in the session's thread."""
        return [m for m in self.ann.sees(self.ann.dm, self.opening.ts)[1:] if m.bot]

    def whole(self) -> list[Message]:
        """The replies that are whole."""
        return [m for m in self.below if "finish:1" in m.buttons and not m.growing]

    async def answered(self, times: int) -> list[str]:
        """Waits for so many whole replies; gives the beginnings of all there are in the thread."""
        await self.until(lambda: len(self.whole()) >= times)
        return [m.shown[: len("Line 1.")] for m in self.below]


@asynccontextmanager
async def installed(folder: Path, *, socket: bool) -> AsyncIterator[Install]:
    lamp = scenario(
        id="lamp",
        interruption="queue",
        facts=(),
        script={"cues": ({"say": (LINES[0],)},), "otherwise": LINES[1:]},
    )
    written = lamp.model_dump(mode="json", by_alias=True, exclude_unset=True)
    (folder / "lamp.yaml").write_text(yaml.safe_dump(written, sort_keys=False))
    manifest = yaml.safe_load((ROOT / "manifest.yml").read_text())
    async with Slack(app=App.from_manifest(manifest)) as slack:
        install = Install(slack, folder, socket)
        try:
            yield install
        finally:
            await install.program.kill()


@claims("slack.killed", "slack.left-open", "slack.read-back", "killed.exactly-once")
async def test_by_socket_killed_before_the_opening_in_a_stream_and_while_scoring(
    tmp_path: Path,
) -> None:
    async with installed(tmp_path, socket=True) as install:
        slack, ann = install.slack, install.ann
        await install.start(SLOWLY)

        slack.faults.play("chat.postMessage", hang())
        await ann.runs("/chattrain", "start lamp").acked()
        await install.until(lambda: slack.calls("chat.postMessage"))
        await install.kill()
        assert ann.sees() == []

        await install.start(SLOWLY)
        await install.until(ann.sees)
        install.says("Hello?")
        await install.until(lambda: [m for m in install.below if m.growing and len(m.states) > 1])
        await install.kill()
        (begun,) = install.below
        install.says("Is anybody there?")
        assert begun.growing

        await install.start(QUICKLY)
        assert await install.answered(2) == ["Line 1.", "Line 2."]
        assert install.below[0] is begun
        assert LINES[0] in begun.shown
        slack.redeliver()
        await slack.acked()

        slack.faults.play("chat.update", hang())
        edits = len(slack.calls("chat.update"))
        install.says("!finish")
        await install.until(lambda: len(slack.calls("chat.update")) > edits)
        await install.kill()
        assert "Score: being worked out" in install.below[2].shown

        await install.start(QUICKLY)
        await install.until(lambda: "rate:0" in install.below[2].buttons)
        assert len(install.below) == 3
        assert len(ann.sees()) == 1


@claims("slack.killed", "killed.exactly-once")
async def test_by_http_killed_in_a_reply_that_grows_by_edits(
    tmp_path: Path,
) -> None:
    async with installed(tmp_path, socket=False) as install:
        slack, ann = install.slack, install.ann
        slack.faults.play("chat.startStream", *[error("unknown_method")] * 9)
        await install.start(SLOWLY)
        await ann.runs("/chattrain", "start lamp").acked()
        await install.until(ann.sees)
        install.says("Hello?")
        await install.until(lambda: [m for m in install.below if len(m.states) > 1])
        await install.kill()
        (begun,) = install.below
        missed = install.says("Is anybody there?")
        assert LINES[0] not in begun.shown

        await install.start(QUICKLY)
        assert await install.answered(2) == ["Line 1.", "Line 2."]
        assert install.below[0] is begun
        assert LINES[0] in begun.shown
        slack.redeliver()
        await slack.acked()
        slack.repeat(
            next(d for d in slack.deliveries if d.payload.get("event", {}).get("ts") == missed.ts)
        )
        await slack.acked()

        install.says("Third.")
        assert await install.answered(3) == ["Line 1.", "Line 2.", "Line 3."]
        assert LINES[1] in install.below[1].shown
