"""What people do, from the gateway to the intake: how the parts that hear it hang together."""

from __future__ import annotations

import asyncio

from adapters.discord.belonging import Belonging
from adapters.discord.calls import Calls
from adapters.discord.catchup import Catchup
from adapters.discord.gateway import Gateway
from adapters.discord.hearing import Hearing
from adapters.discord.interacting import Interacting
from adapters.discord.knowing import Knowing
from adapters.discord.listening import Listening
from adapters.discord.receiving import Receiving
from adapters.discord.records import Catalogue, Records
from adapters.discord.saying import Saying
from adapters.discord.taking import Taking
from bot.ports.clock import Clock
from bot.ports.platform import Accept


class Attending:
    """Hears what people do as long as it runs."""

    def __init__(
        self,
        *,
        calls: Calls,
        records: Records,
        catalogue: Catalogue,
        knowing: Knowing,
        saying: Saying,
        token: str,
        clock: Clock,
    ) -> None:
        self._calls, self._records, self._catalogue = calls, records, catalogue
        self._knowing, self._saying = knowing, saying
        self._receiving, self._taking = Receiving(clock=clock), Taking(clock=clock)
        belonging = self._belonging()
        listening = self._listening(belonging)
        self._catchup = Catchup(
            records=records, messages=saying.messages, listening=listening, clock=clock
        )
        hearing = self._hearing(listening, self._interacting(belonging))
        self._gateway = Gateway(token=token, calls=calls, hear=hearing.hear, clock=clock)

    def ready(self) -> str | None:
        """Why nothing can be heard now, if that is so."""
        return self._gateway.ready()

    async def run(self, accept: Accept) -> None:
        """Hands on what is heard, until cancelled."""
        self._taking.accept = accept
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._receiving.run())
                tasks.create_task(self._catchup.run(accept))
                tasks.create_task(self._gateway.run())
        finally:
            self._taking.accept = None

    def _belonging(self) -> Belonging:
        known = self._knowing
        return Belonging(
            calls=self._calls,
            places=known.places,
            threads=known.threads,
            names=known.names,
            servers=known.servers,
            answers=self._saying.answers,
            receiving=self._receiving,
            taking=self._taking,
        )

    def _listening(self, belonging: Belonging) -> Listening:
        known = self._knowing
        return Listening(
            records=self._records,
            places=known.places,
            servers=known.servers,
            members=known.members,
            names=known.names,
            messages=self._saying.messages,
            belonging=belonging,
            receiving=self._receiving,
            taking=self._taking,
        )

    def _interacting(self, belonging: Belonging) -> Interacting:
        known = self._knowing
        return Interacting(
            answers=self._saying.answers,
            belonging=belonging,
            catalogue=self._catalogue,
            languages=known.languages,
            members=known.members,
            names=known.names,
            places=known.places,
            receiving=self._receiving,
            servers=known.servers,
            taking=self._taking,
        )

    def _hearing(self, listening: Listening, interacting: Interacting) -> Hearing:
        known = self._knowing
        return Hearing(
            calls=self._calls,
            places=known.places,
            threads=known.threads,
            servers=known.servers,
            messages=self._saying.messages,
            receiving=self._receiving,
            listening=listening,
            interacting=interacting,
            missed=self._catchup.ask,
        )
