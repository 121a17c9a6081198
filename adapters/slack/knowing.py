"""What is known of workspaces, places and people: one of each part, shared by all that need it."""

from __future__ import annotations

from adapters.chat.languages import Languages
from adapters.slack.calls import Calls
from adapters.slack.members import Members
from adapters.slack.names import Names
from adapters.slack.people import People
from adapters.slack.reading import Reading
from adapters.slack.records import Records
from bot.ports.clock import Clock


class Knowing:
    """The parts that know who is who and where."""

    def __init__(self, *, calls: Calls, records: Records, clock: Clock) -> None:
        self._calls = calls
        self.reading = Reading(calls=calls, clock=clock)
        self.members = Members(calls=calls, clock=clock)
        self.names = Names(members=self.members, clock=clock)
        self.languages = Languages(records=records, own=self.members.locale)

    def directory(self) -> People:
        """The same, as the engine asks for it."""
        return People(calls=self._calls, members=self.members, languages=self.languages)
