"""What a person is shown, by meaning: adapters decide how it looks on their platform.

Text is Markdown in the common subset (bold, italic, code, quotes, lists, links, fences).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from bot.domain.events import Action
from bot.domain.scorecard import Scorecard
from bot.domain.surface import MemberId, SessionId, Surface
from bot.domain.transcript import TurnNumber


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press; comes back as `Pressed(action, value, session)`."""

    label: str
    action: Action
    value: str = ""
    about: str = ""
    """What it is about ("your message 2"), for where it does not stand beside that."""
    emphasis: Literal["plain", "primary", "danger"] = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Briefing and the persona's first words: the first message of a session."""

    session: SessionId
    scenario: str
    title: str
    role: str
    situation: str
    goal: str
    limits: str
    privacy: str
    persona: str
    persona_role: str
    opening: str
    recap: tuple[tuple[str, str], ...] = ()
    """The last lines before the turn that is tried again, as (who, text)."""
    attempt: int = 1
    language: str = "en"
    """Of the scenario: what stands around this text should be in it too."""
    member: MemberId | None = None
    """Whose session it is, for platforms where it opens in that member's direct messages."""
    buttons: tuple[Button, ...] = ()
    kind: Literal["opening"] = "opening"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """One page of a persona's reply. `complete` is False while more of the page may come."""

    session: SessionId
    turn: TurnNumber
    page: int
    persona: str
    text: str
    complete: bool
    model: str = ""
    tokens: int | None = None
    """Written by the model for the whole reply, once it is complete."""
    buttons: tuple[Button, ...] = ()
    kind: Literal["speech"] = "speech"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A sentence from the coach; with `only_for`, seen by that member alone where possible."""

    text: str
    session: SessionId | None = None
    hint: bool = False
    note: bool = False
    """A coach's note on one message of the trainee."""
    label: str = ""
    """What stands before a hint or a note, in the session's language."""
    aside: bool = False
    """Whether it is said beside the talk, and answers nothing."""
    unasked: bool = False
    """Whether nobody waits for it: it comes after everything else that is to be posted."""
    buttons: tuple[Button, ...] = ()
    only_for: MemberId | None = None
    kind: Literal["notice"] = "notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A scorecard, complete or still growing; `stage` says what is being done."""

    session: SessionId
    scorecard: Scorecard
    stage: str = ""
    stopped: bool = False
    """Scoring was stopped: there is no result, and `stage` says how to have one."""
    short: bool = False
    """Of the criteria only their levels are shown: the rest was said after each message."""
    buttons: tuple[Button, ...] = ()
    kind: Literal["card"] = "card"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """One scenario on offer."""

    id: str
    title: str
    category: str
    difficulty: int
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """The scenarios to choose from; a choice comes back as `Pressed("start", id)`."""

    text: str
    scenarios: tuple[Offered, ...]
    only_for: MemberId | None = None
    language: str = "en"
    """Of `text`: what stands around it should be in it too."""
    kind: Literal["offer"] = "offer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The talk goes on elsewhere: in the thread of `session`."""

    session: SessionId
    text: str
    to: Surface
    only_for: MemberId | None = None
    language: str = "en"
    """Of the scenario that is practised there."""
    kind: Literal["moved"] = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line with a figure. `share`, from 0 to 1, may be drawn as a bar beside it."""

    label: str
    value: str = ""
    detail: str = ""
    share: float | None = None
    link: Surface | None = None
    """Where what the line is about goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a report: a heading, some sentences, lines with figures, and what can be done."""

    title: str = ""
    text: str = ""
    rows: tuple[Row, ...] = ()
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One moment of a trend: its mean of 100, with the ends of a 95 % interval where there is one.
    None where too few were scored."""

    label: str
    mean: float | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One skill: its mean of 100 and the one before, each None where too few were scored."""

    label: str
    now: float | None = None
    before: float | None = None
    n: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture of figures; `alt` says all of it in words."""

    title: str
    alt: str
    trend: tuple[Point, ...] = ()
    trend_title: str = ""
    bars: tuple[Bar, ...] = ()
    bars_title: str = ""
    now: str = ""
    before: str = ""
    """What `Bar.now` and `Bar.before` are called."""
    mark: int | None = None
    """The pass mark, drawn across."""
    mark_title: str = ""
    few: str = "too few"
    """What stands where too few were scored."""
    sample: bool = False
    """Whether the figures are made up, which the picture says."""
    sample_title: str = "Sample data"
    """How it says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Figures in a message: results, assignments, a digest. With `only_for`, seen by that member
    alone where possible."""

    title: str
    text: str = ""
    sections: tuple[Section, ...] = ()
    chart: Chart | None = None
    footer: str = ""
    buttons: tuple[Button, ...] = ()
    session: SessionId | None = None
    only_for: MemberId | None = None
    language: str = "en"
    unasked: bool = False
    """Whether nobody waits for it: it comes after everything else that is to be posted."""
    kind: Literal["report"] = "report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handout:
    """All that is stored of a member, as a file for them alone."""

    text: str
    name: str
    """The file's."""
    only_for: MemberId
    language: str = "en"
    """Of `text`."""
    kind: Literal["handout"] = "handout"


Content = Opening | Speech | Notice | Card | Offer | Moved | Report | Handout

_CONTENT: TypeAdapter[Content] = TypeAdapter(Annotated[Content, Field(discriminator="kind")])


def to_json(content: Content) -> str:
    """The stored form of a content."""
    return _CONTENT.dump_json(content).decode()


def from_json(text: str) -> Content:
    """Reads the stored form back."""
    return _CONTENT.validate_json(text)
