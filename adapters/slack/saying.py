"""What the bot says: one of each part, shared by all that need it."""

from __future__ import annotations

from adapters.slack.answering import Answers
from adapters.slack.calls import Calls
from adapters.slack.dressing import Dressing
from adapters.slack.errands import Errands
from adapters.slack.files import Files
from adapters.slack.filling import Filling
from adapters.slack.knowing import Knowing
from adapters.slack.messages import Messages
from adapters.slack.statuses import Statuses
from adapters.slack.streams import OnStop, Streams
from bot.ports.clock import Clock
from bot.ports.printing import Printer


class Saying:
    """The parts that write, in a channel, to one person, or as an answer to a command."""

    def __init__(
        self,
        *,
        calls: Calls,
        knowing: Knowing,
        errands: Errands,
        stopped: OnStop,
        printer: Printer | None,
        clock: Clock,
    ) -> None:
        self.answers = Answers(clock=clock)
        self.statuses = Statuses(calls=calls, clock=clock)
        files = Files(calls=calls, clock=clock, printer=printer)
        dressing = Dressing(calls=calls, files=files)
        self.messages = Messages(
            calls=calls,
            dressing=dressing,
            files=files,
            answers=self.answers,
            languages=knowing.languages,
            reading=knowing.reading,
            clock=clock,
        )
        self.filling = Filling(calls=calls, answers=self.answers, messages=self.messages)
        self.streams = Streams(
            calls=calls,
            dressing=dressing,
            messages=self.messages,
            statuses=self.statuses,
            stopped=stopped,
            errands=errands,
        )
