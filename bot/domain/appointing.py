"""Makes people managers and takes that back; sets what holds for a tenant. For admins. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from bot.domain import allotting, calendar
from bot.domain.content import Row, Section
from bot.domain.dating import Trouble
from bot.domain.desk import Seen, answer, audited, line, listed, report, tell
from bot.domain.effects import Effect, Keep
from bot.domain.events import Commanded
from bot.domain.keeping import TenantSettings
from bot.domain.member import Granted, Role
from bot.domain.surface import MemberId
from bot.domain.transcript import Micros
from bot.domain.wording import office

_ADD = {"add", "make", "plus", "hinzufügen", "aufnehmen", "ernennen"}
_REMOVE = {"remove", "drop", "delete", "entfernen", "minus"}
LEAST_GROUP = (3, 100)
DAYS = (1, 36_500)
_ON = {"on", "yes", "true", "an", "ja", "ein"}
_UNITS = re.compile(r"(?<=\d)\s*(?:days?|tagen?|people|personen)\b", re.IGNORECASE)
"""What may stand behind a number."""
_OFF = {"off", "no", "false", "aus", "nein", "none", "keine", "never", "nie"}


def managers(seen: Seen, event: Commanded, now: Micros) -> tuple[Effect, ...]:
    """Shows who manages, adds somebody, or takes the role back."""
    doing, _, whom = line(event.arguments).partition(" ")
    if not doing or doing.lower() in {"list", "liste"}:
        return (_list(seen, event),)
    if doing.lower() not in _ADD | _REMOVE:
        return (answer(seen, event, "managers_usage", typed=doing),)
    meant = seen.everybody.read(whom, left=doing.lower() in _REMOVE)
    troubles = [seen.told(trouble) for trouble in meant.troubles]
    if meant.groups:
        troubles.append(seen.say("managers_people"))
    if troubles:
        return (tell(event, "\n".join(troubles)),)
    if not meant.people:
        return (answer(seen, event, "managers_who"),)
    if doing.lower() in _ADD:
        return _add(seen, event, meant.people, now)
    return _remove(seen, event, meant.people, now)


def _add(
    seen: Seen, event: Commanded, people: tuple[MemberId, ...], now: Micros
) -> tuple[Effect, ...]:
    return (
        *(Keep(what=_granted(event, member, "manager", now)) for member in people),
        *(audited(event, now, "managers", member, role="manager") for member in people),
        answer(seen, event, "managers_added", who=listed(map(seen.everybody.name, people))),
    )


def _remove(
    seen: Seen, event: Commanded, people: tuple[MemberId, ...], now: Micros
) -> tuple[Effect, ...]:
    """Takes back what was given; what somebody is by the platform cannot be taken here."""
    given = {one.member for one in seen.granted if one.role != "trainee"}
    gone = [member for member in people if member in given]
    admins = [member for member in people if seen.roles.get(member) == "admin"]
    never = [member for member in people if member not in {*gone, *admins}]
    said = [
        seen.say(what, who=listed(map(seen.everybody.name, some)))
        for what, some in (
            ("managers_removed", gone),
            ("managers_admins", admins),
            ("managers_never", never),
        )
        if some
    ]
    return (
        *(Keep(what=_granted(event, member, "trainee", now)) for member in gone),
        *(audited(event, now, "managers", member, role="trainee") for member in gone),
        tell(event, "\n".join(said)),
    )


def _granted(event: Commanded, member: MemberId, role: Role, now: Micros) -> Granted:
    return Granted(tenant=event.tenant, member=member, role=role, by=event.member, at=now)


def _list(seen: Seen, event: Commanded) -> Effect:
    names = [seen.everybody.name(one.member) for one in seen.granted if one.role != "trainee"]
    text = seen.say("managers_are", who=listed(names, 50)) if names else seen.say("managers_none")
    return tell(event, f"{text}\n{seen.say('managers_how')}")


def settings(seen: Seen, event: Commanded, now: Micros) -> tuple[Effect, ...]:
    """Shows what holds for the tenant, or sets some of it; nonsense changes nothing."""
    wanted = _pairs(event.arguments)
    if not wanted:
        return (_shown(seen, event),)
    made, troubles = seen.settings, list[str]()
    for name, value in wanted:
        done = _set(made, name, value)
        if isinstance(done, Trouble):
            troubles.append(seen.told(done))
        else:
            made = done
    if troubles:
        return (tell(event, "\n".join((*troubles, seen.say("nothing_set")))),)
    made = replace(made, changed=now, before=seen.settings.changed)
    details = dict[str, str]()
    for name, value in wanted:
        details[name] = "; ".join(filter(None, (details.get(name), value)))
    return (
        Keep(what=made),
        audited(event, now, "settings", **details),
        _shown(replace(seen, settings=made), event),
    )


def _pairs(arguments: Mapping[str, str]) -> list[tuple[str, str]]:
    """Names with their values: a form's fields, or words of a line two by two."""
    fields = [(name, value) for name, value in arguments.items() if name != "text" and value]
    typed = arguments.get("text", "").replace("=", " ").replace(":", " ")
    return [*fields, *_typed(_UNITS.sub("", typed).split())]


def _typed(words: list[str]) -> Iterator[tuple[str, str]]:
    """Each name with the word behind it; a budget takes several."""
    while words:
        name, *words = words
        count = allotting.words_of(words) if name.lower() in _BUDGETS else 1
        yield name, " ".join(words[:count])
        words = words[count:]


def _set(settings: TenantSettings, name: str, value: str) -> TenantSettings | Trouble:
    known = _SETTERS.get(name.lower())
    if known is None:
        return Trouble("no_such_setting", {"typed": name})
    return known(settings, value.strip())


def _language(settings: TenantSettings, value: str) -> TenantSettings | Trouble:
    code = {"english": "en", "german": "de", "deutsch": "de", "englisch": "en"}.get(
        value.lower(), value.lower()
    )
    if code not in office.LANGUAGES:
        return Trouble("no_such_language", {"typed": value, "known": ", ".join(office.LANGUAGES)})
    return replace(settings, language=code)


def _zone(settings: TenantSettings, value: str) -> TenantSettings | Trouble:
    if value.lower() in _OFF | {"platform", "default"}:
        return replace(settings, zone=None)
    if not calendar.is_zone(value):
        return Trouble("unknown_zone", {"typed": value})
    return replace(settings, zone=value)


def _retention(settings: TenantSettings, value: str) -> TenantSettings | Trouble:
    if value.lower() in _OFF | {"default"}:
        return replace(settings, retention_days=None)
    days = _number(value, DAYS)
    if days is None:
        return Trouble("bad_days", {"typed": value})
    return replace(settings, retention_days=days)


def _names(settings: TenantSettings, value: str) -> TenantSettings | Trouble:
    on = _switch(value)
    return on if isinstance(on, Trouble) else replace(settings, names=on)


def _words(settings: TenantSettings, value: str) -> TenantSettings | Trouble:
    on = _switch(value)
    return on if isinstance(on, Trouble) else replace(settings, words=on)


def _budget(settings: TenantSettings, value: str) -> TenantSettings | Trouble:
    made = allotting.read(settings.budget, value)
    return made if isinstance(made, Trouble) else replace(settings, budget=made)


def _member_budget(settings: TenantSettings, value: str) -> TenantSettings | Trouble:
    made = allotting.read(settings.budget, value, member=True)
    return made if isinstance(made, Trouble) else replace(settings, budget=made)


def _group(settings: TenantSettings, value: str) -> TenantSettings | Trouble:
    least = _number(value, LEAST_GROUP)
    if least is None:
        return Trouble("bad_group", {"typed": value})
    return replace(settings, least_group=least)


def _switch(value: str) -> bool | Trouble:
    if value.lower() in _ON | _OFF:
        return value.lower() in _ON
    return Trouble("on_or_off", {"typed": value})


def _number(value: str, between: tuple[int, int]) -> int | None:
    if not (value.isascii() and value.isdigit() and len(value) < 9):
        return None
    return int(value) if between[0] <= int(value) <= between[1] else None


_TENANTS = ("budget", "budgets", "limit")
_MEMBERS = ("member-budget", "member_budget", "budget-member", "budget-person")
_BUDGETS = {*_TENANTS, *_MEMBERS}
_SETTERS: Mapping[str, Callable[[TenantSettings, str], TenantSettings | Trouble]] = {
    **dict.fromkeys(("language", "sprache"), _language),
    **dict.fromkeys(("zone", "zeitzone", "timezone"), _zone),
    **dict.fromkeys(("retention", "aufbewahrung", "days", "retention_days"), _retention),
    **dict.fromkeys(("names", "namen"), _names),
    **dict.fromkeys(("words", "worte", "wörter", "quotes"), _words),
    **dict.fromkeys(_TENANTS, _budget),
    **dict.fromkeys(_MEMBERS, _member_budget),
    **dict.fromkeys(("group", "gruppe", "least_group"), _group),
}


def _shown(seen: Seen, event: Commanded) -> Effect:
    now, say = seen.settings, seen.say
    days = now.retention_days or seen.operator_days
    switch = {True: say("on"), False: say("off")}
    rows = (
        Row(label="language", value=now.language, detail=say("set_language")),
        Row(label="zone", value=now.zone or say("platforms"), detail=say("set_zone")),
        Row(
            label="retention",
            value=say("for_ever") if days is None else say("days", count=days),
            detail=say("set_retention"),
        ),
        Row(label="names", value=switch[now.names], detail=say("set_names")),
        Row(label="words", value=switch[now.words], detail=say("set_words")),
        Row(label="group", value=str(now.least_group), detail=say("set_group")),
        *allotting.rows(seen),
    )
    return report(seen, event, say("settings"), Section(rows=rows, text=""), text=say("set_how"))
