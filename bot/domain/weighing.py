"""What a model's judgement of a criterion comes to, beside what code saw.

Where rules judge, a model gives nothing they did not see; it may take a level one step down, by
words of the trainee's that stand there. What only a model can judge is its to judge: with quotes
that stand there, no higher than the acts that the rubric names and code found bear out, and where
the rubric names none without counting towards passing. See docs/decisions/0012-rules-and-models.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.domain import acts, explaining, judging, wording
from bot.domain.acts import HARSH
from bot.domain.condition import ACTS
from bot.domain.hearing import Heard, apart, rewritten
from bot.domain.quoting import EVIDENCE, Seen
from bot.domain.rubric import Criterion
from bot.domain.scorecard import Evidence, Flag, Rewording, Score
from bot.domain.transcript import Turn
from bot.domain.wording import Opinions

STEP = 1
"""Levels by which a model takes down, at most, what the rules gave."""
NEAR = 5
"""Points from the pass mark within which a second opinion is sought."""


def found(criterion: Criterion, seen: Seen) -> list[Evidence]:
    """What code found of all that a criterion names."""
    ids = {*_named(criterion), *(id for id in criterion.acts if id in HARSH)}
    return [sighting for sighting in seen.scene.sightings if sighting.shows in ids]


def _named(criterion: Criterion) -> set[str]:
    """The acts and points that speak for a level above the lowest."""
    whens = [level.when for level in criterion.levels[1:] if level.when is not None]
    ids = {*criterion.acts, *(point.id for point in criterion.points)}
    ids.update(id for when in whens for id in explaining.wanted(when))
    return ids - HARSH - {id for when in whens for id in explaining.unwanted(when)}


def ceiling(criterion: Criterion, seen: Seen) -> int | None:
    """The highest level that what code found bears out, where no rule says it; None where the
    rubric names nothing that code could find.

    As many levels above the lowest as different acts and points of the criterion were found, the
    highest where all were; below the highest where a harmful act was that the criterion names.
    """
    top = len(criterion.levels) - 1
    named = _named(criterion)
    if not acts.knows(seen.scenario.language):
        named -= set(ACTS)
    if not named:
        return None
    shown = named & seen.scene.shown
    most = top if shown == named else min(len(shown), top)
    harmed = not seen.scene.shown.isdisjoint(HARSH.intersection(criterion.acts))
    return min(most, top - 1) if harmed else most


def weigh(rules: Score, opinions: Sequence[Heard], criterion: Criterion, seen: Seen) -> Score:
    """One score from the rules' and one or two opinions, which are kept with it."""
    asked = replace(
        rules,
        by_rules=rules.level,
        opinions=tuple(one.judged for one in opinions),
        found=tuple(dict.fromkeys(one.shows for one in found(criterion, seen))),
    )
    weighing = _Weighing(asked, tuple(opinions), criterion, seen)
    return weighing.alone() if rules.level is None else weighing.beside_rules(rules.level)


def too_little(rules: Score, seen: Seen) -> Score:
    """A score for which a model was not asked, because there is nothing to judge."""
    reason = explaining.words(seen.scenario).not_enough
    return (
        rules if rules.abstained == "little" else replace(rules, reason=reason, abstained="little")
    )


def partly_read(score: Score, unread: Sequence[Turn], seen: Seen) -> Score:
    """A score for which a model did not read these messages, because there are too many."""
    if not unread or not score.opinions:
        return score
    every = len(seen.transcript.messages)
    told = _words(seen).partly_read.format(read=every - len(unread), every=every)
    flags: tuple[Flag, ...] = ("unread",) if score.judged_by == "model" else ()
    return replace(score, reason=_joined(score.reason, told), flags=(*score.flags, *flags))


def unanswered(rules: Score, seen: Seen) -> Score:
    """A score for which a model was asked in vain."""
    if rules.level is not None:
        return rules
    return replace(rules, reason=_words(seen).no_answer, flags=("unanswered",))


@dataclass(frozen=True, slots=True)
class _Weighing:
    """One criterion's opinions on the scales."""

    score: Score
    """As the rules have it."""
    opinions: tuple[Heard, ...]
    criterion: Criterion
    seen: Seen

    def beside_rules(self, rules: int) -> Score:
        """Where the rules judge."""
        words, lead = (
            _words(self.seen),
            self._mildest(),
        )
        if lead is None or lead.level is None:
            said = "" if self._all_borne_out else words.no_evidence
            told = _joined(self.score.reason, said)
            return replace(self.score, reason=told, flags=tuple(self._flags()))
        given, own = lead.level, lead.opinion.reason
        title = self.criterion.levels[given].title
        if given == rules:
            return self._at(rules, lead, words.agrees.format(reason=own))
        if given > rules:
            told = words.capped.format(given=title, reason=own)
            return self._at(rules, lead, told, "capped")
        if not all(one.evidence and (one.level or 0) < rules for one in self._telling()):
            return self._at(rules, lead, words.not_lowered.format(given=title), "disagreement")
        by_rules = self.criterion.levels[rules].title
        told = words.lowered.format(rules=by_rules, reason=own)
        return self._at(max(given, rules - STEP), lead, told, "disagreement")

    def alone(self) -> Score:
        """Where only a model can judge."""
        words, lead = _words(self.seen), self._strictest()
        if lead is None or lead.level is None:
            reason = "" if lead is None else lead.opinion.reason
            told = words.cannot_tell.format(reason=reason).strip()
            return replace(self.score, reason=told, flags=tuple(self._flags()))
        most = ceiling(self.criterion, self.seen)
        at = lead.level if most is None else min(lead.level, most)
        flags: list[Flag] = ["capped"] if at < lead.level else []
        flags += ["alone"] if most is None and at else []
        said = [*self._grounds(lead), *self._found()]
        if at < lead.level:
            given = self.criterion.levels[lead.level].title
            said.append(words.capped.format(given=given, reason="").strip())
        if most is None and at:
            said.append(words.alone)
        made = self._at(at, lead, _joined(*said), *flags)
        return replace(made, counted=most is not None)

    def _at(self, level: int, lead: Heard, said: str, *flags: Flag) -> Score:
        """The score at a level that a model had a part in."""
        decided = level != self.score.by_rules
        anchor = self.criterion.levels[level]
        reason = self.score.reason if not decided else ""
        doubts: list[Flag] = ["unsure"] if decided and self._unsure else []
        return replace(
            self.score,
            level=level,
            level_title=anchor.title,
            points=anchor.score,
            judged_by="model" if decided else "rules",
            abstained=None,
            reason=_joined(reason, said, *self._doubts(decided=decided)),
            evidence=self._quotes(level, lead),
            rewording=self._rewording(level, lead),
            flags=tuple(dict.fromkeys((*flags, *self._flags(), *doubts))),
        )

    @property
    def _all_borne_out(self) -> bool:
        return all(one.judged.borne_out for one in self.opinions)

    @property
    def _two_differ(self) -> bool:
        return len({one.level for one in self.opinions}) > 1

    @property
    def _unsure(self) -> bool:
        return len(self.opinions) == 1 and self.opinions[0].opinion.confidence == "low"

    def _telling(self) -> list[Heard]:
        return [one for one in self.opinions if one.level is not None]

    def _strictest(self) -> Heard | None:
        """The opinion that counts where only models judge: of two the lower one."""
        telling = self._telling() or self.opinions
        return min(telling, key=lambda one: one.level or 0, default=None)

    def _mildest(self) -> Heard | None:
        """The opinion that counts beside rules: their level is taken down by two of two."""
        standing = [one for one in self._telling() if one.judged.borne_out]
        return max(standing, key=lambda one: one.level or 0, default=None)

    def _flags(self) -> list[Flag]:
        flags: list[Flag] = []
        if not self._all_borne_out:
            flags.append("no evidence")
        if self._two_differ:
            flags.append("disagreement")
        return flags

    def _doubts(self, *, decided: bool) -> Iterator[str]:
        words = _words(self.seen)
        if self._two_differ and self._all_borne_out:
            first, second = (self._title(one) for one in self.opinions)
            yield words.two_differ.format(first=first, second=second)
            yield words.lower_counts if self.score.by_rules is None else ""
        if decided and self._unsure:
            yield words.unsure

    def _title(self, one: Heard) -> str:
        if one.level is None:
            return explaining.words(self.seen.scenario).not_judged
        return self.criterion.levels[one.level].title

    def _grounds(self, lead: Heard) -> Iterator[str]:
        """What a level rests on: words that were said, or that they were not."""
        words = explaining.words(self.seen.scenario)
        if not lead.judged.borne_out:
            yield _words(self.seen).no_evidence
            return
        yield lead.opinion.reason
        missing = lead.opinion.missing.rstrip(" .")
        top = len(self.criterion.levels) - 1
        if lead.level == top or not (missing or not lead.evidence):
            return
        form = words.for_more if lead.evidence else words.not_seen
        where = judging.messages(self.seen, self.seen.turns)
        yield form.format(messages=where, what=missing or self.criterion.title)

    def _found(self) -> Iterator[str]:
        """What code found, where the rubric names something to be found."""
        scenario, words = self.seen.scenario, _words(self.seen)
        names = [explaining.named(scenario, id) for id in self.score.found]
        asked = [explaining.named(scenario, id) for id in sorted(_named(self.criterion))]
        if names:
            yield words.found.format(what=", ".join(names))
        elif asked:
            yield words.found_none.format(what=", ".join(asked))

    def _quotes(self, level: int, lead: Heard) -> tuple[Evidence, ...]:
        """The quotes of whoever decided come first; those for a level not given are left out."""
        first, then = self.score.evidence, lead.evidence
        if level != self.score.by_rules:
            first, then = then, first
        elif level != lead.level:
            then = ()
        kept = apart((*first, *then))[:EVIDENCE]
        return tuple(sorted(kept, key=lambda one: (one.turn, one.start)))

    def _rewording(self, level: int, lead: Heard) -> Rewording | None:
        """The model's rewording of a line that was said; else the scenario's example."""
        if self.criterion.levels[level].score == max(one.score for one in self.criterion.levels):
            return None
        own = rewritten(lead, self.seen) if lead.judged.borne_out else None
        return own or judging.rewording(self.criterion, level, self.seen)


def _words(seen: Seen) -> Opinions:
    return wording.of(seen.scenario.language).opinions


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
