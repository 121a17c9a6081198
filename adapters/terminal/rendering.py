"""What a terminal shows of each content: paragraphs, and how buttons are typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import assert_never

from adapters.terminal.screen import BLANK, Line, Style
from bot.domain.content import Button, Card, Content, Moved, Notice, Offer, Opening, Speech
from bot.domain.scorecard import Score, Scorecard
from bot.domain.utterance import WORDS

STEPS = 10
"""Blocks of a bar that shows points of 100."""
_EMPHASIS = re.compile(r"(\*\*|`)(?=\S)(.+?)(?<=\S)\1")


def lines(content: Content, choices: tuple[Button, ...] = ()) -> Iterator[Line]:
    """A content as paragraphs; `choices` are the buttons that are typed as numbers."""
    match content:
        case Opening():
            yield from _opening(content)
        case Speech():
            yield Line(content.text, name=f"{content.persona}: ")
        case Notice():
            label = "Hint: " if content.hint else ""
            yield Line(label + unmarked(content.text), "fair", mark="* ")
        case Card():
            yield from _scorecard(content.scorecard)
        case Offer():
            yield Line(unmarked(content.text), "strong")
        case Moved():
            yield Line(unmarked(content.text), "fair", mark="* ")
        case _:
            assert_never(content)
    yield from _choices(choices)
    yield BLANK


def unmarked(text: str) -> str:
    """Text without the marks of bold and code, which a terminal would show as they are."""
    return _EMPHASIS.sub(r"\2", text)


def choices(content: Content) -> tuple[Button, ...]:
    """What can be chosen by number: everything that has no `!word` of its own."""
    match content:
        case Offer():
            return tuple(Button(f"{s.title} ({s.id})", "start", s.id) for s in content.scenarios)
        case Speech() | Moved() | Opening():
            return ()
        case Card() | Notice():
            return tuple(b for b in content.buttons if b.value or b.action not in WORDS)
        case _:
            assert_never(content)


def _opening(content: Opening) -> Iterator[Line]:
    again = f" (attempt {content.attempt})" if content.attempt > 1 else ""
    yield Line(content.title + again, "strong")
    yield BLANK
    for label, text in (
        ("Your role", content.role),
        ("Situation", content.situation),
        ("Your goal", content.goal),
        ("Limits", content.limits),
    ):
        yield Line(unmarked(text), mark=f"{label + ':':<11}")
    yield Line(unmarked(content.privacy), "faint")
    yield Line(
        "!hint helps, !stop stops a reply, !finish ends and scores, !help says more.", "faint"
    )
    yield BLANK
    for who, text in content.recap:
        yield Line(text, "faint", name=f"{who}: ")
    yield Line(f"{content.persona}, {content.persona_role}", "persona")
    yield Line(content.opening, name=f"{content.persona}: ")


def _scorecard(card: Scorecard) -> Iterator[Line]:
    yield Line(f"Scorecard: {card.title}", "strong")
    yield Line(headline(card), "good" if card.passed else "fair")
    for title in card.blocked_by:
        yield Line(f"Not passed because of: {title}", "weak")
    yield BLANK
    for score in card.scores:
        yield from _score(score)
        yield BLANK
    for strength in card.strengths:
        yield Line(unmarked(strength), mark="+ ")
    if card.next_step:
        yield Line(unmarked(card.next_step), "strong", mark="Try next: ")


def headline(card: Scorecard) -> str:
    """The result in one line: `Score: 74/100, basic, passed (from 70)`."""
    result = "passed" if card.passed else "not yet passed"
    band = f", {card.band}" if card.band not in (None, "not yet") else ""
    if card.total is None:
        return f"{card.headline()}, {result} ({card.judged:.0%} of the weight could be judged)"
    share = "" if card.judged == 1 else f"; {card.judged:.0%} of the weight was judged"
    return f"{card.headline()}{band}, {result} (pass mark {card.pass_mark}{share})"


def _score(score: Score) -> Iterator[Line]:
    yield Line(f"{score.title} (weight {score.weight})", "strong")
    yield Line(_points(score), _colour(score.points), indent=2)
    if score.reason:
        yield Line(unmarked(score.reason), indent=2)
    for evidence in score.evidence:
        yield Line(f"“{evidence.quote}”", indent=2, mark=f"You said (turn {evidence.turn}): ")
    if (better := score.rewording) is not None:
        if better.yours:
            yield Line(f"“{better.yours}”", "faint", indent=2, mark="Yours:    ")
        yield Line(f"“{better.stronger}”", "good", indent=2, mark="Stronger: ")
        yield Line(unmarked(better.why), indent=2, mark="Why:      ")


def _points(score: Score) -> str:
    if score.points is None:
        return "not judged"
    full = round(score.points * STEPS / 100)
    change = ""
    if score.previous is not None:
        change = f", {score.points - score.previous:+d} against the attempt before"
    return f"{'■' * full}{'·' * (STEPS - full)} {score.points}/100: {score.level_title}{change}"


def _colour(points: int | None) -> Style:
    if points is None:
        return "faint"
    return "good" if points >= 80 else "fair" if points >= 60 else "weak"


def _choices(numbered: tuple[Button, ...]) -> Iterator[Line]:
    for number, button in enumerate(numbered, 1):
        yield Line(_label(button), indent=2, mark=f"!{number}  ")


def _label(button: Button) -> str:
    turn = f" (turn {button.value})" if button.action == "retry" and button.value.isdigit() else ""
    return button.label + turn
