"""Check digits of card numbers, accounts and national ids. Each takes the number without separators."""

from __future__ import annotations

from itertools import cycle

_DNI = "TRWAGMYFPDXBNJZSQVHLCKE"
_VERHOEFF = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip
_VERHOEFF_TURNS = (
    "0123456789", "1576283094", "5803796142", "8916043527",
    "9453126870", "4286573901", "2793806415", "7046913258",
)  # fmt: skip


def luhn(number: str) -> bool:
    """ISO/IEC 7812-1, annex B: cards."""
    doubled = (int(d) * 2 for d in number[-2::-2])
    return (sum(map(int, number[-1::-2])) + sum(d - 9 * (d > 9) for d in doubled)) % 10 == 0


def mod_97(iban: str) -> bool:
    """ISO 13616: an IBAN's two check digits."""
    return int("".join(str(int(c, 36)) for c in iban[4:] + iban[:4])) % 97 == 1


def ean_13(number: str) -> bool:
    """GS1's check digit, which the Swiss AHV number has too."""
    return sum(int(d) * w for d, w in zip(number, cycle((1, 3)), strict=False)) % 10 == 0


def mod_11_10(number: str) -> bool:
    """ISO/IEC 7064: the last digit of a German tax id."""
    product = 10
    for digit in number[:-1]:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return (11 - product) % 10 == int(number[-1])


def tax_id(number: str) -> bool:
    """A German tax id: of its first ten digits just one comes twice or three times."""
    counts = sorted(number[:10].count(d) for d in set(number[:10]))
    return number[0] != "0" and counts[-1] in (2, 3) and counts[-2] == 1 and mod_11_10(number)


def dni(number: str) -> bool:
    """A Spanish DNI, or NIE (X, Y, Z stand for 0, 1, 2): the letter is the number modulo 23."""
    value = number[:-1].translate(str.maketrans("XYZ", "012"))
    return _DNI[int(value) % 23] == number[-1]


def svnr(number: str) -> bool:
    """An Austrian social insurance number: the fourth digit checks the others."""
    weights = (3, 7, 9, 0, 5, 8, 4, 2, 1, 6)
    return sum(int(d) * w for d, w in zip(number, weights, strict=True)) % 11 == int(number[3])


def verhoeff(number: str) -> bool:
    """An Indian Aadhaar number."""
    check = 0
    for place, digit in enumerate(reversed(number)):
        check = int(_VERHOEFF[check][int(_VERHOEFF_TURNS[place % 8][int(digit)])])
    return check == 0
