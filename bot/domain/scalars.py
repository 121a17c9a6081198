"""Scalars of a YAML document: numbers and truth values by the core schema of YAML 1.2, texts as
Markdown.

The core schema (https://yaml.org/spec/1.2.2/#103-core-schema) leaves `no`, `on` and `12:30` texts.
"""

from __future__ import annotations

import re

Scalar = str | int | float | bool | None

LONGEST_NUMBER = 40
"""How many characters a number may have; a longer one is text."""

_NULL = {"", "~", "null", "Null", "NULL"}
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NUMBER = re.compile(
    r"""(?P<decimal>[-+]?[0-9]+)
    |0o(?P<octal>[0-7]+)
    |0x(?P<hexadecimal>[0-9a-fA-F]+)
    |(?P<float>[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)
    |(?P<infinite>[-+]?)\.(?:inf|Inf|INF)
    |(?P<nan>\.(?:nan|NaN|NAN))""",
    re.VERBOSE,
)
_FIRST_OF_NUMBER = frozenset("0123456789+-.")
_SOFT_BREAK = re.compile(r"(?<=\S) ?\n(?=[^\s\-*+>#|]|-\w|\*{1,2}\w)(?!\d+[.)] )")
"""A line end inside a paragraph: what follows is neither blank nor a list, quote, heading or table."""
_BLANK_LINE_FOLDED = re.compile(r"(?<=[^\n])\n(?=[^\n\s])")


def read(text: str, style: str | None) -> Scalar:
    """What a scalar stands for; `style` is how it is written, empty for plain."""
    if not style:
        return _plain(text)
    if style == "|" and "```" not in text:
        return _SOFT_BREAK.sub(" ", text)
    if style == ">":
        return _BLANK_LINE_FOLDED.sub("\n\n", text)
    return text


def _plain(text: str) -> Scalar:
    if text in _NULL:
        return None
    if text in _TRUTH:
        return _TRUTH[text]
    may_be_number = text[0] in _FIRST_OF_NUMBER and len(text) <= LONGEST_NUMBER
    match = _NUMBER.fullmatch(text) if may_be_number else None
    return text if match is None else _number(match)


def _number(match: re.Match[str]) -> int | float:
    match match.lastgroup:
        case "decimal":
            return int(match["decimal"])
        case "octal":
            return int(match["octal"], 8)
        case "hexadecimal":
            return int(match["hexadecimal"], 16)
        case "infinite":
            return float(f"{match['infinite']}inf")
        case "nan":
            return float("nan")
        case _:
            return float(match["float"])
