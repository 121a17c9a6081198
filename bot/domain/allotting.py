"""Reads what an admin allows to be spent on models a day, and shows what holds. Pure.

It is typed as `200000 tokens a day`, `5 dollars member 20000 tokens` or `member off`: what is not
said is left as it was, what is said takes the place of all that was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.domain.allowance import Allowance, Allowances
from bot.domain.content import Row
from bot.domain.dating import Trouble
from bot.domain.desk import Seen
from bot.domain.wording import managing

LEAST, MOST = 1_000, 10**12
"""Tokens. Fewer than the least are less than one reply takes, and were meant to be dollars."""
DOLLARS = (0.01, 1e6)

_OFF = {"off", "no", "none", "never", "unlimited", "aus", "nein", "keine", "keins", "nie"}
_MEMBER = {
    *("member", "members", "person", "persons", "people", "user", "users", "trainee", "trainees"),
    *("mitglied", "mitglieder", "personen", "mitarbeiter"),
}
_FILLERS = {
    *("a", "an", "the", "of", "at", "most", "for", "each", "every", "and", "per", "day", "daily"),
    *("pro", "am", "tag", "täglich", "und", "für", "je", "jede", "jeden", "jedes", "höchstens"),
}
_UNITS = {
    **dict.fromkeys(("token", "tokens"), "tokens"),
    **dict.fromkeys(("$", "usd", "dollar", "dollars"), "dollars"),
}
_SCALES = {
    "": 1,
    **dict.fromkeys(("k", "thousand", "tausend"), 1_000),
    **dict.fromkeys(("m", "mio", "mio.", "million", "millions", "millionen"), 1_000_000),
}
_AMOUNT = re.compile(
    r"(?P<before>\$)? ?(?P<number>\d[\d.,_'’]*?) ?"
    rf"(?P<scale>{'|'.join(re.escape(one) for one in _SCALES if one)})? ?"
    r"(?P<unit>\$|tokens?|dollars?|usd)?(?: |$)"
)
_GROUPED = re.compile(r"\d{1,3}(?:[.,_'’]\d{3})+|\d+")
_DECIMAL = re.compile(r"\d+(?:[.,]\d{1,2})?")
"""Before a scale; of three digits nobody knows whether they are a fraction or thousands."""
_CENTS = re.compile(r"\d+(?:[.,]\d{1,2})?")


def words_of(words: Sequence[str]) -> int:
    """How many of these words belong to a budget; one at least, so that it can be told of."""
    return next((n for n, word in enumerate(words) if not _belongs(word)), len(words)) or 1


def _belongs(word: str) -> bool:
    """Whether it is a number or a known word, or both as in `tokens/day`."""
    known = _OFF | _MEMBER | _FILLERS | _UNITS.keys() | _SCALES.keys()
    parts = word.lower().strip(",;").split("/")
    return all(part.removeprefix("$")[:1].isdigit() or part in known for part in parts)


def read(allowed: Allowances, typed: str, *, member: bool = False) -> Allowances | Trouble:
    """What is allowed once that is set; `member` where only each member is meant."""
    whole, theirs = _halves(typed, member=member)
    made = allowed
    for text, whose in ((whole, "tenant"), (theirs, "member")):
        if text is None:
            continue
        amount = _allowance(text)
        if isinstance(amount, str):
            return Trouble(amount, {"typed": typed, "least": str(LEAST)})
        made = replace(made, **{whose: amount})
    return made


def _halves(typed: str, *, member: bool) -> tuple[str | None, str | None]:
    """What is said of all together, and of each member; None where nothing is."""
    words = re.sub(r"[/;]|,(?=\s|$)", " ", typed.lower()).split()
    at = next((n for n, word in enumerate(words) if word in _MEMBER), None)
    before = " ".join(word for word in words[:at] if word not in _FILLERS)
    if at is None:
        return (None, before) if member else (before, None)
    after = " ".join(word for word in words[at + 1 :] if word not in _FILLERS | _MEMBER)
    if not before or member:
        return None, f"{before} {after}".strip()
    return (before, after) if after else (None, before)


def _allowance(text: str) -> Allowance | str:
    """An amount of each kind, or the name of what is wrong with it."""
    if text in _OFF:
        return Allowance()
    found, place = dict[str, float](), 0
    while place < len(text):
        match = _AMOUNT.match(text, place)
        kind = None if match is None else _kind(match)
        if match is None or kind is None or kind in found:
            return "bad_budget"
        amount = _tokens(match) if kind == "tokens" else _dollars(match)
        if amount is None:
            return "bad_budget"
        found[kind], place = amount, match.end()
    tokens, dollars = found.get("tokens"), found.get("dollars")
    if tokens is not None and tokens < LEAST:
        return "budget_small"
    if not found:
        return "bad_budget"
    return Allowance(tokens=None if tokens is None else int(tokens), dollars=dollars)


def _kind(match: re.Match[str]) -> str | None:
    """Tokens, unless a sign or a word says dollars."""
    before, after = match["before"], match["unit"]
    if before and after:
        return None
    return _UNITS[before or after or "tokens"]


def _tokens(match: re.Match[str]) -> float | None:
    scale = _SCALES[match["scale"] or ""]
    form = _GROUPED if scale == 1 else _DECIMAL
    number = match["number"]
    if not number.isascii() or form.fullmatch(number) is None:
        return None
    plain = re.sub(r"[.,_'’]", "" if scale == 1 else ".", number)
    amount = round(float(plain) * scale)
    return amount if amount <= MOST else None


def _dollars(match: re.Match[str]) -> float | None:
    number = match["number"]
    if match["scale"] or not number.isascii() or _CENTS.fullmatch(number) is None:
        return None
    amount = float(number.replace(",", "."))
    return amount if DOLLARS[0] <= amount <= DOLLARS[1] else None


def rows(seen: Seen) -> Iterator[Row]:
    """What holds now, whoever set it, and what today has taken of it."""
    own, operators = seen.settings.budget, seen.operator_budget
    today = f"{seen.say('set_budget')}; {_today(seen)}"
    for label, mine, most, detail in (
        ("budget", own.tenant, operators.tenant, today),
        ("budget member", own.member, operators.member, seen.say("set_budget_member")),
    ):
        holds = mine.within(most)
        value = seen.say("a_day", amount=_amount(seen, holds))
        less = mine.any and replace(holds, **_unset(mine)) != mine
        told = seen.say("operators_less", amount=_amount(seen, mine)) if less else ""
        value = value if holds.any else seen.say("no_limit")
        yield Row(label=label, value=value, detail="; ".join(filter(None, (detail, told))))


def _unset(mine: Allowance) -> dict[str, None]:
    """What an admin leaves to the operator."""
    return {name: None for name in ("tokens", "dollars") if getattr(mine, name) is None}


def _today(seen: Seen) -> str:
    taken = Allowance(tokens=seen.taken.tokens, dollars=seen.taken.dollars or None)
    return seen.say("today", amount=_amount(seen, taken))


def _amount(seen: Seen, allowance: Allowance) -> str:
    words, parts = managing.of(seen.language).numbers, list[str]()
    if allowance.tokens is not None:
        parts.append(words.of_tokens(allowance.tokens))
    if allowance.dollars is not None:
        parts.append(words.dollars(allowance.dollars))
    return f" {words.and_} ".join(parts)
