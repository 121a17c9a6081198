"""What is done with each thing that happened: events go to the intake, the rest is seen to here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from adapters.slack.addressing import is_direct
from adapters.slack.answering import Answers
from adapters.slack.errands import Errands
from adapters.slack.filling import Filling
from adapters.slack.forms import Asked
from adapters.slack.inbound import Happened, HomeOpened, Left
from adapters.slack.names import Names
from adapters.slack.opened import Tabs
from adapters.slack.payloads import response_url
from adapters.slack.reading import Reading
from adapters.slack.workspaces import Workspaces
from bot.domain.events import InboundEvent, Said
from bot.errors import StoreError
from bot.ports.platform import Accept

Body = Mapping[str, Any]


@dataclass(slots=True, kw_only=True)
class Taking:
    """Takes in what people and Slack did. `accept` is there while events can be taken in."""

    answers: Answers
    errands: Errands
    urgent: Errands
    """What has to be done within seconds, and waits for nothing else."""
    filling: Filling
    names: Names
    reading: Reading
    tabs: Tabs
    workspaces: Workspaces
    accept: Accept | None = None

    async def take(self, happened: Happened, body: Body) -> None:
        """Returns once it is durable. Raises StoreError."""
        if self.accept is None:
            raise StoreError("ChatTrain is starting, or shutting down")
        match happened:
            case None:
                return
            case HomeOpened():
                self.reading.learn(happened.team, happened.member, happened.channel)
                self.errands.add(partial(self.tabs.opened, happened))
            case Asked():
                self.urgent.add(partial(self.filling.open, happened, response_url(body)))
            case Left():
                await self.workspaces.left(happened.team)
            case _:
                self._remember(happened, body)
                await self.accept(happened)
                if self.names.due(happened.tenant):
                    self.errands.add(partial(self.names.read, happened.tenant))

    def _remember(self, event: InboundEvent, body: Body) -> None:
        if isinstance(event, Said) and is_direct(event.surface):
            self.reading.learn(event.tenant, event.member, event.surface.channel)
        if (url := response_url(body)) is not None:
            names = filter(None, (event.key, event.opens))
            self.answers.remember(url, event.surface, *names)
