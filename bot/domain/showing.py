"""What a session shows besides the persona's replies: briefing, answers, hints and scorecard, each
under its key.
"""

from __future__ import annotations

from bot.domain import wording
from bot.domain.content import Button, Card, Notice, Opening
from bot.domain.effects import Announce
from bot.domain.events import Commanded, Deleted, Edited, Pressed, Said
from bot.domain.scorecard import Scorecard
from bot.domain.session import Session
from bot.domain.surface import SessionId

RECAP = 4
"""How many earlier lines a retry from a turn shows."""
FINISH = Button("Finish and score", "finish", emphasis="primary")
CLOSE = Button("Close without a score", "close", emphasis="danger")
GO_ON = Button("Go on", "keep")


def scorecard_key(session: SessionId) -> str:
    """The key of a session's one scorecard message."""
    return f"{session}:scorecard"


def opening_key(session: SessionId) -> str:
    """The key of a session's first message."""
    return f"{session}:opening"


def card(session: Session, scorecard: Scorecard, stage: str = "") -> Card:
    """The scorecard as shown; buttons come once it is complete."""
    buttons = () if stage else closed_buttons(session)
    return Card(session=session.id, scorecard=scorecard, stage=stage, buttons=buttons)


def opening(session: Session) -> Opening:
    """Briefing, recap where it is a retry, and the persona's words to answer."""
    scenario = session.scenario
    persona = scenario.persona
    at_the_start = session.transcript.turns[: session.inherited or 1]
    lines = [
        ("You" if turn.speaker == "trainee" else persona.name, turn.text)
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
        limits=wording.limits(scenario),
        privacy=wording.PRIVACY,
        persona=persona.name,
        persona_role=persona.role,
        opening=lines[last][1],
        recap=tuple(lines[max(0, last - RECAP) : last] + lines[last + 1 :]),
        attempt=session.attempt,
        buttons=(Button("Hint", "hint"), FINISH),
    )


def why_not(session: Session) -> str:
    return wording.SCORING if session.phase == "grading" else wording.CLOSED


def answer(
    session: Session,
    event: Said | Pressed | Commanded | Edited | Deleted,
    text: str,
    *buttons: Button,
) -> Announce:
    """A sentence for the person who caused the event, and for nobody else."""
    notice = Notice(text=text, session=session.id, buttons=buttons, only_for=event.member)
    return Announce(key=f"{session.id}:re:{event.key}", content=notice, surface=event.surface)


def tell(session: Session, what: str, text: str, *buttons: Button) -> Announce:
    notice = Notice(text=text, session=session.id, buttons=buttons, only_for=session.member)
    return Announce(key=f"{session.id}:{what}", content=notice)


def closed_buttons(session: Session) -> tuple[Button, ...]:
    if session.phase != "closed":
        return ()
    from_turn = tuple(
        Button("Try again from here", "retry", value=str(turn.number))
        for turn in session.transcript.by("trainee")
        if turn.number > session.inherited and turn.number > 2 and turn.text
    )
    return (
        Button("Try again", "retry", emphasis="primary"),
        Button("Next scenario", "next"),
        *from_turn,
    )
