"""What a reply's writer does next for a page: make a call, wait, or go on to the next page.

Decides only; asked again after every wait, so that what is done fits what is known by then.
"""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

from bot.domain.surface import Surface
from bot.ports.clock import Clock
from bot.ports.platform import Platform, Verb
from bot.replies.draft import Draft, View
from bot.replies.healing import close
from bot.replies.pacing import Budgets, Priority
from bot.replies.sheets import Call, Mode, Sheet, growth, promises

PROMPT = 0.25
"""How many seconds the start of a native stream may wait; else the reply is posted and edited."""
SECOND_AFTER = 0.5
"""When a reply that is edited shows its second text at the latest, in seconds after the first."""
PREFERENCE: dict[Mode, float] = {"stream": 0.2, "edits": 0.0}
"""By how much fuller, as a share, the other budgets must be for this mode to be left."""
RECONSIDER = 0.25
"""Seconds until a reply that is held back looks again whether it may grow."""
LEAD, UNHURRIED, LONGEST_LEAD = 0.2, 1.0, 0.3
"""Where the next text can come only after `UNHURRIED` seconds or more, the first is held back for that
part of them, but no longer than `LONGEST_LEAD` seconds: then it is a few words more."""
FRESH, LATER = 0.8, 5.0
"""Where edits are scarce: after so many seconds a reply looks again only when so many more are over,
as it may soon be written, and growing is worth most to those that begin."""


class Step(NamedTuple):
    """A call to be made; `mode` is how the message grows from then on.

    `end` stops a stream that an earlier try left open, so that its message can be edited.
    """

    call: Call | Literal["end"]
    priority: Priority
    mode: Mode | None = None

    @property
    def verb(self) -> Verb:
        """What the platform counts the call as."""
        return "stop" if self.call == "end" else self.call


class Pause(NamedTuple):
    """A time to wait, in seconds; `hungry` where more text ends it."""

    seconds: float
    hungry: bool = False


HUNGRY = Pause(math.inf, hungry=True)
END = Step("end", Priority.FIRST)


class Steps:
    """Chooses the steps of one reply. `declined` is set once the platform declined to stream."""

    __slots__ = (
        "_budgets",
        "_clock",
        "_first_words",
        "_platform",
        "_surface",
        "_text_by",
        "declined",
    )

    def __init__(
        self,
        *,
        platform: Platform,
        surface: Surface,
        budgets: Budgets,
        clock: Clock,
        first_words: int,
        text_by: float = math.inf,
    ) -> None:
        """By `text_by` a first text that is there is shown, if it can be."""
        self._text_by = text_by
        self._platform, self._surface = platform, surface
        self._budgets, self._clock = budgets, clock
        self._first_words = first_words
        self.declined = False

    def next(self, sheet: Sheet, draft: Draft, *, granted: bool = False) -> Step | Pause | None:
        """The next step of a page; None where nothing is left to do.

        `granted` says that a call is its own already: then it is not too early for one.
        """
        if sheet.left_open:
            return END
        if not (draft.final or granted) and (early := self._early(sheet)) > 0:
            return Pause(early)
        view = newest(sheet, draft)
        if view is None:
            return HUNGRY
        if view.complete:
            return self._completing(sheet)
        if sheet.shown is None:
            return self._opening(sheet, view, draft)
        return self._growing(sheet, view, sheet.shown)

    def closing(self, sheet: Sheet) -> Step | None:
        """The next step of a page whose reply was halted."""
        if sheet.left_open:
            return END
        if sheet.done or closed(sheet) is None:
            return None
        return Step(_call(sheet), Priority.FINAL)

    def _early(self, sheet: Sheet) -> float:
        """Seconds until a growing message may be called for again."""
        if math.isinf(sheet.painted_at):
            return -math.inf
        pace = self._budgets.pace(self._platform, growth(sheet.mode)[0], self._surface)
        if sheet.mode == "edits" and not sheet.grown and self._scarce("edits"):
            pace = min(pace, SECOND_AFTER)
        cadence = max(self._platform.capabilities.cadence, pace)
        if sheet.setbacks:
            cadence = max(cadence, 0.1) * 2.0 ** min(sheet.setbacks, 4)
        return sheet.painted_at + cadence - self._clock.monotonic()

    def _completing(self, sheet: Sheet) -> Step | None:
        stands = sheet.ref is not None and not self._platform.capabilities.edits
        if sheet.done or stands:
            return None
        first = sheet.ref is None and sheet.native is None
        return Step(_call(sheet), Priority.WHOLE if first else Priority.FINAL)

    def _opening(self, sheet: Sheet, view: View, draft: Draft) -> Step | Pause:
        """A page's first text, while more may come."""
        if not draft.opened(view, self._first_words):
            return HUNGRY
        sheet.ready_at = min(sheet.ready_at, self._clock.monotonic())
        mode = sheet.mode or self._transport(sheet)
        if mode is None:
            return self._held_back(sheet)
        if (lead := self._lead(sheet, mode)) > 0:
            return Pause(lead)
        priority = Priority.FIRST if sheet.number == 0 else Priority.GROWING
        if mode == "edits" or sheet.ref is not None:
            return Step(_call(sheet), priority, "edits")
        begins = draft.view(sheet.number, append_only=True)
        if begins is None or not draft.opened(begins, self._first_words):
            return HUNGRY
        return Step("start", priority, "stream")

    def _held_back(self, sheet: Sheet) -> Pause:
        fresh = self._clock.monotonic() - sheet.ready_at < FRESH or not self._scarce("edits")
        return Pause(RECONSIDER if fresh else LATER)

    def _lead(self, sheet: Sheet, mode: Mode) -> float:
        """Seconds until a first text that is there should be shown."""
        if mode == "stream" or self._scarce("edits"):
            return 0.0
        pace = self._budgets.pace(self._platform, "edit", self._surface, shared=True)
        lead = min(LONGEST_LEAD, LEAD * pace) if pace >= UNHURRIED else 0.0
        return min(sheet.ready_at + lead, self._text_by) - self._clock.monotonic()

    def _growing(self, sheet: Sheet, view: View, shown: View) -> Step | Pause:
        """More text of a page that is visible."""
        more = view.end > shown.end
        if sheet.native is None:
            worth = more or sheet.content is None
            promised = not sheet.grown and self._scarce("edits")
            priority = Priority.SECOND if promised else Priority.GROWING
            return Step("edit", priority, "edits") if worth else HUNGRY
        left = self._lifetime(sheet)
        if sheet.broken or left <= 0:
            return Step("stop", Priority.FINAL)
        return Step("append", Priority.GROWING) if more else Pause(left, hungry=True)

    def _lifetime(self, sheet: Sheet) -> float:
        """Seconds until a native stream has to be ended."""
        most = self._platform.capabilities.stream_seconds
        return math.inf if most is None else sheet.began + most - self._clock.monotonic()

    def _transport(self, sheet: Sheet) -> Mode | None:
        """How a message is to grow; None where it has to be posted whole, once."""
        if not self._platform.capabilities.edits:
            return None
        may: list[Mode] = []
        if self._may_stream(sheet):
            may.append("stream")
        if not self._crowded("edits"):
            may.append("edits")
        return max(may, key=self._fullness, default=None)

    def _fullness(self, mode: Mode) -> float:
        """How much of the budgets that a mode needs is there: what is full wins nothing more."""
        verbs = {*growth(mode), *(("start",) if mode == "stream" else ())}
        return PREFERENCE[mode] + min(
            self._budgets.fullness(self._platform, verb, self._surface) for verb in verbs
        )

    def _may_stream(self, sheet: Sheet) -> bool:
        fresh = sheet.ref is None and not sheet.unsure and sheet.tried is None
        if self.declined or not fresh or not self._platform.capabilities.streams:
            return False
        wait = self._budgets.wait(self._platform, "start", self._surface, Priority.FIRST)
        return wait <= PROMPT and not self._crowded("stream")

    def _scarce(self, mode: Mode) -> bool:
        return self._budgets.scarce(self._platform, growth(mode)[0], self._surface)

    def _crowded(self, mode: Mode) -> bool:
        """Whether one more message growing that way could make final texts late."""
        needs = promises(mode, scarce=self._scarce(mode))
        return any(
            self._budgets.crowded(self._platform, verb, self._surface, needs.count(verb))
            for verb in set(needs)
        )


def newest(sheet: Sheet, draft: Draft) -> View | None:
    """How a page is to be seen now."""
    return draft.view(sheet.number, append_only=sheet.mode == "stream" and not sheet.broken)


def closed(sheet: Sheet) -> View | None:
    """What was shown of a page, as it is left when the reply is halted."""
    view = sheet.tried or sheet.shown
    if view is None or view.complete:
        return view
    return view._replace(text=close(view.raw), complete=True)


def _call(sheet: Sheet) -> Call:
    """The call that shows a text whatever was there before."""
    if sheet.native is not None:
        return "stop"
    return "post" if sheet.ref is None else "edit"
