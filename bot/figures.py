"""What `chattrain simulate` prints: how trainees fared, and what there is to say of a persona that a
model played, as tables for people or as JSON for programs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from bot.domain import measuring
from bot.domain.guarding import Fault
from bot.domain.measuring import Figures, Share, Simulation
from bot.domain.rehearsal import Rehearsal, Reply
from bot.domain.scorecard import Scorecard, to_json
from bot.transcripts import dumped

NOT_JUDGED = "not judged"
IN_ORDER = "The scores come in order."
_ENDS = {"satisfied": "is satisfied", "left": "walks away", None: "waits for more"}
_FAULTS = {
    "out_of_role": "out of its role",
    "coaching": "coaches the trainee",
    "language": "in another language",
    "too_long": "too long",
}
_EVERY = "all"
_STAR = " *"
_UNMEASURED = "not measured"

Row = tuple[str, ...]


def as_text(simulations: Sequence[Simulation], *, talk: bool = False) -> str:
    """For people; several scenarios are compared at the end."""
    parts = ["\n".join(_scenario(one, talk=talk)) for one in simulations]
    if len(simulations) > 1:
        parts.append("\n".join(_columns(_compared(simulations))))
    return "\n\n".join(parts)


def as_json(simulations: Sequence[Simulation]) -> str:
    """For programs: an object, or a list of them for several scenarios."""
    told = [_object(one) for one in simulations]
    return json.dumps(told if len(told) != 1 else told[0], indent=2, ensure_ascii=False)


def _scenario(one: Simulation, *, talk: bool) -> Iterator[str]:
    scenario = one.scenario
    yield f"{scenario.title} ({scenario.id}, version {scenario.version})"
    yield ""
    for rehearsal in one.rehearsals if talk else ():
        run = f", run {rehearsal.run}" if one.runs > 1 else ""
        yield f"{rehearsal.trainee}{run}:"
        yield ""
        yield from _talk(one, rehearsal)
        yield ""
    yield from _columns(_fared(one))
    yield ""
    if one.measured:
        yield from _columns(_persona(one))
        yield from ("", *_notes(one), "")
    yield from one.disorder or [IN_ORDER]
    yield from one.leaks


def _talk(one: Simulation, rehearsal: Rehearsal) -> Iterator[str]:
    for turn in rehearsal.transcript:
        who = one.scenario.persona.name if turn.speaker == "persona" else "Trainee"
        yield f"  {who}: {' '.join(turn.text.split())}"


def _columns(rows: Iterable[Row]) -> Iterator[str]:
    """Rows as lines, every column but the first to the right."""
    kept = list(rows)
    widths = [max(len(cell) for cell in column) for column in zip(*kept, strict=True)]
    for first, *rest in kept:
        cells = [first.ljust(widths[0]), *map(str.rjust, rest, widths[1:])]
        yield "  ".join(cells).rstrip()


def _fared(one: Simulation) -> Iterator[Row]:
    """A column for each trainee, a row for everything that came of it."""
    scenario, trainees = one.scenario, measuring.by_trainee(one.rehearsals)
    every = list(trainees.values())
    yield ("", *trainees)
    yield ("Score", *(_mean([r.scorecard.total for r in runs]) for runs in every))
    yield ("Result", *map(_result, every))
    for n, criterion in enumerate(scenario.rubric.criteria):
        points = ([r.scorecard.scores[n].points for r in runs] for runs in every)
        yield (f"  {criterion.title} ({criterion.weight})", *map(_mean, points))
    yield ("Messages said", *map(_said, every))
    told = ([len(r.play.revealed) for r in runs] for runs in every)
    yield ("Facts told", *(f"{_mean(facts)} of {len(scenario.facts)}" for facts in told))
    yield from _ended(every)
    for gauge in scenario.persona.mood:
        yield (f"  {gauge}", *(_mean([r.play.mood[gauge] for r in runs]) for runs in every))


def _mean(numbers: Sequence[int | None]) -> str:
    """The mean, with the lowest and the highest where they differ."""
    known = [number for number in numbers if number is not None]
    mean = measuring.mean(known)
    if mean is None:
        return NOT_JUDGED
    low, high = min(known), max(known)
    return f"{mean:.3g}" if low == high else f"{mean:.3g} ({low}-{high})"


def _result(runs: Sequence[Rehearsal]) -> str:
    if len(runs) == 1:
        return _passed(runs[0].scorecard)
    return f"{sum(one.scorecard.passed for one in runs)} of {len(runs)} passed"


def _passed(card: Scorecard) -> str:
    if card.blocked_by:
        return "blocked"
    return "passed" if card.passed else "not yet"


def _said(runs: Sequence[Rehearsal]) -> str:
    said, script = _mean([one.said for one in runs]), runs[0].script
    return said if script is None else f"{said} of {script}"


def _ended(every: Sequence[Sequence[Rehearsal]]) -> Iterator[Row]:
    head = "At the end the persona"
    if all(len(runs) == 1 for runs in every):
        yield (head, *(_ENDS[runs[0].play.ending] for runs in every))
        return
    yield (head, *("" for _ in every))
    for ending, title in _ENDS.items():
        counts = [sum(one.play.ending == ending for one in runs) for runs in every]
        shares = (str(Share(n, len(runs))) for n, runs in zip(counts, every, strict=True))
        yield (f"  {title}", *shares)


def _persona(one: Simulation) -> Iterator[Row]:
    """What the persona's replies show: a column for each trainee, and one for all."""
    trainees = measuring.by_trainee(one.rehearsals)
    every = [measuring.figures(runs) for runs in (*trainees.values(), one.rehearsals)]
    yield (f"The persona, difficulty {one.scenario.difficulty.level}", *trainees, _EVERY)
    yield ("Replies by a model", *(str(f.replies) for f in every))
    yield ("Tells a fact too early", *(str(f.leaks) for f in every))
    yield ("  as it was written first", *(str(f.leaks_first) for f in every))
    yield _by_judge("  in other words", [f.paraphrased for f in every], one.unjudged)
    yield _by_judge("Gives way too early", [f.gave_way for f in every], _no_giving_way(one))
    yield ("Keeps to its part", *(str(f.adherence) for f in every))
    yield ("  as it was written first", *(str(f.adherence_first) for f in every))
    for kind, title in _FAULTS.items():
        yield (f"    {title}", *(str(f.faults.get(kind, 0)) for f in every))


def _by_judge(title: str, shares: Sequence[Share], unjudged: str) -> Row:
    if unjudged:
        return (title + _STAR, *("" for _ in shares[1:]), _UNMEASURED)
    return (title + _STAR, *map(str, shares))


def _no_giving_way(one: Simulation) -> str:
    """Why giving way is not measured; empty where it is."""
    if one.unjudged or one.scenario.persona.satisfied_when is not None:
        return one.unjudged
    return "without `satisfied_when` nothing says when the persona may give way"


def _notes(one: Simulation) -> Iterator[str]:
    total = measuring.figures(one.rehearsals)
    models = dict.fromkeys(
        reply.by for r in one.rehearsals for reply in r.replies if reply.stand_in is None
    )
    yield f"The persona was played by {', '.join(models) or 'no model'}."
    yield from _of_judge(one, total)
    if total.stood_in:
        replies = _counted(total.stood_in, "reply", "replies")
        yield f"The script spoke {replies} in a model's place; that is not measured."
    for rehearsal in one.rehearsals:
        if rehearsal.broken:
            where = f"{rehearsal.trainee}, run {rehearsal.run}"
            said = _counted(rehearsal.said, "message", "messages")
            yield f"{where}: broken off after {said}: {rehearsal.broken}"
        for reply in rehearsal.replies:
            for what in _found(reply):
                yield f"{measuring.place(rehearsal, reply)}: {what}"


def _of_judge(one: Simulation, total: Figures) -> Iterator[str]:
    for why in dict.fromkeys(filter(None, (one.unjudged, _no_giving_way(one)))):
        yield f"* not measured: {why}."
    if one.unjudged:
        return
    judges = dict.fromkeys(
        reply.overheard.by for r in one.rehearsals for reply in r.replies if reply.overheard
    )
    yield f"* as {', '.join(judges) or 'the judge'} has it, with words that stand in the reply."
    if total.unjudged:
        replies = _counted(total.unjudged, "reply", "replies")
        yield f"* of {replies} the judge said nothing; they are not among those."
    if total.unfound:
        claims = _counted(total.unfound, "claim", "claims")
        yield f"* {claims} had words that do not stand there, and do not count."


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _found(reply: Reply) -> Iterator[str]:
    """What was found in a reply, but for facts told too early: those are problems."""
    if reply.stand_in is not None:
        return
    if reply.replaced:
        yield f"nothing of it could be shown: {_quoted(reply.first)}"
    for fault, caught in measuring.found(reply):
        if fault.kind in _FAULTS:
            yield f"{_FAULTS[fault.kind]}: {_quoted(fault.words)}{caught}"
    if reply.overheard is not None:
        for claim in reply.overheard.told:
            if claim.what in reply.paraphrased:
                yield f"tells {claim.what!r} in other words: {_quoted(claim.quote)}"
        for claim in reply.overheard.gave_way if reply.gave_way else ():
            yield f"gives way too early ({claim.what}): {_quoted(claim.quote)}"


def _quoted(words: str, most: int = 100) -> str:
    line = " ".join(words.split())
    return f"“{line if len(line) <= most else line[:most].rsplit(maxsplit=1)[0] + ' …'}”"


def _compared(simulations: Sequence[Simulation]) -> Iterator[Row]:
    """The scenarios, the easiest first."""
    measured = any(one.measured for one in simulations)
    head = ("too early", "in other words *", "gives way *", "keeps its part")
    yield ("Scenario", "difficulty", "in order", *(head if measured else ()))
    for one in sorted(simulations, key=lambda one: one.scenario.difficulty.level):
        cells = (str(one.scenario.difficulty.level), "no" if one.disorder else "yes")
        yield (one.scenario.id, *cells, *(_in_short(one) if measured else ()))


def _in_short(one: Simulation) -> Row:
    total = measuring.figures(one.rehearsals)
    paraphrased = _UNMEASURED if one.unjudged else str(total.paraphrased)
    gave_way = _UNMEASURED if _no_giving_way(one) else str(total.gave_way)
    return (str(total.leaks), paraphrased, gave_way, str(total.adherence))


def _object(one: Simulation) -> dict[str, Any]:
    """Everything of one scenario."""
    scenario = one.scenario
    told: dict[str, Any] = {
        "scenario": scenario.id,
        "version": scenario.version,
        "fingerprint": scenario.fingerprint,
        "difficulty": scenario.difficulty.level,
        "runs": one.runs,
        "in_order": not one.disorder,
        "problems": list(one.problems),
        "trainees": [_trainee(rehearsal) for rehearsal in one.rehearsals],
    }
    if one.measured:
        told["not_judged"] = _no_giving_way(one) or None
        told["persona"] = _measured(one, one.rehearsals)
        told["persona_by_trainee"] = {
            id: _measured(one, runs) for id, runs in measuring.by_trainee(one.rehearsals).items()
        }
    return told


def _measured(one: Simulation, rehearsals: Sequence[Rehearsal]) -> dict[str, Any]:
    figures = asdict(measuring.figures(rehearsals))
    if one.unjudged:
        figures |= {"paraphrased": None, "unjudged": None, "unfound": None}
    if _no_giving_way(one):
        figures |= {"gave_way": None}
    return figures


def _trainee(one: Rehearsal) -> dict[str, Any]:
    return {
        "id": one.trainee,
        "run": one.run,
        "said": one.said,
        "ending": one.play.ending,
        "mood": dict(one.play.mood),
        "facts_told": sorted(one.play.revealed),
        "broken": one.broken or None,
        "scorecard": json.loads(to_json(one.scorecard)),
        "transcript": [json.loads(line) for line in dumped(one.transcript)],
        "replies": [_reply(reply) for reply in one.replies],
    }


def _reply(reply: Reply) -> dict[str, Any]:
    overheard = reply.overheard
    return {
        "turn": reply.turn,
        "by": reply.by,
        "stand_in": reply.stand_in,
        "replaced": reply.replaced,
        "held_back": sorted(reply.held),
        "first": reply.first,
        "first_faults": [_fault(fault) for fault in reply.first_faults],
        "faults": [_fault(fault) for fault in reply.faults],
        "overheard": None if overheard is None else asdict(overheard),
    }


def _fault(fault: Fault) -> dict[str, Any]:
    return {"kind": fault.kind, "fact": fault.fact, "words": fault.words}
