"""Card numbers and IBANs, by their lengths, prefixes and check digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domain.masking.checksums import luhn, mod_97
from bot.domain.masking.finding import Find, Group, groups, letters_and_digits, rows

SHORTEST_CARD, LONGEST_CARD = 13, 19
MOST_GROUPS = 6
_GAP = re.compile(r" ?[-. ]")
_BEFORE = re.compile(r"(?:[\w@=]|[0-9][.,])$")
_BRANDS = (
    (re.compile(r"4"), (13, 16, 19)),
    (re.compile(r"5[1-5]|2(?:2[3-9]|[3-6]|7[01]|22[1-9]|720)"), (16,)),
    (re.compile(r"3[47]"), (15,)),
    (re.compile(r"6(?:011|5|4[4-9])"), (16, 19)),
    (re.compile(r"35(?:2[89]|[3-8])"), (16, 19)),
    (re.compile(r"3(?:0[0-5]|[689])"), (14, 16, 19)),
    (re.compile(r"62"), (16, 17, 18, 19)),
    (re.compile(r"50|5[6-9]|6[37]"), (16, 18, 19)),
)
"""Prefixes and lengths by brand; RuPay, Maestro and UnionPay among them."""

_IBAN = re.compile(
    r"(?<![^\W_])[a-z]{2} ?[0-9]{2}(?:[ .-]?[a-z0-9]){11,30}", re.IGNORECASE | re.ASCII
)
_IBAN_CUE = re.compile(r"\biban\b[^\n]{0,16}$", re.IGNORECASE)
_IBAN_LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29,
    "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "EG": 29, "ES": 24, "FI": 18,
    "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "HR": 21, "HU": 28,
    "IE": 22, "IL": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LI": 21,
    "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MT": 31, "NL": 18,
    "NO": 15, "PK": 24, "PL": 28, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SE": 24,
    "SI": 19, "SK": 24, "SM": 27, "TN": 24, "TR": 26, "UA": 29, "XK": 20,
}  # fmt: skip
"""Characters an IBAN has, by country (the SWIFT registry of IBANs)."""


def cards(text: str) -> Iterator[Find]:
    for row in rows(text, groups(text), _GAP):
        if sum(len(group.digits) for group in row) >= SHORTEST_CARD:
            yield from _cards(row, text)


def _cards(row: list[Group], text: str) -> Iterator[Find]:
    begin = 0
    while begin < len(row):
        end = _card_end(row, begin)
        if end and not _BEFORE.search(text, max(0, row[begin].start - 2), row[begin].start):
            number = "".join(group.digits for group in row[begin:end])
            yield Find("CARD", row[begin].start, row[end - 1].end, number)
            begin = end
        else:
            begin += 1


def _card_end(row: list[Group], begin: int) -> int:
    """Where the card number that begins with a group ends; 0 where none does."""
    number = ""
    for end in range(begin, min(begin + MOST_GROUPS, len(row))):
        number += row[end].digits
        if len(number) > LONGEST_CARD:
            return 0
        if len(number) >= SHORTEST_CARD and _is_card(number):
            return end + 1
    return 0


def _is_card(number: str) -> bool:
    fits = any(len(number) in sizes and prefix.match(number) for prefix, sizes in _BRANDS)
    return fits and luhn(number)


def ibans(text: str) -> Iterator[Find]:
    for match in _IBAN.finditer(text):
        length = _IBAN_LENGTHS.get(match[0][:2].upper(), 0)
        end = _after(text, match.start(), length)
        if not length or end > match.end() or text[end : end + 1].isalnum():
            continue
        iban = letters_and_digits(text[match.start() : end])
        cued = _IBAN_CUE.search(text[max(0, match.start() - 24) : match.start()])
        if mod_97(iban) or cued:
            yield Find("IBAN", match.start(), end, iban)


def _after(text: str, start: int, length: int) -> int:
    """Where so many letters and digits from `start` on end."""
    end = start
    while length and end < len(text):
        length -= text[end].isalnum()
        end += 1
    return end + length
