"""What the bot says: one of each part, shared by all that need it."""

from __future__ import annotations

from adapters.discord.answering import Answers
from adapters.discord.calls import Calls
from adapters.discord.dressing import Dressing
from adapters.discord.knowing import Knowing
from adapters.discord.messages import Messages
from adapters.discord.opening import Openings
from adapters.discord.reaching import Reaching
from adapters.discord.records import Records
from adapters.discord.statuses import Statuses
from bot.ports.clock import Clock
from bot.ports.printing import Printer


class Saying:
    """The parts that write, in a channel, to one person, or as an answer to a command."""

    def __init__(
        self,
        *,
        calls: Calls,
        records: Records,
        knowing: Knowing,
        bot: str,
        printer: Printer | None,
        clock: Clock,
    ) -> None:
        self.statuses = Statuses(calls=calls)
        self.answers = Answers(calls=calls, clock=clock)
        self.messages = Messages(
            calls=calls,
            bot=bot,
            dressing=Dressing(printer=printer, languages=knowing.languages),
        )
        self.openings = Openings(
            messages=self.messages,
            threads=knowing.threads,
            places=knowing.places,
            answers=self.answers,
            languages=knowing.languages,
            records=records,
        )
        self.reaching = Reaching(
            answers=self.answers,
            languages=knowing.languages,
            messages=self.messages,
            names=knowing.names,
            places=knowing.places,
            records=records,
            threads=knowing.threads,
        )
