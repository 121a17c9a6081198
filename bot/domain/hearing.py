"""An opinion once it was looked whether what it cites was said. What it comes to is `weighing`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain import evidence, quoting
from bot.domain.opinion import Opinion, Quote
from bot.domain.quoting import EVIDENCE, FEWEST_WORDS, Seen
from bot.domain.rubric import Criterion
from bot.domain.scorecard import Evidence, Judged, Rewording
from bot.domain.tongue import is_foreign


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """An opinion whose quotes were looked for."""

    opinion: Opinion
    judged: Judged
    evidence: tuple[Evidence, ...]
    """The quotes, where all of them stand in the trainee's messages; else none."""

    @property
    def level(self) -> int | None:
        """The level it bears out: the lowest where its words were not said."""
        if self.opinion.level is None:
            return None
        return self.opinion.level if self.judged.borne_out else 0


def places(
    opinion: Opinion, criterion: Criterion, seen: Seen
) -> list[tuple[Quote, Evidence | None]]:
    """Each quote, with where it stands in the trainee's own words; None where it does not."""
    return [
        (quote, evidence.find(quote.text, seen.said, shows=criterion.id, named=quote.turn))
        for quote in opinion.quotes
    ]


def unfound(opinion: Opinion, criterion: Criterion, seen: Seen) -> list[str]:
    """The quotes that do not stand in the trainee's messages."""
    return [quote.text for quote, place in places(opinion, criterion, seen) if place is None]


def borne_out(opinion: Opinion, criterion: Criterion, seen: Seen) -> bool:
    """Whether every quote stands there, and what rests on words has some."""
    rests_on_words = opinion.level is not None and opinion.level > 0
    return not unfound(opinion, criterion, seen) and bool(opinion.quotes or not rests_on_words)


def heard(opinion: Opinion, judged: Judged, criterion: Criterion, seen: Seen) -> Heard:
    """An opinion with its quotes at their places."""
    standing = [place for _, place in places(opinion, criterion, seen) if place is not None]
    kept = apart(standing) if judged.borne_out else ()
    return Heard(
        opinion=opinion, judged=judged, evidence=quoting.placed(kept[:EVIDENCE], seen.transcript)
    )


def rewritten(lead: Heard, seen: Seen) -> Rewording | None:
    """A stronger form of a line that stands there, in the scenario's language."""
    rewrite, language = lead.opinion.rewrite, seen.scenario.language
    if rewrite is None or not rewrite.why or len(rewrite.stronger.split()) < FEWEST_WORDS:
        return None
    place = evidence.find(rewrite.yours.text, seen.said, shows="", named=rewrite.yours.turn)
    if place is None or evidence.same(place.quote, rewrite.stronger):
        return None
    if is_foreign(rewrite.stronger, language) or is_foreign(rewrite.why, language):
        return None
    (stands,) = quoting.placed([place], seen.transcript)
    return Rewording(
        yours=quoting.cut(stands.quote),
        turn=stands.turn,
        number=stands.number,
        message=stands.message,
        stronger=rewrite.stronger,
        why=rewrite.why,
    )


def apart(quotes: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The quotes, without those that stand within or across an earlier one."""
    kept: list[Evidence] = []
    for one in quotes:
        if not any(k.turn == one.turn and k.start < one.end and one.start < k.end for k in kept):
            kept.append(one)
    return tuple(kept)
