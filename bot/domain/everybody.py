"""Who is meant: people and groups as they were tagged or typed, found among those a platform knows.

Tags are `<member:ID>` and `<group:ID>`; anything else is a name, with or without an `@`. Pure.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from bot.domain.dating import Trouble
from bot.domain.member import EVERYONE, Group, GroupId, Person
from bot.domain.surface import MemberId

_TAG = re.compile(r"<(?P<kind>member|group):(?P<id>[^<>\s]+)>")
_WORD = re.compile(r"[^\s,;]+")
_ALL = {"everyone", "everybody", "all", "alle", "jeder"}
_BETWEEN = {"and", "und", "&", "to", "for", "an", "für"}
LONGEST_NAME = 6
"""Words that a name is looked for in at once."""
NEAREST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Whom a text means, each once and in order."""

    people: tuple[MemberId, ...] = ()
    groups: tuple[GroupId, ...] = ()
    troubles: tuple[Trouble, ...] = ()


_Known = MemberId | GroupId


def tagged(text: str) -> tuple[list[MemberId], list[GroupId]]:
    """The people and groups that are tagged in a text."""
    tags = [(tag["kind"], tag["id"]) for tag in _TAG.finditer(text)]
    people = [MemberId(id) for kind, id in tags if kind == "member"]
    return people, [GroupId(id) for kind, id in tags if kind == "group"]


@dataclass(frozen=True, kw_only=True)
class Everybody:
    """The people and groups of a tenant, as far as they are known."""

    people: Mapping[MemberId, Person] = field(default_factory=dict)
    groups: Mapping[GroupId, Group] = field(default_factory=dict)

    def name(self, member: MemberId) -> str:
        """What somebody is called; their id where nobody knows."""
        person = self.people.get(member)
        return person.name if person is not None and person.name else str(member)

    def title(self, group: GroupId) -> str:
        known = self.groups.get(group)
        return known.name if known is not None and known.name else str(group)

    def spelled(self, text: str) -> str:
        """A text with names where it has tags."""
        return _TAG.sub(lambda tag: f"@{self._spelled(tag['kind'], tag['id'])}", text)

    def _spelled(self, kind: str, id: str) -> str:
        return self.title(GroupId(id)) if kind == "group" else self.name(MemberId(id))

    def is_here(self, member: MemberId) -> bool:
        person = self.people.get(member)
        return person is not None and person.here

    def has_left(self, member: MemberId) -> bool:
        """Whether somebody is known to have left."""
        person = self.people.get(member)
        return person is not None and not person.here

    def members(self, group: GroupId) -> list[MemberId]:
        """Those of a group who have not left."""
        known = self.groups.get(group)
        ids = sorted(known.members) if known is not None else []
        return [id for id in ids if not self.has_left(id)]

    def read(self, text: str, *, left: bool = False) -> Who:
        """Whom a text means, and what in it nobody is called; with `left`, whoever has left as well."""
        people: dict[MemberId, None] = {}
        groups: dict[GroupId, None] = {}
        troubles: list[Trouble] = []
        for found in self._read(text):
            match found:
                case Trouble():
                    troubles.append(found)
                case Person() if not found.here and not left:
                    troubles.append(Trouble("has_left", {"typed": found.name or found.id}))
                case Person():
                    people[found.id] = None
                case Group():
                    groups[found.id] = None
        return Who(people=tuple(people), groups=tuple(groups), troubles=tuple(troubles))

    def ends(self, line: str, parts: Sequence[tuple[int, int]]) -> int:
        """How many parts of a line say who; what comes after names no person nor group. A line
        that begins with no known name has its first word for one."""
        words = [line[start:end] for start, end in parts]
        place = 0
        while place < len(words):
            taken = self._taken(words, place)
            if not taken:
                break
            place += taken
        return max(place, 1)

    def _taken(self, words: Sequence[str], place: int) -> int:
        """How many words from `place` on say who."""
        if _TAG.fullmatch(words[place].strip(",")):
            return 1
        if (count := self._longest(words, place)[1]) or words[place].startswith("@"):
            return count or 1
        return 1 if words[place].lower() in _BETWEEN else 0

    def _read(self, text: str) -> Iterator[Person | Group | Trouble]:
        for tag in _TAG.finditer(text):
            yield self._tagged(tag["kind"], tag["id"])
        for piece in re.split(r"[,;]", _TAG.sub(",", text)):
            yield from self._names(_WORD.findall(piece))

    def _tagged(self, kind: str, id: str) -> Person | Group | Trouble:
        found: Person | Group | None = (
            self.people.get(MemberId(id)) if kind == "member" else self._group(GroupId(id))
        )
        return found or Trouble(
            "unknown_person" if kind == "member" else "unknown_group", _typed(id)
        )

    def _group(self, id: GroupId) -> Group | None:
        known = self.groups.get(id)
        return Group(id=EVERYONE, name=str(EVERYONE)) if known is None and id == EVERYONE else known

    def _names(self, words: Sequence[str]) -> Iterator[Person | Group | Trouble]:
        """The longest names first; a word that is none is told by itself."""
        place = 0
        while place < len(words):
            found, count = self._longest(words, place)
            if found is not None:
                yield found
            elif words[place].lower() not in _BETWEEN:
                yield self._nobody(words[place])
            place += count or 1

    def _longest(
        self, words: Sequence[str], place: int
    ) -> tuple[Person | Group | Trouble | None, int]:
        """The longest name that begins with a word, and of how many words it is. One that joins
        names is none by itself: `an` is no An Nguyen."""
        for count in range(min(LONGEST_NAME, len(words) - place), 0, -1):
            joins = count == 1 and words[place].lower() in _BETWEEN
            found = None if joins else self._named(" ".join(words[place : place + count]))
            if found is not None:
                return found, count
        return None, 0

    def _named(self, typed: str) -> Person | Group | Trouble | None:
        name = _plain(typed)
        if name in _ALL:
            return self._group(EVERYONE)
        found = self._by_name.get(name, ())
        here = [one for one in found if not isinstance(one, Person) or one.here] or found
        if len(here) > 1:
            several = ", ".join(f"{self._called(one)} (`{_tag(one)}`)" for one in here[:NEAREST])
            return Trouble("several", {"typed": typed, "several": several})
        return here[0] if here else None

    def _nobody(self, typed: str) -> Trouble:
        near = difflib.get_close_matches(_plain(typed), self._by_name, n=NEAREST, cutoff=0.6)
        names = dict.fromkeys(self._called(self._by_name[name][0]) for name in near)
        return Trouble("unknown_person", _typed(typed, names))

    def _called(self, one: Person | Group) -> str:
        return one.name or str(one.id)

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Person | Group, ...]]:
        """By whole name, and by first name where that is one person's or several's alone."""
        found: dict[str, tuple[Person | Group, ...]] = {}
        first: dict[str, tuple[Person | Group, ...]] = {}
        known: list[Person | Group] = [*self.people.values(), *self.groups.values()]
        for one in known:
            name = _plain(one.name)
            if name:
                found[name] = (*found.get(name, ()), one)
            if isinstance(one, Person) and " " in name and one.here:
                begins = name.split()[0]
                first[begins] = (*first.get(begins, ()), one)
        return {**first, **found}


def _plain(name: str) -> str:
    """A name as it is compared: some keyboards write one umlaut as two characters."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().strip().lstrip("@").split())


def _tag(one: Person | Group) -> str:
    return f"@{one.name}" if isinstance(one, Group) else f"<member:{one.id}>"


def _typed(typed: str, near: Iterable[str] = ()) -> dict[str, str]:
    return {"typed": typed, "near": ", ".join(near)}
