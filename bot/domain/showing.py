"""What a session shows besides the persona's replies: briefing, answers, hints and scorecard, each
under its key.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain import judging, wording
from bot.domain.content import Button, Card, Notice, Opening
from bot.domain.effects import Announce
from bot.domain.events import Commanded, Deleted, Edited, Pressed, Said
from bot.domain.scorecard import Scorecard
from bot.domain.session import Session
from bot.domain.surface import SessionId
from bot.domain.transcript import Micros, Turn
from bot.domain.utterance import WORDS
from bot.domain.wording import Labels, Talk

RECAP = 4
"""How many earlier lines a retry from a turn shows."""
_ANSWERS = ":re:"


def talk(session: Session) -> Talk:
    """The sentences of a session, in its language."""
    return wording.of(session.scenario.language).talk


def labels(session: Session) -> Labels:
    """What stands on a session's buttons, in its language."""
    return wording.of(session.scenario.language).labels


def finish_button(session: Session) -> Button:
    return Button(labels(session).finish, "finish", emphasis="primary")


def close_button(session: Session) -> Button:
    return Button(labels(session).close, "close", emphasis="danger")


def go_on_button(session: Session) -> Button:
    return Button(labels(session).go_on, "keep")


def again_button(session: Session) -> Button:
    return Button(labels(session).answer_again, "again", emphasis="primary")


def reply_buttons(session: Session, *, complete: bool) -> tuple[Button, ...]:
    """What stands below a reply, while it grows and when it is whole."""
    names = labels(session)
    if not complete:
        return (Button(names.stop, "stop"),)
    return (Button(names.hint, "hint"), finish_button(session))


def unknown(session: Session, typed: str) -> str:
    """That there is no such `!word`, and which there are."""
    words = ", ".join(f"`!{word}`" for word in WORDS)
    return talk(session).unknown_word.format(typed=typed, words=words)


def scorecard_key(session: SessionId) -> str:
    """The key of a session's one scorecard message."""
    return f"{session}:scorecard"


def opening_key(session: SessionId) -> str:
    """The key of a session's first message."""
    return f"{session}:opening"


def card(session: Session, scorecard: Scorecard, stage: str = "") -> Card:
    """The scorecard as shown: while it grows it can be stopped, whole it offers what comes next.

    It is short where each message has had its note already.
    """
    stop = Button(labels(session).stop, "stop")
    return Card(
        session=session.id,
        scorecard=scorecard,
        stage=stage,
        short=session.scenario.feedback == "each_turn" and not session.assessment,
        buttons=(stop,) if stage else (*closed_buttons(session), *_about_score(session, scorecard)),
    )


def _about_score(session: Session, scorecard: Scorecard) -> Iterator[Button]:
    """Who may see the score, and what can be done about one that seems wrong."""
    names = labels(session)
    if session.phase != "closed" or not scorecard.complete:
        return
    if session.assignment is None:
        yield Button(
            names.unshare if session.shared else names.share, "share", share_value(session)
        )
    if session.seen_by_managers:
        for score in scorecard.scores:
            if score.overridden is None:
                value = f"{wording.of(scorecard.language).language}.{score.criterion}"
                yield Button(names.dispute, "dispute", value=value, about=score.title)


def share_value(session: Session) -> str:
    """What pressing Share would make of it."""
    return "no" if session.shared else "yes"


def stopped(session: Session, now: Micros) -> Announce:
    """In the scorecard's place: that scoring was stopped, and how to have it after all."""
    empty = judging.card(
        session.scenario, session.transcript, session.play, (), session=session.id, at=now
    )
    content = Card(
        session=session.id,
        scorecard=empty,
        stage=talk(session).scoring_stopped,
        stopped=True,
        buttons=closed_buttons(session),
    )
    return Announce(key=scorecard_key(session.id), content=content)


def opening(session: Session) -> Opening:
    """Briefing, recap where it is a retry, and the persona's words to answer."""
    scenario = session.scenario
    persona = scenario.persona
    at_the_start = session.transcript.turns[: session.inherited or 1]
    lines = [
        (labels(session).you if turn.speaker == "trainee" else persona.name, turn.text)
        for turn in at_the_start
        if turn.speaker != "coach" and turn.text
    ]
    last = max(i for i, (who, _) in enumerate(lines) if who == persona.name)
    return Opening(
        session=session.id,
        scenario=scenario.id,
        title=scenario.title,
        role=scenario.briefing.role,
        situation=scenario.briefing.situation,
        goal=scenario.briefing.goal,
        limits=talk(session).limits(scenario.limits.turns, scenario.limits.minutes),
        privacy=privacy(session),
        persona=persona.name,
        persona_role=persona.role,
        opening=lines[last][1],
        recap=tuple(lines[max(0, last - RECAP) : last] + lines[last + 1 :]),
        attempt=session.attempt,
        language=scenario.language,
        member=session.member,
        buttons=(Button(labels(session).hint, "hint"), finish_button(session)),
    )


def privacy(session: Session) -> str:
    """Who will see what of it, as the briefing says."""
    words = talk(session)
    if session.assignment is None:
        return words.privacy
    return (
        f"{words.privacy_assigned} {words.privacy_quoted}"
        if session.quoted
        else (words.privacy_assigned)
    )


def cause(key: str) -> str:
    """The key of the event that a message answers, by the message's; another's is its own."""
    return key.partition(_ANSWERS)[2] or key


def why_not(session: Session) -> str:
    return talk(session).scoring if session.phase == "grading" else talk(session).closed


def answer(
    session: Session,
    event: Said | Pressed | Commanded | Edited | Deleted,
    text: str,
    *buttons: Button,
) -> Announce:
    """A sentence for the person who caused the event, and for nobody else."""
    notice = Notice(text=text, session=session.id, buttons=buttons, only_for=event.member)
    key = f"{session.id}{_ANSWERS}{event.key}"
    return Announce(key=key, content=notice, surface=event.surface)


def tell(session: Session, what: str, text: str, *buttons: Button) -> Announce:
    notice = Notice(text=text, session=session.id, buttons=buttons, only_for=session.member)
    return Announce(key=f"{session.id}:{what}", content=notice)


def hint_of(session: Session, turn: Turn) -> Announce:
    """A hint, which is a turn of the coach."""
    notice = Notice(
        text=turn.text,
        hint=True,
        label=labels(session).a_hint,
        session=session.id,
        only_for=session.member,
    )
    return Announce(key=f"{session.id}:turn:{turn.number}", content=notice)


def closed_buttons(session: Session) -> tuple[Button, ...]:
    if session.phase != "closed":
        return ()
    names = labels(session)
    to_score = Button(names.score_after_all, "score", emphasis="primary")
    return (
        *((to_score,) if session.can_be_scored else ()),
        Button(names.try_again, "retry", emphasis="plain" if session.can_be_scored else "primary"),
        Button(names.next_scenario, "next"),
        *_from_here(session),
    )


def _from_here(session: Session) -> Iterator[Button]:
    """Where it can be tried again from: every message but the first, which is the whole."""
    words = wording.of(session.scenario.language)
    numbers = session.transcript.messages
    for turn in session.transcript.by("trainee"):
        if turn.number > session.inherited and turn.number > 2 and turn.text:
            about = words.judgement.cited.format(first=numbers[turn.number])
            yield Button(words.labels.from_here, "retry", value=str(turn.number), about=about)
