"""What is known of servers, places and people: one of each part, shared by all that need it."""

from __future__ import annotations

from adapters.chat.languages import Languages
from adapters.discord.calls import Calls
from adapters.discord.members import Members
from adapters.discord.names import Names
from adapters.discord.people import People
from adapters.discord.places import Places
from adapters.discord.records import Records
from adapters.discord.servers import Servers
from adapters.discord.threads import Threads
from bot.ports.clock import Clock
from bot.ports.directory import Directory


class Knowing:
    """The parts that know who is who and where."""

    def __init__(self, *, calls: Calls, records: Records, bot: str, clock: Clock) -> None:
        self.names = Names()
        self.languages = Languages(records=records, own=lambda _, member: self.names.locale(member))
        self.places = Places(calls=calls, bot=bot)
        self.servers = Servers(calls=calls, records=records)
        self.members = Members(calls=calls, records=records, clock=clock)
        self.threads = Threads(
            calls=calls, places=self.places, records=records, names=self.names, clock=clock
        )

    def directory(self) -> Directory:
        """The same, as the engine asks for it."""
        return People(
            languages=self.languages,
            members=self.members,
            places=self.places,
            threads=self.threads,
        )
