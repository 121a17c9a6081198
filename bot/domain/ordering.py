"""Reads what a manager orders: who is to practise what by when, from a form's fields or one line.

    @who scenario[,scenario...] [due] [pass] [attempts] [assessment|coaching]

Whatever cannot be read is a `Trouble`; what could be read stands beside it. Pure.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain import calendar, dating, optional
from bot.domain.dating import Trouble
from bot.domain.everybody import Everybody, Who
from bot.domain.optional import Options
from bot.domain.scenario import Scenario
from bot.domain.transcript import Micros

_ZONE = re.compile(r"(?<!\S)(?:[A-Za-z_]+(?:/[A-Za-z0-9_+-]+)+|UTC|GMT)(?!\S)")
_PARTS = re.compile(r"[\"“„](?P<quoted>[^\"“”„]+)[\"“”]|(?P<word>[^\s,;]+)")
_BETWEEN = re.compile(r"\s*(?:(?P<comma>[,;])|→|(?:and|und|then|dann)(?=\s))?\s*", re.IGNORECASE)
_QUOTES = '"“”„`'
_NEAR = 0.7
"""How like a scenario's id a word behind a comma is, to be taken for one typed wrongly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What was understood of an order. `troubles` say what was not; then nothing is assigned."""

    who: Who = field(default_factory=Who)
    scenarios: tuple[str, ...] = ()
    due: Micros | None = None
    zone: str = "UTC"
    pass_mark: int | None = None
    least: int = 1
    most: int | None = None
    assessment: bool = False
    troubles: tuple[Trouble, ...] = ()


def read(
    arguments: Mapping[str, str],
    *,
    everybody: Everybody,
    scenarios: Mapping[str, Scenario],
    now: Micros,
    zone: str,
) -> Order:
    """What a command's arguments order; `zone` is the manager's own."""
    arguments = {name: unicodedata.normalize("NFC", said) for name, said in arguments.items()}
    who, chosen, rest = _cut(arguments, everybody, scenarios)
    zone, rest, wrong_zone = _zone(arguments.get("zone", ""), rest, zone)
    options = Options(rest)
    due = _due(options, now, zone)
    terms = optional.terms(options, arguments)
    reached = everybody.read(who)
    wanted, unknown = _scenarios(chosen, scenarios)
    troubles = [
        *reached.troubles,
        *([] if who.strip() else [Trouble("nobody_named")]),
        *unknown,
        *wrong_zone,
        *([due] if isinstance(due, Trouble) else []),
        *terms.troubles,
        *options.left(),
    ]
    return Order(
        who=reached,
        scenarios=wanted,
        due=None if isinstance(due, Trouble) else due,
        zone=zone,
        pass_mark=terms.pass_mark,
        least=terms.least,
        most=terms.most,
        assessment=terms.assessment,
        troubles=tuple(troubles),
    )


def _cut(
    arguments: Mapping[str, str], everybody: Everybody, scenarios: Mapping[str, Scenario]
) -> tuple[str, list[str], str]:
    """Who, which scenarios, and the rest: from fields, or from a line."""
    named = {name: arguments.get(name, "") for name in ("who", "scenario", "due")}
    if any(named.values()):
        chosen = _apart(named["scenario"], scenarios)
        return named["who"], chosen, " ".join((named["due"], arguments.get("text", "")))
    line = arguments.get("text", "")
    known = _known(scenarios)
    first = known.search(line)
    begins = first.start() if first is not None else _unknown(line, everybody)
    chosen, ends = _row(line, begins, known, scenarios)
    return line[:begins].rstrip(" ,;:"), chosen, line[ends:]


def _apart(typed: str, scenarios: Mapping[str, Scenario]) -> list[str]:
    """A field's scenarios; a title may have a comma of its own."""
    if _scenario(typed, scenarios) is not None:
        return [typed]
    return [one.strip() for one in re.split(r"[,;→]", typed) if one.strip()]


def _known(scenarios: Mapping[str, Scenario]) -> re.Pattern[str]:
    """Finds ids and titles of scenarios, in quotes or not."""
    names = {name for one in scenarios.values() for name in (one.id, one.title) if name}
    names |= set(scenarios)
    some = "|".join(map(re.escape, sorted(names, key=len, reverse=True))) or r"(?!)"
    return re.compile(
        rf"(?<![\w@-])(?<!<group:)[{_QUOTES}]?(?:{some})[{_QUOTES}]?(?![\w-])", re.IGNORECASE
    )


def _unknown(line: str, everybody: Everybody) -> int:
    """Where the scenarios begin, though there are none of such names: behind whom it is for."""
    parts = list(_PARTS.finditer(line))
    at = everybody.ends(line, [part.span() for part in parts])
    return parts[at].start() if at < len(parts) else len(line)


def _row(
    line: str, begins: int, known: re.Pattern[str], scenarios: Mapping[str, Scenario]
) -> tuple[list[str], int]:
    """The scenarios that stand in a row, and where they end."""
    found, place, ends = list[str](), begins, begins
    while place < len(line):
        match = known.match(line, place)
        if match is None:
            match = _PARTS.match(line, place)
            near = match is not None and _is_near(match[0], scenarios)
            if match is None or (found and not (near and "," in line[ends:place])):
                break
        found.append(match[0].strip(_QUOTES))
        ends = match.end()
        between = _BETWEEN.match(line, ends)
        place = ends if between is None else between.end()
    return found, ends


def _is_near(word: str, scenarios: Mapping[str, Scenario]) -> bool:
    return bool(difflib.get_close_matches(word.lower(), scenarios, n=1, cutoff=_NEAR))


def _scenario(typed: str, scenarios: Mapping[str, Scenario]) -> str | None:
    wanted = typed.strip().strip(_QUOTES).casefold()
    for id, scenario in scenarios.items():
        if wanted in {id.casefold(), scenario.title.casefold()}:
            return id
    return None


def _scenarios(
    typed: Sequence[str], scenarios: Mapping[str, Scenario]
) -> tuple[tuple[str, ...], list[Trouble]]:
    if not typed:
        return (), [Trouble("no_scenario_named")]
    found = {one: _scenario(one, scenarios) for one in typed}
    troubles = [
        Trouble("unknown_scenario", {"typed": one}) for one, id in found.items() if id is None
    ]
    return tuple(dict.fromkeys(id for id in found.values() if id is not None)), troubles


def _zone(typed: str, rest: str, zone: str) -> tuple[str, str, list[Trouble]]:
    match = _ZONE.search(rest)
    wanted = typed.strip() or (match[0] if match else "")
    if match is not None:
        rest = rest[: match.start()] + rest[match.end() :]
    if not wanted:
        return zone, rest, []
    if not calendar.is_zone(wanted):
        return zone, rest, [Trouble("unknown_zone", {"typed": wanted})]
    return wanted, rest, []


def _due(options: Options, now: Micros, zone: str) -> Micros | Trouble | None:
    found = dating.find(options.text, now, zone)
    if found is None:
        return None
    options.cut(found.start, found.end)
    return found.due
