"""Phone numbers, as they are grouped in the US, UK, Germany, Austria, Switzerland, Spain and India.

With a country code every country's are found, and those with a leading zero of most. A bare row of
digits is a phone number only where the words before it say so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from bot.domain.masking.finding import Find, Group, groups, rows

MOST_GROUPS = 8
SHORTEST, LONGEST = 7, 17
_BARE = (7, 9, 10, 11)
"""Digits of a number with neither a country code nor a leading zero."""
REACH = 48
"""Characters before a number in which a word says what it is."""

_GAP = re.compile(r" ?[-./]? ?\(| ?\) ?[-./]? ?| ?[-./] ?| {1,2}")
_SENTENCE = re.compile(r"[!?\n;]|\. (?=[^\W\d_a-zà-ÿ])")
_LEADS = re.compile(r"(?:\(?\+ ?\(?|\()$")
_GLUED = re.compile(r"(?:[\w@#=$€£₹+/-]|[0-9][.,:]|[$€£₹#] )$")
_MEASURED = re.compile(
    r" ?(?:[€$£₹%°]|(?:eur|euros?|usd|gbp|chf|inr|rs|dollars?|pounds?|franken|kg|km|mb|gb|ms|units?"
    r"|stück|stk|pcs|people|users?|steps|views|mal|uhr|am|pm)(?![^\W_]))|[.,:]?[0-9]|[^\W_]|_",
    re.IGNORECASE,
)
_EXTENSION = re.compile(
    r",? {0,2}(?:ext\.?|extension|x|durchwahl|dw) ?[0-9]{1,5}(?![^\W_])", re.IGNORECASE
)
_ANNOUNCED = re.compile(
    r"(?<![^\W_])(?:call|calls|phone|phones|phoned|telephone|tel|tele|fon|mob|mobile|cell|cellphone|ring|rings"
    r"|text me|texts|sms|whats ?app\w*|signal|telegram|reach|dial|fax|landline|handy\w*|telefon\w*"
    r"|mobil\w*|festnetz\w*|rufnummer|ruf\w{0,2}|anrufen|anruf|rückruf\w*|zurückrufen|erreich\w*|durchwahl|natel"
    r"|móvil|movil|teléfono|telefono|tfno|tlf|llám\w*|llam\w*|fijo|my number|my no|meine nummer|unter der nummer"
    r"|mi número|mi numero|number is mine|contact|revert on|contact no|contact number|ph|hotline|helpline|line)(?![^\W_])"
    r"|[📞☎📱]",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"(?<![^\W_])(?:orders?|order-?\w*|bestell\w*|auftrag\w*|tickets?|case|cases|fall|vorgang\w*|invoices?|bill|rechnung\w*"
    r"|customer|kunden\w*|account|acct|konto\w*|ref|refs|reference|tracking|track|sendung\w*|parcel|paket\w*"
    r"|booking|buchung\w*|policy|police\w*|vertrag\w*|contract|article|artikel\w*|sku|serial|serien\w*"
    r"|model|modell|part|teile\w*|pedido|factura|cliente|caso|incidencia|po|id|ids|isbn|ean|gtin|receipt|quote|claim"
    r"|member|membership|mitglied\w*|reservation|reservierung\w*|confirmation|transaction|transaktion\w*"
    r"|version|build|zähler\w*|meter|barcode|code|pin|imei|commit|rev|zip|plz|device|gerät\w*|batch|charge"
    r"|lot|row|rows|zeile\w*|error|fehler\w*|timestamp|room|raum|akten\w*|matrikel\w*|kd-?nr|art-?nr|re-?nr|rg-?nr|ups|dhl|dpd|gls|fedex|usps|localizador|expediente|license|licence|vin)(?![^\W_])",
    re.IGNORECASE,
)
_TWO_DIGIT_CODES = frozenset(
    [
        "20",
        "27",
        "30",
        "31",
        "32",
        "33",
        "34",
        "36",
        "39",
        "40",
        "41",
        "43",
        "44",
        "45",
        "46",
        "47",
        "48",
        "49",
        "51",
        "52",
        "53",
        "54",
        "55",
        "56",
        "57",
        "58",
        "60",
        "61",
        "62",
        "63",
        "64",
        "65",
        "66",
        "81",
        "82",
        "84",
        "86",
        "90",
        "91",
        "92",
        "93",
        "94",
        "95",
        "98",
    ]
)
"""Country codes of two digits (ITU-T E.164); 1 and 7 have one, the others three."""

_NANP = re.compile(r"[2-9][0-9]{2}[2-9][0-9]{6}")
_NANP_GROUPS = {(3, 3, 4), (3, 7), (1, 3, 3, 4), (3, 4), (1, 3, 7)}
_SPANISH = re.compile(r"[6-9][0-9]{8}")
_SPANISH_GROUPS = {(3, 3, 3), (3, 2, 2, 2), (3, 6), (2, 3, 2, 2), (2, 3, 4)}
_INDIAN = re.compile(r"[6-9][0-9]{9}")
_INDIAN_GROUPS = {(5, 5), (4, 3, 3), (3, 3, 4), (4, 6), (2, 4, 4)}


class Cues:
    """Which words of a text announce a phone number, and which a number of another kind."""

    def __init__(self, text: str) -> None:
        told = [(m.end(), True) for m in _ANNOUNCED.finditer(text)]
        told += [(m.end(), False) for m in _OTHERWISE.finditer(text)]
        ends: list[tuple[int, bool | None]] = [(m.end(), None) for m in _SENTENCE.finditer(text)]
        self._cues = sorted([*told, *ends], key=lambda cue: cue[0])
        self._places = [place for place, _ in self._cues]

    def before(self, start: int) -> bool | None:
        """Whether the nearest such word says that it is a phone number; None where none does."""
        nearest = bisect_right(self._places, start) - 1
        if nearest < 0 or start - self._places[nearest] > REACH:
            return None
        return self._cues[nearest][1]


def phones(text: str) -> Iterator[Find]:
    cues = None
    for row in rows(text, groups(text), _GAP):
        if sum(len(group.digits) for group in row) >= SHORTEST:
            cues = cues or Cues(text)
            yield from _phones(row, text, cues)


def _phones(row: list[Group], text: str, cues: Cues) -> Iterator[Find]:
    begin, found = 0, None
    while begin < len(row):
        found, begin = _first(row, begin, text, cues, follows=found is not None)
        if found:
            yield found


def _first(
    row: list[Group], begin: int, text: str, cues: Cues, *, follows: bool
) -> tuple[Find | None, int]:
    """The phone number that begins with a group, and the group to go on with.

    One that follows another may be glued to it: "0171 1234567/0172 7654321".
    """
    start = row[begin].start
    lead = _LEADS.search(text, max(0, start - 4), start)
    start = lead.start() if lead else start
    if follows or not _GLUED.search(text, max(0, start - 2), start):
        for end in _ends(row, begin, national=lead is None):
            number = _number(row[begin:end], text, start, announced=cues.before(start))
            stop = _closed(text, row[end - 1].end, start)
            if number and not _MEASURED.match(text, stop):
                extension = _EXTENSION.match(text, stop)
                return Find("PHONE", start, extension.end() if extension else stop, number), end
    return None, begin + 1


def _ends(row: Sequence[Group], begin: int, *, national: bool) -> list[int]:
    """Behind which groups a number that begins with one may end, the furthest first."""
    total, ends = 0, []
    bare = national and row[begin].digits[0] != "0"
    for end in range(begin, min(begin + MOST_GROUPS, len(row))):
        total += len(row[end].digits)
        if total in _BARE if bare else SHORTEST <= total <= LONGEST:
            ends.append(end + 1)
    return ends[::-1]


def _closed(text: str, end: int, start: int) -> int:
    """The end, with the bracket that closes one within the number."""
    return end + (
        text[end : end + 1] == ")" and text.count("(", start, end) > text.count(")", start, end)
    )


def _number(found: Sequence[Group], text: str, start: int, *, announced: bool | None) -> str | None:
    """The number without country code and leading zero, if the groups are a phone number."""
    sizes = tuple(len(group.digits) for group in found)
    number = "".join(group.digits for group in found)
    between = text[found[0].end : found[-1].start]
    if "+" in text[start : found[0].start]:
        return _international(number)
    if announced is False or _is_date(found):
        return None
    if number.startswith("00"):
        return _international(number[2:]) if len(number) > 10 else None
    if number.startswith("0"):
        announced = announced or text[start] == "("
        return number[1:] if _has_trunk_zero(number, sizes, announced=announced) else None
    if _is_national(number, sizes, between, announced=announced):
        return number[1:] if len(number) == 11 else number
    return None


def _international(number: str) -> str | None:
    if number[:1] == "0" or not 8 <= len(number) <= 16:
        return None
    size = 1 if number[0] in "17" else 2 if number[:2] in _TWO_DIGIT_CODES else 3
    return number[size:].removeprefix("0")


def _has_trunk_zero(number: str, sizes: tuple[int, ...], *, announced: bool | None) -> bool:
    if number[1:2] == "0" or len(number) > 13:
        return False
    if announced:
        return len(number) >= 7
    if len(sizes) == 1:
        return 10 <= len(number) <= 12
    pairs = set(sizes) == {2}
    return len(number) >= 9 and 2 <= sizes[0] <= 6 and (not pairs or len(sizes) == 5)


def _is_national(
    number: str, sizes: tuple[int, ...], between: str, *, announced: bool | None
) -> bool:
    """Whether it is grouped as its country does; one group or dots need a word before."""
    if len(number) == 7 and sizes == (3, 4):
        return announced is True
    if number[0] == "1" and len(number) == 11:
        number = number[1:]
    shapes = [(_NANP, _NANP_GROUPS), (_SPANISH, _SPANISH_GROUPS), (_INDIAN, _INDIAN_GROUPS)]
    fitting = [grouped for pattern, grouped in shapes if pattern.fullmatch(number)]
    if announced:
        return bool(fitting)
    spanish = len(number) == 9 and "." in between
    return not spanish and any(sizes in grouped for grouped in fitting)


def _is_date(found: Sequence[Group]) -> bool:
    """Whether it begins with a day, a month and a year, or the other way round."""
    if len(found) < 3:
        return False
    first, second, third = (group.digits for group in found[:3])
    year_last = max(len(first), len(second)) <= 2 and re.fullmatch(r"(?:19|20)[0-9]{2}", third)
    year_first = re.fullmatch(r"(?:19|20)[0-9]{2}", first) and len(second) <= 2 >= len(third)
    return bool(year_last or year_first)
