"""How a content looks on the page and to scripts: as messages of the contract. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import assert_never

from adapters.playground import scorecard
from adapters.playground.outbox import Message
from bot.domain import asking, reporting, wording
from bot.domain.assignment import Assigned, next_scenario
from bot.domain.assignment import status as status_of
from bot.domain.content import (
    Button,
    Card,
    Chart,
    Content,
    Handout,
    Moved,
    Notice,
    Offer,
    Opening,
    Report,
    Row,
    Section,
    Speech,
)
from bot.domain.transcript import Micros, Turn
from bot.ports.platform import Stage

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def moment(at: Micros) -> str:
    """A time as ISO 8601 in UTC."""
    return (_EPOCH + timedelta(microseconds=at)).isoformat(timespec="milliseconds")[:-6] + "Z"


def grows(content: Content) -> bool:
    """Whether more of this content may come."""
    match content:
        case Speech():
            return not content.complete
        case Card():
            return bool(content.stage) and not content.stopped
        case _:
            return False


def messages(id: str, content: Content, at: Micros) -> tuple[Message, ...]:
    """What is sent of a content that stands under the message id `id`."""
    common = {"message_id": id, "timestamp": moment(at)}
    match content:
        case Opening():
            return tuple({**common, **message} for message in _opening(id, content))
        case Speech():
            return ({**common, **_speech(content)},)
        case Card():
            return ({**common, **_card(content)},)
        case Notice():
            return ({**common, **_notice(content)},)
        case Offer():
            offered = [asdict(scenario) for scenario in content.scenarios]
            return ({**common, "type": "offer", "content": content.text, "scenarios": offered},)
        case Moved():
            return ({**common, **moved(content.session, content.text)},)
        case Report():
            return ({**common, **report(content)},)
        case Handout():
            return ({**common, **_handout(content)},)
        case _:
            assert_never(content)


def said(turn_or_id: str, text: str, at: Micros, *, turn: int | None = None) -> Message:
    """What the trainee said, as a confirmation and in a conversation that is shown again."""
    return {
        "type": "user_message",
        "message_id": turn_or_id,
        "content": text,
        "timestamp": moment(at),
        "turn": turn,
    }


def trainee_turn(turn: Turn) -> Message:
    return said(turn.message or f"turn-{turn.number}", turn.text, turn.at, turn=turn.number)


def status(stage: Stage, text: str, at: Micros) -> Message:
    return {"type": "status", "status": stage, "message": text, "timestamp": moment(at)}


def error(code: str, message: str, at: Micros, **more: object) -> Message:
    return {"type": "error", "code": code, "message": message, "timestamp": moment(at), **more}


def moved(session: str, text: str) -> Message:
    return {"type": "moved", "session_id": session, "content": text}


def briefing(opening: Opening) -> str:
    """The briefing as Markdown, for clients that show text alone."""
    labels = wording.of(opening.language).labels
    again = f" ({labels.attempt.format(number=opening.attempt)})" if opening.attempt > 1 else ""
    lines = [
        f"**{opening.title}**{again}",
        opening.role,
        opening.situation,
        f"**{labels.goal}:** {opening.goal}",
        f"**{labels.talks_with}:** {opening.persona}, {opening.persona_role}",
        opening.limits,
        opening.privacy,
    ]
    if opening.recap:
        lines.append("\n".join(f"> **{who}:** {text}" for who, text in opening.recap))
    return "\n\n".join(lines)


def _opening(id: str, opening: Opening) -> Iterable[Message]:
    yield {
        "type": "session_start",
        "content": briefing(opening),
        "session_id": opening.session,
        "language": opening.language,
        "labels": asdict(wording.of(opening.language).labels),
        "briefing": {
            **asdict(opening),
            "recap": [{"who": who, "text": text} for who, text in opening.recap],
        },
        "buttons": _buttons(opening.buttons),
    }
    yield {
        "type": "assistant_message",
        "message_id": f"{id}:words",
        "content": opening.opening,
        "persona": opening.persona,
        "metadata": {"tokens": None, "model": None},
    }


def _speech(speech: Speech) -> Message:
    common = {"persona": speech.persona, "turn": speech.turn, "content": speech.text}
    if speech.complete and not speech.text:  # stopped before its first word
        return {"type": "deleted"}
    if speech.complete:
        metadata = {"tokens": speech.tokens, "model": speech.model or None}
        return {"type": "assistant_message", "metadata": metadata, **common}
    return {"type": "chunk", "accumulated": speech.text, **common}


def _card(card: Card) -> Message:
    judged = scorecard.data(card.scorecard)
    common = {
        "content": scorecard.markdown(card),
        "short": card.short,
        "buttons": _buttons(card.buttons),
    }
    if card.stage:
        told = {"scorecard": judged, "stage": card.stage, "stopped": card.stopped}
        return {"type": "feedback", **told, **common}
    return {"type": "complete", "feedback": judged, "tokens_used": None, "model": None, **common}


def _notice(notice: Notice) -> Message:
    return {
        "type": "notice",
        "content": notice.text,
        "hint": notice.hint,
        "note": notice.note,
        "label": notice.label,
        "buttons": _buttons(notice.buttons),
    }


def report(report: Report) -> Message:
    """A report as data, with all of it as Markdown for clients that show text alone."""
    return {
        "type": "report",
        "content": reporting.markdown(report),
        "title": report.title,
        "text": report.text,
        "sections": [_section(section) for section in report.sections],
        "chart": None if report.chart is None else _chart(report.chart),
        "footer": report.footer,
        "buttons": _buttons(report.buttons),
        "language": report.language,
    }


def to_do(asked: Assigned, now: Micros) -> Message | None:
    """What somebody is to practise next for an assignment; None where nothing is."""
    scenario = next_scenario(asked, now)
    if scenario is None:
        return None
    assignment = asked.assignment
    return {
        "id": assignment.id,
        "scenario": scenario,
        "title": assignment.titles[assignment.scenarios.index(scenario)],
        "status": status_of(asked, now),
        "due": None if assignment.due is None else moment(assignment.due),
    }


def chart_id(chart: Chart) -> str:
    """The name of a chart: the same for the same figures."""
    return sha256(repr(chart).encode(errors="replace")).hexdigest()[:32]


def _section(section: Section) -> Message:
    return {
        "title": section.title,
        "text": section.text,
        "rows": [_row(row) for row in section.rows],
        "buttons": _buttons(section.buttons),
    }


def _row(row: Row) -> Message:
    session = row.link.thread if row.link is not None else None
    return {
        "label": row.label,
        "value": row.value,
        "detail": row.detail,
        "share": row.share,
        "session_id": session,
    }


def _chart(chart: Chart) -> Message:
    return {"src": f"/api/charts/{chart_id(chart)}.png", "alt": chart.alt, "title": chart.title}


def _handout(handout: Handout) -> Message:
    given = {"href": "/api/me", "name": handout.name}
    return {**_notice(Notice(text=handout.text)), "file": given}


def _buttons(buttons: Iterable[Button]) -> list[Message]:
    return [_button(button) for button in buttons]


def _button(button: Button) -> Message:
    """A button, with what its form asks where it opens one."""
    asked = asking.question(button.action, button.value)
    return {**asdict(button), **({} if asked is None else {"question": asdict(asked)})}
