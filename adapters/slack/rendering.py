"""How a content looks in Slack: blocks, and the text for notifications and screen readers. Pure.

Words come from the domain, in the session's language; texts of models and trainees call nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from adapters.chat.markdown import quote
from adapters.slack import addressing, buttons, cards, limits, reports
from adapters.slack.blocks import DIVIDER, Block, Blocks, aside, fit, heading, sections
from adapters.slack.blocks import spelled as spelled_out
from adapters.slack.blocks import texts as readable
from adapters.slack.mrkdwn import bold, link, literal, mrkdwn, name, streamed
from bot.domain import wording
from bot.domain.content import Card, Content, Handout, Moved, Notice, Offer, Opening, Report, Speech
from bot.domain.offering import about
from bot.domain.surface import Surface
from bot.domain.telling import Links
from bot.domain.wording import outside

ROWS = 5
"""So many scenarios on offer have a row and a button each; more are a menu."""
SHORTER = (4_000, 2_000, 1_000, 500, 250)
"""Characters that each text of a briefing may have, where all of them do not fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A message: `text` stands for the blocks where they cannot be seen."""

    text: str
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Permalinks:
    """Addresses of messages in the workspace at `url`, on `surface` unless another is named."""

    url: str
    surface: Surface

    def __call__(self, message: str | None, at: Surface | None = None) -> str | None:
        surface, ts = addressing.whereabouts(at or self.surface, message or "")
        if not (self.url and addressing.is_ts(ts) and addressing.is_id(surface.channel)):
            return None
        return addressing.permalink(self.url, surface, ts)


def permalinks(url: str, surface: Surface) -> Permalinks:
    """What gives the messages of a conversation their addresses; without `url` there are none."""
    return Permalinks(url, surface)


def rendered(
    content: Content, *, links: Links, customized: bool, picture: str | None = None
) -> Rendered:
    """A content as one message. `customized` says that the persona's replies stand under its own
    name already; `picture` is the file of a report's chart."""
    if isinstance(content, Report):
        read_aloud = reports.blocks(content, links, picture=None, bars=False)
        shown = reports.blocks(content, links, picture=picture)
        return Rendered(text=_fallback(read_aloud), blocks=shown)
    blocks = tuple(_blocks(content, links, customized=customized))
    return Rendered(text=_fallback(blocks), blocks=blocks)


def controls(content: Content) -> Blocks:
    """What stands below a reply whose text Slack has streamed: its buttons alone."""
    return buttons.blocks(content.buttons, content.session) if isinstance(content, Speech) else ()


def spoken(speech: Speech, *, customized: bool) -> str:
    """A reply as Markdown, for Slack to stream. As the reply grows this grows at its end only."""
    who = "" if customized else _who(speech).replace("*", "")
    return (f"**{streamed(who)}**\n" if who else "") + streamed(speech.text)


def _blocks(content: Content, links: Links, *, customized: bool) -> Iterable[Block]:
    match content:
        case Opening():
            return _opening(content)
        case Speech():
            return _speech(content, customized=customized)
        case Notice():
            return _notice(content)
        case Card():
            return cards.blocks(content, links)
        case Offer():
            return _offer(content)
        case Moved():
            return _moved(content, links)
        case Report():
            return reports.blocks(content, links, picture=None)
        case Handout():
            return _notice(Notice(text=content.text))
        case _:
            assert_never(content)


def _fallback(blocks: Sequence[Block]) -> str:
    whole = "\n".join(readable(blocks)).strip()
    first, *more = limits.pieces(whole, limits.TEXT - len(limits.ELLIPSIS))
    return f"{first}{limits.ELLIPSIS}" if more else first


def _speech(speech: Speech, *, customized: bool) -> Iterator[Block]:
    who = "" if customized else bold(_who(speech))
    said = mrkdwn(speech.text) or limits.ELLIPSIS
    if limits.length(said) <= limits.ALL_TEXT - limits.SECTION:
        yield from sections(who, said)
    else:  # nearly all of it has to be escaped
        yield from sections(who)
        yield from spelled_out(speech.text)
    yield from buttons.blocks(speech.buttons, speech.session)


def _who(speech: Speech) -> str:
    """Who speaks, where it has to be said: a reply's later pages go on with the first."""
    return "" if speech.page else limits.cut(speech.persona, limits.HEADER)


def _notice(notice: Notice) -> Iterator[Block]:
    label = f"{bold(notice.label)}: " if notice.label else ""
    blocks = tuple(sections(label + (mrkdwn(notice.text) or limits.ELLIPSIS)))
    if not fit(blocks):
        blocks = (*sections(label), *spelled_out(limits.shortened(notice.text, limits.TEXT)))
    yield from blocks
    yield from buttons.blocks(notice.buttons, notice.session)


def _offer(offer: Offer) -> Iterator[Block]:
    words = outside.of(offer.language)
    yield from sections(mrkdwn(limits.shortened(offer.text, limits.SECTION // 6)) or "…")
    if len(offer.scenarios) > ROWS:
        yield from buttons.picker(offer.scenarios, words)
        return
    for place, scenario in enumerate(offer.scenarios):
        title = bold(limits.cut(scenario.title, limits.HEADER))
        category = literal(limits.cut(scenario.category, limits.HEADER))
        (row,) = sections(title, category, literal(about(scenario, words)))
        yield {**row, "accessory": buttons.start(scenario, place, words)}


def _moved(moved: Moved, links: Links) -> Iterator[Block]:
    address = links(moved.to.thread, moved.to)
    label = wording.of(moved.language).labels.go_there
    there = link(address, label) if address else ""
    yield from sections(mrkdwn(limits.shortened(moved.text, limits.SECTION // 2)) or "…", there)


def _opening(opening: Opening) -> tuple[Block, ...]:
    whole = tuple(_briefing(opening, None))
    for most in SHORTER:
        if fit(whole):
            break
        whole = tuple(_briefing(opening, most))
    return whole


def _briefing(opening: Opening, most: int | None) -> Iterator[Block]:
    """Briefing and first words; of each text at most so much, where that is said."""
    labels = wording.of(opening.language).labels

    def said(text: str) -> str:
        return mrkdwn(text if most is None else limits.shortened(text, most))

    again = f" ({labels.attempt.format(number=opening.attempt)})" if opening.attempt > 1 else ""
    yield from heading(opening.title + again)
    for label, text in (
        (labels.role, opening.role),
        (labels.situation, opening.situation),
        (labels.goal, opening.goal),
        (labels.limits, opening.limits),
    ):
        yield from sections(bold(label), said(text)) if text.strip() else ()
    yield from aside(said(opening.privacy), mrkdwn(labels.words))
    if most is not None:
        yield from aside(mrkdwn(labels.left_out))
    yield DIVIDER
    if opening.recap:
        yield from sections(*(_line(who, text, most) for who, text in opening.recap))
    who = ", ".join(
        part
        for part in (
            bold(limits.cut(opening.persona, limits.HEADER)),
            name(limits.cut(opening.persona_role, limits.HEADER)),
        )
        if part
    )
    yield from sections(who, said(opening.opening))
    for row in buttons.blocks(opening.buttons, opening.session):
        yield {**row, "block_id": buttons.BEGINNING}


def _line(who: str, text: str, most: int | None) -> str:
    """A line of what was said before; a long one only as far as it is needed to go on."""
    words = text if most is None else limits.shortened(text, max(most // 4, 100))
    return quote(f"{bold(limits.cut(who, limits.LABEL))}: {literal(words)}")
