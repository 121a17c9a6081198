"""Reads what a manager orders: who is to practise what by when, from a form's fields or one line.

    @who scenario[,scenario...] [due] [pass] [attempts] [assessment|coaching]

Whatever cannot be read is a `Trouble`; what could be read stands beside it. Pure.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain import calendar, dating
from bot.domain.assignment import MOST_ATTEMPTS
from bot.domain.dating import Trouble
from bot.domain.everybody import Everybody, Who
from bot.domain.scenario import Scenario
from bot.domain.transcript import Micros

_ASSESSMENT = {"assessment", "exam", "test", "prüfung"}
_COACHING = {"coaching", "practice", "übung"}
_ALONE = r"(?<![\w.-])(?<!\d,)"
"""Not inside a number or a word: a comma may stand before, but not one of a fraction."""
_RANGE = rf"{_ALONE}(?P<least>\d{{1,3}})\s*(?:-|–|to|bis)\s*(?P<most>\d{{1,3}})"
_TRIES = r"\s*(?:x|attempts?|tries|try|times|versuche?n?|mal)"
_LEAST = (
    re.compile(
        rf"(?:at least|min(?:imum|imal|destens)?\.?)\s*(?P<least>\d{{1,3}}){_TRIES}(?!\w)",
        re.IGNORECASE,
    ),
)
_ATTEMPTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_RANGE}(?:{_TRIES})?(?!\w)",
        rf"(?:max(?:imum|imal)?\.?|at most|up to|höchstens)\s*(?P<most>\d{{1,3}})(?:{_TRIES})?(?!\w)",
        rf"{_ALONE}(?P<both>\d{{1,3}}){_TRIES}(?!\w)",
        r"(?:attempts|versuche)\s*[:=]?\s*(?:max\.?\s*)?(?P<both>\d{1,3})(?!\w)",
    )
)
_OF_ALL = r"(?:%|/100|percent\b|prozent\b|points\b|punkten?\b)"
_PASS = r"(?:pass(?: mark)?|from|ab|mindestens|bestehen)\s*(?:[:=]|at\b|of\b|is\b)?\s*"
_MARK = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_PASS}(?P<mark>\d{{1,4}})(?:\s*{_OF_ALL})?(?!\w)",
        rf"{_ALONE}(?P<mark>\d{{1,4}})\s*{_OF_ALL}",
    )
)
_BARE = re.compile(rf"(?<!:){_ALONE}(?P<number>\d{{1,4}})(?![\w.:-])")
_ZONE = re.compile(r"(?<!\S)(?:[A-Za-z_]+(?:/[A-Za-z0-9_+-]+)+|UTC|GMT)(?!\S)")
_PARTS = re.compile(r"[\"“„](?P<quoted>[^\"“”„]+)[\"“”]|(?P<word>[^\s,;]+)")
_BETWEEN = re.compile(r"\s*(?:(?P<comma>[,;])|→|(?:and|und|then|dann)(?=\s))?\s*", re.IGNORECASE)
_QUOTES = '"“”„`'
_NEAR = 0.7
"""How like a scenario's id a word behind a comma is, to be taken for one typed wrongly."""
_FILLERS = {
    *("with", "and", "attempts", "by", "due", "pass", "in", "at", "of", "mark", "zone"),
    *("mit", "und", "versuche", "bis", "fällig", "am", "um"),
}


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
    options = _Options(rest)
    due = _due(options, now, zone)
    least_of_all = options.take(_LEAST)  # before the mark: `mindestens` may be of either
    mark = _mark(options, arguments)
    attempts = _attempts(options, arguments) | least_of_all
    assessment = _mode(options, arguments.get("mode", ""))
    least, most, mark = _bare(options, attempts, mark)
    reached = everybody.read(who)
    wanted, unknown = _scenarios(chosen, scenarios)
    troubles = [
        *reached.troubles,
        *([] if who.strip() else [Trouble("nobody_named")]),
        *unknown,
        *wrong_zone,
        *([due] if isinstance(due, Trouble) else []),
        *_out_of_range(least, most, mark),
        *options.left(),
    ]
    return Order(
        who=reached,
        scenarios=wanted,
        due=None if isinstance(due, Trouble) else due,
        zone=zone,
        pass_mark=mark,
        least=least,
        most=most,
        assessment=assessment,
        troubles=tuple(troubles),
    )


class _Options:
    """What stands behind the scenarios, of which one thing after another is taken."""

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, patterns: Sequence[re.Pattern[str]]) -> dict[str, int]:
        for pattern in patterns:
            if (match := pattern.search(self.text)) is not None:
                self.cut(match.start(), match.end())
                return {name: int(number) for name, number in match.groupdict().items() if number}
        return {}

    def cut(self, start: int, end: int) -> None:
        self.text = f"{self.text[:start]} {self.text[end:]}"

    def word(self, words: Collection[str]) -> bool:
        for match in re.finditer(r"\S+", self.text):
            if match[0].lower().strip(".,;") in words:
                self.cut(match.start(), match.end())
                return True
        return False

    def left(self) -> list[Trouble]:
        """What nobody understood."""
        words = [w for w in re.findall(r"[^\s,;]+", self.text) if _says(w)]
        return [Trouble("not_understood", {"typed": " ".join(words)})] if words else []


def _says(word: str) -> bool:
    """Whether a word that is left says anything."""
    bare = word.strip(":=.-–").lower()
    return bool(bare) and bare not in _FILLERS


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


def _due(options: _Options, now: Micros, zone: str) -> Micros | Trouble | None:
    found = dating.find(options.text, now, zone)
    if found is None:
        return None
    options.cut(found.start, found.end)
    return found.due


def _attempts(options: _Options, arguments: Mapping[str, str]) -> dict[str, int]:
    if typed := arguments.get("attempts", "").strip():
        alone = _Options(typed)
        return alone.take((*_ATTEMPTS, re.compile(r"^(?P<both>\d{1,3})$"))) or {"wrong": 1}
    return options.take(_ATTEMPTS)


def _mark(options: _Options, arguments: Mapping[str, str]) -> int | None:
    if typed := arguments.get("pass", "").strip():
        alone = _Options(typed).take((*_MARK, re.compile(r"^(?P<mark>\d{1,4})$")))
        return alone.get("mark", -1)
    return options.take(_MARK).get("mark")


def _mode(options: _Options, typed: str) -> bool:
    if typed.strip():
        return typed.strip().lower() in _ASSESSMENT
    assessment = options.word(_ASSESSMENT)
    return assessment or (options.word(_COACHING) and False)


def _bare(
    options: _Options, attempts: dict[str, int], mark: int | None
) -> tuple[int, int | None, int | None]:
    """With numbers that stand alone: up to ten they are attempts, above it a pass mark."""
    while (match := _BARE.search(options.text)) is not None:
        number = int(match["number"])
        if number <= MOST_ATTEMPTS and not attempts:
            attempts = {"both": number}
        elif number > MOST_ATTEMPTS and mark is None:
            mark = number
        else:
            break
        options.cut(match.start(), match.end())
    if "wrong" in attempts:
        return 0, 0, mark
    both = attempts.get("both")
    return attempts.get("least", 1), attempts.get("most", both), mark


def _out_of_range(least: int, most: int | None, mark: int | None) -> list[Trouble]:
    troubles = []
    if mark is not None and not 0 <= mark <= 100:
        troubles.append(Trouble("pass_mark_range"))
    top = least if most is None else most
    if not 1 <= least <= top <= MOST_ATTEMPTS:
        troubles.append(Trouble("attempts_range", {"most": str(MOST_ATTEMPTS)}))
    return troubles
