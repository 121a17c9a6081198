"""National ids with a known shape: US, UK, German, Swiss, Austrian, Spanish and Indian.

A number that its check digit proves stands for itself. One with the right shape and a wrong or no
check digit is taken for an id where a word before it says so ("my ssn is 219099999").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.domain.masking import checksums
from bot.domain.masking.finding import Find, digits, letters_and_digits

_CUE_REACH = 36


@dataclass(frozen=True, slots=True)
class Identity:
    """A kind of id: what it looks like, what proves it, and which words announce it."""

    shape: re.Pattern[str]
    proves: Callable[[str], bool]
    cue: re.Pattern[str]


def _shape(pattern: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w+/.,-])(?:{pattern})(?![^\W_]|[.,-][0-9])", re.IGNORECASE | re.ASCII
    )


def _cue(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})(?![^\W_])", re.IGNORECASE)


def _ssn(written: str) -> bool:
    """Hyphens prove it, as nothing else is written so; the areas 000, 666 and 9xx are not given."""
    return bool(re.fullmatch(r"(?!000|666|9)[0-9]{3}-(?!00)[0-9]{2}-(?!0000)[0-9]{4}", written))


def _itin(written: str) -> bool:
    return bool(re.fullmatch(r"9[0-9]{2}-(?:[5-7][0-9]|8[0-8]|9[0-24-9])-[0-9]{4}", written))


def _nino(written: str) -> bool:
    return written[:2].upper() not in {"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"}


def _born(written: str) -> bool:
    """An Austrian number ends in the day of birth."""
    number = digits(written)
    return number[0] != "0" and "01" <= number[4:6] <= "31" and "01" <= number[6:8] <= "15"


IDENTITIES = (
    Identity(
        _shape(r"[0-9]{3}([ .-]?)[0-9]{2}\1[0-9]{4}"),
        lambda written: _ssn(written) or _itin(written),
        _cue(r"ssn|social(?: security)?(?: number| no\.?)?|itin|tin|tax id"),
    ),
    Identity(
        _shape(r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?[0-9]{2}([ .-]?)[0-9]{2}\1[0-9]{2} ?-?[A-D]"),
        _nino,
        _cue(r"nino|national insurance|ni number|ni no"),
    ),
    Identity(
        _shape(r"756([. ]?)[0-9]{4}\1[0-9]{4}\1[0-9]{2}"),
        lambda written: checksums.ean_13(digits(written)),
        _cue(r"ahv\w*|avs|avs-nummer|sozialversicherungs\w*"),
    ),
    Identity(
        _shape(r"[1-9][0-9]([ /]?)[0-9]{3}\1[0-9]{3}\1[0-9]{3}"),
        lambda written: checksums.tax_id(digits(written)),
        _cue(r"steuer-?\s?id\w*|steuer-?identifikations\w*|idnr|id-nr|tin|steuernummer|tax id"),
    ),
    Identity(
        _shape(r"[0-9]{2}[. ]?[0-9]{3}[. ]?[0-9]{3}[ -]?[A-Z]|[XYZ][ -]?[0-9]{7}[ -]?[A-Z]"),
        lambda written: checksums.dni(letters_and_digits(written)),
        _cue(r"dni|nie|nif|documento"),
    ),
    Identity(
        _shape(r"[2-9][0-9]{3}([ -]?)[0-9]{4}\1[0-9]{4}"),
        lambda written: not written.isdigit() and checksums.verhoeff(digits(written)),
        _cue(r"aadhaa?r|uidai|uid"),
    ),
    Identity(
        _shape(r"(?=[A-Z]{0,3}[0-9]|[A-Z][A-Z0-9]{1,4}[0-9])[A-Z0-9]{8,10}"),
        lambda _: False,
        _cue(
            r"passport|reisepass\w*|pass-?nr|(?:personal)?ausweis\w*|perso|pasaporte|id card|identity card"
        ),
    ),
    Identity(
        _shape(r"[1-9][0-9]{3}[ -]?[0-9]{6}"),
        lambda written: " " in written and _born(written) and checksums.svnr(digits(written)),
        _cue(r"svnr|sv-?nummer|sv-?nr|sozialversicherungs\w*|versicherungsnummer"),
    ),
)


def identities(text: str) -> Iterator[Find]:
    for identity in IDENTITIES:
        for match in identity.shape.finditer(text):
            before = text[max(0, match.start() - _CUE_REACH) : match.start()]
            if identity.proves(match[0]) or identity.cue.search(before):
                yield Find("ID", *match.span(), letters_and_digits(match[0]))
