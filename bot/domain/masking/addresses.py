"""E-mail addresses, also written around ("anna at gmx dot de"), and IP addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import IPv6Address

from bot.domain.masking.finding import Find

_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_EMAIL = re.compile(
    rf"(?<![\w.+'-])['.]?(?P<who>[\w+](?:[\w.+'-]{{0,62}}[\w+-])?)@"
    rf"(?P<where>(?:{_LABEL}\.){{1,4}}[^\W\d_][\w-]{{1,23}})(?![^\W_])"
)
_DOT = r"(?: ?[\[({<] ?(?:dot|punkt|punto|\.) ?[\])}>] ?| {1,2}(?:dot|punkt|punto) {1,2})"
_AT = r"(?: ?[\[({<] ?(?:at|ät|a|@|arroba) ?[\])}>] ?|(?P<loose> {1,3}(?:at|ät|arroba) {1,3})| ?@ )"
_AROUND = re.compile(
    rf"(?<![\w.+'-])(?P<who>[\w+-]{{1,40}}(?:(?:\.|{_DOT})[\w+-]{{1,40}}){{0,2}}){_AT}"
    rf"(?P<where>[^\W_][\w-]{{0,40}}(?:(?:\.|{_DOT})[\w-]{{2,40}}){{0,2}}?)(?:\.| \. |{_DOT})"
    r"(?P<top>[a-z]{2,12})(?![^\W_])",
    re.IGNORECASE,
)
_SPELLED_DOT = re.compile(_DOT, re.IGNORECASE)
_MAIL_HOSTS = re.compile(
    r"gmail|googlemail|gmx|web|outlook|hotmail|yahoo|icloud|proton(?:mail)?|posteo|mailbox|aol|live"
    r"|msn|t-online|freenet|bluewin|rediffmail|fastmail",
    re.IGNORECASE,
)
_MAIL_CUE = re.compile(
    r"e-?mails?\b|mailen|schreib|write (?:to )?me|reach me|correo|adress", re.IGNORECASE
)
_NO_NAME = frozenset(
    [
        "look",
        "looked",
        "looking",
        "arrive",
        "arrived",
        "meet",
        "met",
        "me",
        "us",
        "you",
        "him",
        "her",
        "them",
        "order",
        "ordered",
        "bought",
        "buy",
        "be",
        "is",
        "are",
        "was",
        "work",
        "works",
        "working",
        "shop",
        "am",
        "at",
        "it",
        "now",
        "up",
        "down",
        "here",
        "there",
        "back",
        "found",
        "find",
        "see",
        "saw",
        "stay",
        "sold",
    ]
)
"""Words before "at" that begin no address: "look at example dot com"."""

_IPV4 = re.compile(r"(?<![\w.-])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?!\w|\.[0-9]|-[0-9])")
_IPV6 = re.compile(
    r"(?<![\w:.])[0-9a-f:]{0,30}:[0-9a-f:]{1,30}(?:(?:\.[0-9]{1,3}){3})?(?![\w:])", re.IGNORECASE
)
_VERSION = re.compile(
    r"(?:version|release|build|firmware|update|driver|treiber|patch|ver|rev|section|chapter|line|item|rule|figure|table|zeile|punkt|paragraph|clause|step|kapitel|absatz"
    r"|abschnitt|§)[.: ]{0,3}(?:to |auf |is |ist )?$",
    re.IGNORECASE,
)


def emails(text: str) -> Iterator[Find]:
    if "@" in text:
        for match in _EMAIL.finditer(text):
            address = f"{match['who']}@{match['where']}".casefold()
            yield Find("EMAIL", match.start("who"), match.end(), address)
    for match in _AROUND.finditer(text):
        if not match["loose"] or _is_address(match, text):
            who, where = (_SPELLED_DOT.sub(".", match[part]) for part in ("who", "where"))
            yield Find("EMAIL", *match.span(), f"{who}@{where}.{match['top']}".casefold())


def _is_address(match: re.Match[str], text: str) -> bool:
    """Whether words around a bare "at" make an address: "at" is a word like any other."""
    if match["who"].casefold() in _NO_NAME:
        return False
    if _SPELLED_DOT.search(
        match["where"] + text[match.end("where") : match.end()]
    ) or _MAIL_HOSTS.fullmatch(match["where"]):
        return True
    named = re.search(r"[\d._+]", match["who"]) is not None
    return named or _MAIL_CUE.search(text, max(0, match.start() - 40), match.start()) is not None


def ips(text: str) -> Iterator[Find]:
    for match in _IPV4.finditer(text):
        if _is_somebodys(match[0]) and not _VERSION.search(
            text[max(0, match.start() - 24) : match.start()]
        ):
            yield Find("IP", *match.span(), match[0])
    for match in _IPV6.finditer(text):
        if match[0].count(":") > 1 and (
            address := _ipv6(match[0].rstrip(":") if not match[0].endswith("::") else match[0])
        ):
            yield Find("IP", match.start(), match.end(), address)


def _is_somebodys(address: str) -> bool:
    """Whether it is an address at all, and not everybody's own ("127.0.0.1") or a mask."""
    parts = [int(part) for part in address.split(".")]
    return max(parts) < 256 and parts[0] not in (0, 127, 255)


def _ipv6(written: str) -> str | None:
    if len(written.replace(":", "")) < 5:
        return None
    try:
        return IPv6Address(written).compressed
    except ValueError:
        return None
