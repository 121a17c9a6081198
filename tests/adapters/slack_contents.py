"""Contents as Slack's rendering is tested and pictured with them."""

from __future__ import annotations

from dataclasses import replace

from bot.domain import scorecard as scoring
from bot.domain import wording
from bot.domain.content import Button, Card, Moved, Notice, Offer, Offered, Opening, Speech
from bot.domain.lobby import Result
from bot.domain.scorecard import Blocked, Evidence, Rewording, Score, Scorecard
from bot.domain.surface import MemberId, SessionId, Surface, TenantId
from bot.domain.transcript import Micros, TurnNumber
from bot.domain.wording import ENGLISH, office

SESSION = SessionId("0199a0b2-7c51-7000-8000-000000000001")
THREAD = "1795000000.000100"
PLACE = Surface("slack", TenantId("T0ACME"), "D0ADA", THREAD)
URL = "https://acme.slack.com/"
AT = Micros(1_795_000_000_000_000)


def ts(number: int) -> str:
    """The name of the trainee's `number`th message."""
    return f"179500000{number}.000200"


def opening(language: str = "en") -> Opening:
    table = wording.of(language)
    german = language == "de"
    return Opening(
        session=SESSION,
        scenario="late-delivery",
        title="Verspätete Lieferung" if german else "The delivery that is late again",
        role="Du arbeitest im Kundendienst."
        if german
        else "You work in the customer service of a furniture shop.",
        situation="Ein Kunde ruft **zum dritten Mal** an."
        if german
        else "Mrs Brandt has waited three weeks for a desk. It is the **second** time that the "
        "date was put off, and nobody told her.",
        goal="Finde heraus, was fehlt."
        if german
        else "Find out what she needs, own the delay, and agree on a next step with a date.",
        limits=table.talk.limits(12, None),
        privacy=table.talk.privacy,
        persona="Maren Brandt",
        persona_role="Kundin" if german else "customer, works from home",
        opening="Wo bleibt mein Tisch?"
        if german
        else "I have a desk on order since the 2nd. Nobody calls me back. What is going on?",
        language=language,
        member=MemberId("U0ADA"),
        buttons=(
            Button(table.labels.hint, "hint"),
            Button(table.labels.finish, "finish", emphasis="primary"),
        ),
    )


def retry() -> Opening:
    recap = (
        ("Maren Brandt", "I have a desk on order since the 2nd."),
        ("You", "I am sorry, I will look."),
    )
    return replace(opening(), recap=recap, attempt=2)


def speech(text: str, *, complete: bool = True, page: int = 0) -> Speech:
    stop = (Button("Stop", "stop"),)
    after = (Button("Hint", "hint"), Button("Finish and score", "finish", emphasis="primary"))
    return Speech(
        session=SESSION,
        turn=TurnNumber(5),
        page=page,
        persona="Maren Brandt",
        text=text,
        complete=complete,
        buttons=after if complete else stop,
    )


def evidence(number: int, quote: str) -> Evidence:
    return Evidence(
        turn=TurnNumber(number * 2),
        quote=quote,
        start=0,
        end=len(quote),
        shows="x",
        number=number,
        message=ts(number),
    )


def _scores() -> tuple[Score, ...]:
    return (
        Score(
            criterion="own",
            title="Owns the delay",
            weight=30,
            skill="empathy",
            level=3,
            level_title="Sorry, without an excuse",
            points=100,
            previous=50,
            of_levels=4,
            reason="Your message 1 has an apology without an excuse: “I am sorry that nobody "
            "called you back.”",
            evidence=(evidence(1, "I am sorry that nobody called you back."),),
        ),
        Score(
            criterion="ask",
            title="Finds out what is needed",
            weight=40,
            skill="questions",
            level=1,
            level_title="Asked, but closed",
            points=40,
            previous=40,
            of_levels=4,
            reason="For the next level, not seen in your messages 1 to 3: an open question.",
            evidence=(evidence(2, "Do you need it this week?"),),
            rewording=Rewording(
                yours="Do you need it this week?",
                turn=TurnNumber(4),
                stronger="What would have to happen by Friday so that you can work?",
                why="It lets her tell what the desk is *for*, and brings out the deadline.",
                number=2,
                message=ts(2),
            ),
        ),
        Score(
            criterion="step",
            title="Agrees on a next step",
            weight=30,
            skill="closing",
            level=2,
            level_title="Who and what, no date",
            points=80,
            of_levels=4,
            reason="Your message 3 has a concrete next step.",
            evidence=(evidence(3, "I will ask the warehouse and call you back."),),
            rewording=Rewording(
                yours=None,
                turn=None,
                stronger="I call you today by 4 pm, with a date from the warehouse.",
                why="She can plan with it.",
            ),
        ),
    )


def scorecard(language: str = "en") -> Scorecard:
    scores = _scores()
    total, share = scoring.total(scores)
    return Scorecard(
        session=SESSION,
        title="The delivery that is late again",
        scores=scores,
        of_criteria=len(scores),
        pass_mark=70,
        total=total,
        judged=share,
        band=scoring.band(total),
        passed=total is not None and total >= 70,
        strengths=("Good: an apology, “I am sorry that nobody called you back.”",),
        next_step="Ask one question that cannot be answered with yes, no or a number.",
        attempt=2,
        language=language,
        at=AT,
    )


def card(language: str = "en", turns: int = 3) -> Card:
    table = wording.of(language)
    names = table.labels
    again = (
        Button(
            names.from_here, "retry", value=str(n * 2), about=table.judgement.cited.format(first=n)
        )
        for n in range(2, turns + 1)
    )
    buttons = (
        Button(names.try_again, "retry", emphasis="primary"),
        Button(names.next_scenario, "next"),
        *again,
    )
    return Card(session=SESSION, scorecard=scorecard(language), buttons=buttons)


def growing(language: str = "en") -> Card:
    table = wording.of(language)
    made = scorecard(language)
    part = replace(made, scores=made.scores[:1], strengths=(), next_step="", total=None, band=None)
    stage = table.judgement.analysing.format(number=2, count=3)
    stop = Button(table.labels.stop, "stop")
    return Card(session=SESSION, scorecard=part, stage=stage, buttons=(stop,))


def stopped(language: str = "en") -> Card:
    table = wording.of(language)
    empty = replace(growing(language).scorecard, scores=())
    score = Button(table.labels.score_after_all, "score", emphasis="primary")
    return Card(
        session=SESSION,
        scorecard=empty,
        stage=table.talk.scoring_stopped,
        stopped=True,
        buttons=(score,),
    )


def blocked(language: str = "en") -> Card:
    """A card that a blocker fails, with a criterion that could not be judged."""
    whole = card(language)
    first, *rest = whole.scorecard.scores
    unjudged = replace(
        first,
        level=None,
        level_title="",
        points=None,
        previous=None,
        reason=wording.of(language).judgement.no_model,
        evidence=(),
        abstained="model",
    )
    blocker = Blocked(
        id="blame", title="Blamed her", evidence=(evidence(2, "That is your fault."),)
    )
    made = replace(
        whole.scorecard,
        scores=(unjudged, *rest),
        blockers=(blocker,),
        blocked_by=(blocker.title,),
        passed=False,
        judged=0.7,
    )
    return replace(whole, scorecard=made)


def hint(language: str = "en") -> Notice:
    return Notice(
        text="Ask what the desk is **for** before you offer a date.",
        session=SESSION,
        hint=True,
        label=wording.of(language).labels.a_hint,
        only_for=MemberId("U0ADA"),
    )


def offered(count: int = 3) -> tuple[Offered, ...]:
    known = (
        _offered("late-delivery", "The delivery that is late again", "customer service", 2),
        _offered("saying-no", "Saying no to a manager", "leadership", 3),
        _offered("monteur", "Der Monteur kommt nicht", "customer service", 2, "de"),
    )
    more = (
        _offered(f"more-{n}", f"One more talk, number {n}", "sales", n % 5 + 1)
        for n in range(1, count)
    )
    return (*known, *more)[:count]


def _offered(id: str, title: str, category: str, difficulty: int, language: str = "en") -> Offered:
    return Offered(id=id, title=title, category=category, difficulty=difficulty, language=language)


def offer(count: int = 3) -> Offer:
    return Offer(
        text=office.say("en", "choose"), scenarios=offered(count), only_for=MemberId("U0ADA")
    )


def moved() -> Moved:
    there = replace(PLACE, thread=ts(9))
    return Moved(session=SESSION, text=ENGLISH.talk.goes_on.format(title="Saying no"), to=there)


def results() -> tuple[Result, ...]:
    day = 86_400_000_000
    return (
        Result(title="The delivery that is late again", total=70, passed=True, at=AT),
        Result(title="Saying no to a manager", total=54, passed=False, at=Micros(AT - 3 * day)),
        Result(title="Sales discovery", total=None, passed=False, at=Micros(AT - 9 * day)),
    )
