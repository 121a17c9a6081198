"""How a content looks in Discord: text, embeds, and buttons below. Pure.

Words come from the domain, in the session's language; texts of models and trainees call nobody.
A message is plain data, as Discord's HTTP interface takes it: nothing of it is kept for its buttons
to work. Each form can be edited into any other, for all parts are always there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, assert_never

from adapters.chat.markdown import quote
from adapters.discord import buttons, cards, limits, reports
from adapters.discord import wording as own
from adapters.discord.buttons import Components
from adapters.discord.embeds import SHORTER, Embeds, apart, boxes, embed, first, joined, texts
from adapters.discord.files import File, attached
from adapters.discord.markdown import bold, flat, heading, literal, markdown, name, small
from bot.domain import wording
from bot.domain.content import (
    Card,
    Content,
    Handout,
    Moved,
    Notice,
    Offer,
    Offered,
    Opening,
    Report,
    Speech,
)
from bot.domain.offering import about, in_order, is_rated
from bot.domain.telling import TITLE, Links
from bot.domain.wording import outside
from bot.domain.wording.outside import Outside

NAME = limits.CONTENT - limits.PAGE - 1
"""Characters of who speaks, with its marks; the line's end is one more."""
WHO = 80
"""Characters of a name or role."""
SUPPRESS_EMBEDS = 1 << 2
"""No previews of addresses; embeds of ours would not be seen either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A message."""

    content: str
    embeds: Embeds = ()
    components: Components = ()
    files: tuple[File, ...] | None = None
    """What goes with it; None for what never has any."""
    bare: Rendered | None = None
    """The same where its files may not be sent."""
    language: str = "en"

    @property
    def payload(self) -> dict[str, Any]:
        """All that Discord is sent, to create a message or to edit one."""
        files = {} if self.files is None else {"attachments": attached(self.files)}
        return {
            "content": self.content,
            "embeds": list(self.embeds),
            "components": list(self.components),
            "flags": 0 if self.embeds else SUPPRESS_EMBEDS,
            "allowed_mentions": {"parse": []},
            **files,
        }

    @property
    def plain(self) -> Rendered:
        """The same without embeds and files, for where the server forbids them: as much as text can
        be."""
        if self.bare is not None:
            return self.bare.plain
        text = first(apart(self.content, *texts(self.embeds)))
        files = None if self.files is None else ()
        return Rendered(content=text, components=self.components, files=files)

    @property
    def forms(self) -> tuple[Rendered, ...]:
        """The message, and what is shown in its place where Discord does not take it."""
        files = None if self.files is None else ()
        others = () if self.bare is None else (self.bare,)
        return (
            self,
            *others,
            self.plain,
            Rendered(content=own.of(self.language).unshown, files=files),
        )


def rendered(
    content: Content, *, links: Links, file: File | None = None, language: str = "en"
) -> Rendered:
    """A content as one message, with the file that was made of it: a chart's picture, a person's
    data. `language` is its reader's, for where it cannot be shown."""
    return replace(_rendered(content, links, file), language=language)


def _rendered(content: Content, links: Links, file: File | None) -> Rendered:
    match content:
        case Opening():
            return _opening(content)
        case Speech():
            return _speech(content)
        case Notice():
            return _notice(content)
        case Card():
            return _card(content, links)
        case Offer():
            return _offer(content)
        case Moved():
            return _moved(content, links)
        case Report():
            return _report(content, links, file)
        case Handout():
            return _handout(content, file)
        case _:
            assert_never(content)


def _speech(speech: Speech) -> Rendered:
    """One page of a reply; a page whose escapes would not fit is told without them."""
    who = "" if speech.page else _who(speech)
    content = joined(who, markdown(speech.text))
    if limits.length(content) > limits.CONTENT:
        content = joined(who, flat(speech.text))
    below = buttons.rows(speech.buttons, speech.session)
    return Rendered(content=first(content), components=below)


def _who(speech: Speech) -> str:
    who = bold(limits.cut(speech.persona, WHO))
    return who if limits.length(who) <= NAME else ""


def _notice(notice: Notice) -> Rendered:
    label = bold(limits.cut(notice.label, WHO))
    said = markdown(notice.text) or limits.ELLIPSIS
    content = f"{label}: {said}" if label else said
    below = buttons.rows(notice.buttons, notice.session)
    if limits.fit(content):
        return Rendered(content=content, components=below)
    return Rendered(content=label, embeds=boxes(notice.text), components=below)


def _card(card: Card, links: Links) -> Rendered:
    labels = wording.of(card.scorecard.language).labels if is_rated(card) else None
    content, embeds = cards.told(card, links)
    below = buttons.rows(card.buttons, card.session, labels)
    return Rendered(content=content, embeds=embeds, components=below)


def _offer(offer: Offer) -> Rendered:
    """The scenarios in menus, and where there is room in a list."""
    words = outside.of(offer.language)
    text = markdown(limits.shortened(offer.text, limits.CONTENT // 4)) or limits.ELLIPSIS
    more = len(offer.scenarios) - buttons.MOST
    content = joined(text, *_list(offer.scenarios, words)) if more <= 0 else ""
    if not content or not limits.fit(content):
        content = joined(text, small(markdown(words.more(more))) if more > 0 else "")
    return Rendered(content=content, components=buttons.picker(offer.scenarios, words))


def _list(scenarios: tuple[Offered, ...], words: Outside) -> Iterator[str]:
    for category, some in groupby(in_order(scenarios), key=lambda one: one.category):
        yield bold(limits.cut(category, TITLE))
        for one in some:
            yield f"- {name(limits.cut(one.title, TITLE))} ({literal(about(one, words))})"


def _report(report: Report, links: Links, picture: File | None) -> Rendered:
    content, embeds, below = reports.told(report, links, picture=picture)
    files = () if picture is None else (picture,)
    bare = None if picture is None else _report(report, links, None)
    return Rendered(content=content, embeds=embeds, components=below, files=files, bare=bare)


def _handout(handout: Handout, file: File | None) -> Rendered:
    text = markdown(limits.shortened(handout.text, limits.CONTENT // 4)) or limits.ELLIPSIS
    bare = Rendered(content=joined(text, small(own.of(handout.language).no_file)), files=())
    return bare if file is None else Rendered(content=text, files=(file,), bare=bare)


def _moved(moved: Moved, links: Links) -> Rendered:
    said = markdown(limits.shortened(moved.text, limits.CONTENT // 4)) or limits.ELLIPSIS
    address = links(None, moved.to)
    label = wording.of(moved.language).labels.go_there
    return Rendered(content=said, components=buttons.to(address, label) if address else ())


def _opening(opening: Opening) -> Rendered:
    """Briefing and first words as text, or in embeds where they are long; longer ones still in
    fewer sentences, and that is said."""
    below = buttons.rows(opening.buttons, opening.session)
    title = heading(limits.cut(_title(opening), TITLE))
    whole = joined(title, apart(*_briefing(opening, None), joined(*_words(opening, None))))
    if limits.fit(whole):
        return Rendered(content=whole, components=below)
    for most in (None, *SHORTER):
        found = apart(*_briefing(opening, most)), joined(*_words(opening, most))
        if limits.fit(title, found):
            break
    return Rendered(
        content=title,
        embeds=tuple(embed(text) for text in found if text.strip()),
        components=below,
    )


def _title(opening: Opening) -> str:
    form = wording.of(opening.language).labels.attempt
    again = f" ({form.format(number=opening.attempt)})" if opening.attempt > 1 else ""
    return opening.title + again


def _briefing(opening: Opening, most: int | None) -> Iterator[str]:
    """What there is to know before, by paragraph; of each text at most so much, where that is said."""
    labels = wording.of(opening.language).labels
    for label, text in (
        (labels.role, opening.role),
        (labels.situation, opening.situation),
        (labels.goal, opening.goal),
        (labels.limits, opening.limits),
    ):
        if said := _said(text, most):
            yield joined(bold(label), said)
    left_out = "" if most is None else labels.left_out
    yield small(joined(_said(opening.privacy, most), markdown(labels.words), markdown(left_out)))


def _words(opening: Opening, most: int | None) -> Iterator[str]:
    """What was said before, who it is that talks, and its first words."""
    for who, text in opening.recap:
        words = text if most is None else limits.shortened(text, max(most // 4, 100))
        yield quote(f"{bold(limits.cut(who, WHO)) or limits.ELLIPSIS}: {literal(words)}")
    parts = (bold(limits.cut(opening.persona, WHO)), name(limits.cut(opening.persona_role, WHO)))
    yield ", ".join(part for part in parts if part)
    yield _said(opening.opening, most)


def _said(text: str, most: int | None) -> str:
    return markdown(text if most is None else limits.shortened(text, most))
