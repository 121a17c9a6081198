"""Personal data leaves for a model only as placeholders.

`Masking` hides and restores within one session; `redacted` hides for good. What is found, and what
cannot be, stands in docs/explanation/masking.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from string import ascii_uppercase
from types import MappingProxyType

from bot.domain.masking.finding import Find, Kind
from bot.domain.masking.looking import Looking
from bot.domain.masking.placeholders import restored
from bot.domain.masking.restoring import Showing

__all__ = ["Hidden", "Masking", "Showing", "redacted"]

_SEPARATORS = re.compile(r"[^\w+@]+")


class Hidden(str):
    """Text that may leave: what was found in it is replaced. Hiding it again changes nothing."""

    __slots__ = ()


class Masking:
    """What one session hides, and what stands for it.

    The same value has the same placeholder in the whole session, and is shown as it was written
    first; the separators alone may differ. Written in another form ("Anna" and "Anna Schmidt") it
    has the same number and a letter: `[PERSON_1]`, `[PERSON_1B]`. None of this needs to be stored:
    texts hidden in the same order get the same placeholders.
    """

    def __init__(self, *, names: Iterable[str] = (), allowed: Iterable[str] = ()) -> None:
        """`names` are the members' names; what stands in the `allowed` texts is not hidden."""
        self._looking = Looking(names, allowed)
        self._forms: dict[Kind, dict[str, tuple[int, dict[str, str]]]] = {}
        self._values: dict[str, str] = {}

    @property
    def values(self) -> Mapping[str, str]:
        """What each placeholder stands for."""
        return MappingProxyType(self._values)

    def hide(self, text: str) -> Hidden:
        """The text with placeholders. Words typed to look like one are hidden by one themselves."""
        if isinstance(text, Hidden):
            return text
        return Hidden(_replaced(text, self._looking.finds(text), self._placeholder))

    def show(self, text: str) -> str:
        """The text with the values that this session's placeholders stand for."""
        return restored(text, self._values)

    def showing(self) -> Showing:
        """`show` for a text that grows."""
        return Showing(self._values)

    def _placeholder(self, find: Find, written: str) -> str:
        keys = self._forms.setdefault(find.kind, {})
        number, forms = keys.setdefault(find.key, (len(keys) + 1, {}))
        form = _SEPARATORS.sub("", written)
        if form not in forms:
            letter = ascii_uppercase[min(len(forms), 25)] if forms else ""
            forms[form] = f"[{find.kind}_{number}{letter}]"
            self._values.setdefault(forms[form], written)
        return forms[form]


def redacted(text: str, *, names: Iterable[str] = (), allowed: Iterable[str] = ()) -> str:
    """The text for where it stays for good: each find is replaced by its kind, without a way back."""
    finds = [find for find in Looking(names, allowed).finds(text) if find.kind != "TEXT"]
    return _replaced(text, finds, lambda find, _: f"[{find.kind}]")


def _replaced(text: str, finds: Iterable[Find], by: Callable[[Find, str], str]) -> str:
    parts, place = [], 0
    for find in finds:
        parts += [text[place : find.start], by(find, text[find.start : find.end])]
        place = find.end
    return "".join((*parts, text[place:]))
