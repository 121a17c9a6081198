"""Contents with any text in every place where one may stand, for whatever shows contents."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from bot.domain.content import Button, Card, Content, Moved, Notice, Opening
from bot.domain.scorecard import Evidence, Rewording, Score
from bot.domain.surface import SessionId
from bot.domain.transcript import TurnNumber
from tests.adapters import slack_contents as made

LONG = "A name of many words " * 24
HOSTILE = "<!channel> <@U0BOSS> @here *x `y` ```z & <https://evil.example|ok>"
RTL = "שלום, מה שלומך? 12 € (עכשיו)"
EMOJI = "👩‍👩‍👧‍👦🇩🇪 :smile: ☺️"


def made_of(text: str) -> dict[str, Content]:
    """Every kind of content with a text in every place where one may stand."""
    quoted = made.evidence(2, text)
    better = Rewording(yours=text, turn=TurnNumber(6), stronger=text, why=text, number=3)
    card = made.blocked()
    score = replace(
        card.scorecard.scores[1],
        title=text,
        level_title=text,
        reason=text,
        evidence=(quoted, quoted),
        rewording=better,
    )
    scorecard = replace(
        card.scorecard,
        title=text,
        scores=(score, score, score),
        strengths=(text, text),
        next_step=text,
    )
    some = tuple(replace(one, title=text, category=text) for one in made.offered(3))
    return {
        "opening": replace(
            made.retry(),
            title=text,
            role=text,
            situation=text,
            goal=text,
            persona=text,
            persona_role=text,
            opening=text,
            recap=((text, text),),
        ),
        "speech": replace(made.speech(text), persona=text),
        "notice": replace(made.hint(), text=text, label=text, buttons=(Button(text, "help"),)),
        "card": replace(card, scorecard=scorecard),
        "offer": replace(made.offer(), scenarios=some, text=text),
        "moved": replace(made.moved(), text=text),
    }


SHOWN: dict[str, Content] = {
    "opening-en": made.opening(),
    "opening-de": made.opening("de"),
    "opening-retry": made.retry(),
    "speech-growing": made.speech("Three weeks! And **now**", complete=False),
    "speech": made.speech("Three weeks! And *now*?\n\n- no desk\n- no call"),
    "speech-page-2": made.speech("and so on.", page=1),
    "speech-empty": made.speech("", complete=False),
    "hint-en": made.hint(),
    "hint-de": made.hint("de"),
    "notice": Notice(text="There is no `!x`.", buttons=(Button("Help", "help"),)),
    "card-growing-en": made.growing(),
    "card-growing-de": made.growing("de"),
    "card-en": made.card(turns=5),
    "card-de": made.card("de"),
    "card-stopped-en": made.stopped(),
    "card-stopped-de": made.stopped("de"),
    "card-short": replace(made.blocked(), short=True),
    "card-blocked-en": made.blocked(),
    "card-blocked-de": made.blocked("de"),
    "card-empty": Card(
        session=made.SESSION,
        scorecard=replace(made.growing().scorecard, scores=(), title=""),
        stage="Analysing criterion 1 of 3",
    ),
    "offer-rows": made.offer(),
    "offer-menu": made.offer(8),
    "moved": made.moved(),
    **{f"long-{name}": content for name, content in made_of(LONG).items()},
    **{f"hostile-{name}": content for name, content in made_of(HOSTILE).items()},
    **{f"rtl-{name}": content for name, content in made_of(RTL).items()},
    **{f"emoji-{name}": content for name, content in made_of(EMOJI).items()},
}

PIECES = st.sampled_from(
    (
        "word ",
        "A sentence. ",
        "\n\n",
        "\n",
        "**b** ",
        "`c` ",
        "```\nx\n```\n",
        "<!here> ",
        "<@123> ",
        "@everyone ",
        "||",
        "- ",
        "&",
        "👩‍👩‍👧",
    )
)
TEXTS = st.tuples(st.lists(PIECES, max_size=12).map("".join), st.sampled_from((1, 3, 40, 200))).map(
    lambda drawn: (drawn[0] * drawn[1])[:4_000]
)
QUOTES = st.builds(
    Evidence,
    turn=st.just(TurnNumber(2)),
    quote=TEXTS,
    start=st.just(0),
    end=st.just(0),
    shows=st.just("x"),
    number=st.sampled_from((None, 1, 12)),
    message=st.sampled_from((None, made.ts(1), "elsewhere")),
)
REWORDINGS = st.builds(
    Rewording,
    yours=st.none() | TEXTS,
    turn=st.sampled_from((None, TurnNumber(2))),
    stronger=TEXTS,
    why=TEXTS,
)
SCORES = st.builds(
    Score,
    criterion=st.just("c"),
    title=TEXTS.map(lambda text: text[:300]),
    weight=st.just(10),
    skill=st.just("s"),
    level=st.sampled_from((None, 0, 3)),
    level_title=TEXTS.map(lambda text: text[:300]),
    points=st.sampled_from((None, 0, 55, 100)),
    previous=st.sampled_from((None, 20)),
    reason=TEXTS,
    evidence=st.lists(QUOTES, max_size=5).map(tuple),
    rewording=st.none() | REWORDINGS,
    of_levels=st.sampled_from((0, 4)),
)


@st.composite
def cards(draw: st.DrawFn) -> Card:
    scores = draw(st.lists(SCORES, max_size=4)) * draw(st.sampled_from((1, 3, 15)))
    card = draw(st.sampled_from((made.card(), made.growing(), made.stopped(), made.blocked("de"))))
    scorecard = replace(
        card.scorecard,
        scores=tuple(scores),
        of_criteria=len(scores) + draw(st.sampled_from((0, 1))),
        title=draw(TEXTS),
        strengths=tuple(draw(st.lists(TEXTS, max_size=3))),
        next_step=draw(TEXTS),
    )
    return replace(card, scorecard=scorecard, short=draw(st.booleans()))


OPENINGS = st.builds(
    Opening,
    session=st.just(made.SESSION),
    scenario=st.just("x"),
    title=TEXTS,
    role=TEXTS,
    situation=TEXTS,
    goal=TEXTS,
    limits=TEXTS,
    privacy=TEXTS,
    persona=TEXTS,
    persona_role=TEXTS,
    opening=TEXTS,
    recap=st.lists(st.tuples(TEXTS, TEXTS), max_size=5).map(tuple),
    language=st.sampled_from(("en", "de")),
)
CONTENTS = st.one_of(
    OPENINGS,
    cards(),
    TEXTS.map(lambda text: made.speech(text[:3_900])),
    st.builds(Notice, text=TEXTS, label=TEXTS.map(lambda text: text[:60])),
    st.integers(0, 300).map(made.offer),
    st.builds(Moved, session=st.just(SessionId("s")), text=TEXTS, to=st.just(made.PLACE)),
)
