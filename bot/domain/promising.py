"""Promises a channel its digest, sends it, shows one at once, and says when it cannot be sent. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain import calendar
from bot.domain import digest as periods
from bot.domain.calendar import time, timedelta
from bot.domain.content import Notice
from bot.domain.desk import Seen, answer, audited, line, shown
from bot.domain.digest import Cadence, Digest, DigestId, Period
from bot.domain.digesting import digest_report
from bot.domain.effects import Announce, Effect, Keep
from bot.domain.events import Commanded, Scheduled
from bot.domain.keeping import Sent
from bot.domain.surface import MemberId, Surface
from bot.domain.transcript import Micros

LENGTH = {"weekly": 7, "monthly": 30}
"""How many days a digest that is asked for at once looks back."""
_DOING = {
    **dict.fromkeys(("here", "hier"), "here"),
    **dict.fromkeys(("now", "jetzt"), "now"),
    **dict.fromkeys(("off", "aus", "stop"), "off"),
}
_CADENCES: dict[str, Cadence] = {
    **dict.fromkeys(("weekly", "wöchentlich"), "weekly"),
    **dict.fromkeys(("monthly", "monatlich"), "monthly"),
}
_DAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon montag mo",
            "tuesday tue dienstag di",
            "wednesday wed mittwoch mi",
            "thursday thu donnerstag do",
            "friday fri freitag fr",
            "saturday sat samstag sa",
            "sunday sun sonntag so",
        )
    )
    for name in names.split()
}
_HOUR = re.compile(r"(\d{1,2})(?::(\d{2}))?(am|pm|h)?")
_AFTERNOON = re.compile(r"(?<=\d)\s+pm\b", re.IGNORECASE)
_FILLERS = {"at", "um", "uhr", "on", "am", "every", "jeden", "each", "in", "zone"}


@dataclass(slots=True)
class Asked:
    """What was typed: `doing` is empty where that is not known; `odd` is what nobody understands."""

    doing: str = ""
    cadence: Cadence = "weekly"
    weekday: int = 0
    hour: int = 9
    zone: str = ""
    odd: str = ""


def read(typed: str) -> Asked:
    """Reads `here weekly Friday 16:00 Europe/Berlin`."""
    asked = Asked()
    for word in _AFTERNOON.sub("pm", typed.replace(",", " ")).split():
        small = word.lower()
        if small in _DOING:
            asked.doing = _DOING[small]
        elif small in _CADENCES:
            asked.cadence = _CADENCES[small]
        elif (day := small.removesuffix("s")) in _DAYS or small in _DAYS:
            asked.weekday = _DAYS[day if day in _DAYS else small]
        elif (hour := _hour(small)) is not None:
            asked.hour = hour
        elif ("/" in word or small in {"utc", "gmt"}) and not asked.zone:
            asked.zone = word
        elif small not in _FILLERS:
            asked.odd = asked.odd or word
    return asked


def _hour(word: str) -> int | None:
    """A full hour; None where it is none."""
    match = _HOUR.fullmatch(word)
    if match is None or (match[2] or "00") != "00":
        return None
    hour = int(match[1])
    if match[3] in ("am", "pm"):
        hour = hour % 12 + 12 * (match[3] == "pm") if hour <= 12 else 24
    return hour


def digest(seen: Seen, event: Commanded, now: Micros) -> tuple[Effect, ...]:
    """`digest here`, `now` or `off`; anything else is told what there is."""
    asked = read(line(event.arguments))
    if asked.odd:
        return (answer(seen, event, "digest_odd", typed=asked.odd),)
    if not 0 <= asked.hour < 24:
        return (answer(seen, event, "no_such_hour", typed=asked.hour),)
    if asked.zone and not calendar.is_zone(asked.zone):
        return (answer(seen, event, "unknown_zone", typed=asked.zone),)
    match asked.doing:
        case "here":
            return _here(seen, event, asked, now)
        case "now":
            return _now(seen, event, now)
        case "off":
            return _off(seen, event, now)
        case _ if line(event.arguments):
            return (answer(seen, event, "digest_usage"),)
        case _:
            return (_about(seen, event, now),)


def _here(seen: Seen, event: Commanded, asked: Asked, now: Micros) -> tuple[Effect, ...]:
    if seen.refusal is not None:
        return (answer(seen, event, "digest_refused", why=seen.refusal),)
    surface = channel(event.surface)
    made = Digest(
        id=digest_id(surface),
        tenant=event.tenant,
        surface=surface,
        by=event.member,
        cadence=asked.cadence,
        weekday=asked.weekday,
        hour=asked.hour,
        zone=asked.zone or seen.zone,
        language=seen.language,
        since=now,
    )
    said = "digest_weekly" if asked.cadence == "weekly" else "digest_monthly"
    return (
        Keep(what=made),
        audited(event, now, "digest", made.id),
        answer(seen, event, said, **_when(seen, made, now)),
    )


def _off(seen: Seen, event: Commanded, now: Micros) -> tuple[Effect, ...]:
    if seen.digest is None or seen.digest.off is not None:
        return (answer(seen, event, "no_digest_here"),)
    return (
        Keep(what=replace(seen.digest, off=now)),
        audited(event, now, "digest", seen.digest.id, off="yes"),
        answer(seen, event, "digest_off"),
    )


def _now(seen: Seen, event: Commanded, now: Micros) -> tuple[Effect, ...]:
    if seen.figures is None or seen.period is None:
        return ()
    content = digest_report(
        standing(seen, event, now),
        seen.figures,
        seen.settings,
        seen.period,
        _names(seen),
        seen.scenarios,
        only_for=event.member,
    )
    return (shown(event, content), audited(event, now, "digest now"))


def _about(seen: Seen, event: Commanded, now: Micros) -> Effect:
    if seen.digest is None or seen.digest.off is not None:
        return answer(seen, event, "digest_usage")
    said = "digest_weekly" if seen.digest.cadence == "weekly" else "digest_monthly"
    return answer(seen, event, said, **_when(seen, seen.digest, now))


def send(seen: Seen, event: Scheduled, now: Micros) -> tuple[Effect, ...]:
    """The digest of a period, in its channel, once."""
    promised = seen.digest
    if promised is None or promised.off is not None or seen.figures is None or seen.period is None:
        return ()
    content = digest_report(
        promised,
        seen.figures,
        replace(seen.settings, language=promised.language),
        seen.period,
        _names(seen),
        seen.scenarios,
    )
    return (
        Announce(key=event.key, content=replace(content, unasked=True), surface=promised.surface),
        Keep(what=Sent(digest=promised.id, period=event.period, at=now)),
    )


def not_sent(
    seen: Seen, promised: Digest, why: str, now: Micros, *, gone: bool
) -> tuple[Effect, ...]:
    """That a digest could not be posted: its manager is told in private, once. One whose channel is
    `gone` is switched off the next time, and that is told as well."""
    if promised.off is not None:
        return ()
    if promised.gone and gone:
        ended = replace(promised, trouble=why, off=now)
        return (Keep(what=ended), *_warned(seen, promised, "digest_ended", why, now))
    kept = replace(promised, trouble=why, gone=gone)
    if promised.trouble and not gone:
        return (Keep(what=kept),) if kept != promised else ()
    said = "digest_gone" if gone else "digest_trouble"
    return (Keep(what=kept), *_warned(seen, promised, said, why, now))


def _warned(seen: Seen, promised: Digest, said: str, why: str, now: Micros) -> tuple[Announce, ...]:
    """What is told a digest's manager, where they can be written to."""
    if seen.private is None:
        return ()
    text = seen.say(said, why=seen.refusal or why)
    notice = Notice(text=text, only_for=promised.by, unasked=True)
    which = "ended" if said == "digest_ended" else "trouble"
    key = f"{which}:{promised.id}:{now}"  # it may stop working again
    return (Announce(key=key, content=notice, surface=seen.private),)


def sent_again(promised: Digest) -> tuple[Effect, ...]:
    """That a digest stands again where it could not be posted before."""
    return (Keep(what=replace(promised, trouble="", gone=False)),) if promised.trouble else ()


def channel(surface: Surface) -> Surface:
    return replace(surface, thread=None)


def digest_id(surface: Surface) -> DigestId:
    return DigestId(str(channel(surface)))


def standing(seen: Seen, event: Commanded, now: Micros) -> Digest:
    """The channel's own digest, or what it would be."""
    if seen.digest is not None:
        return seen.digest
    surface = channel(event.surface)
    return Digest(
        id=digest_id(surface),
        tenant=event.tenant,
        surface=surface,
        by=event.member,
        zone=seen.zone,
        language=seen.language,
        since=now,
    )


def until_now(promised: Digest, now: Micros, count: int) -> Sequence[Period]:
    """So many periods that are as long as a digest's, the last one until the end of today."""
    length = LENGTH[promised.cadence]
    after = calendar.day(now, promised.zone) + timedelta(days=1)
    days = [after - timedelta(days=length * back) for back in range(count, -1, -1)]
    ends = [calendar.moment(day, time(), promised.zone) for day in days]
    return tuple(
        Period(name=day.isoformat(), begins=begins, ends=end, due=end)
        for day, begins, end in zip(days, ends, ends[1:], strict=False)
    )


def _when(seen: Seen, made: Digest, now: Micros) -> dict[str, object]:
    """When the next one comes, in words."""
    next = periods.ended(made, now)
    if next.due <= now or next.name == _told(seen, now):
        next = periods.holding(made, now)
    return {
        "day": seen.say(f"day_{made.weekday}"),
        "hour": f"{made.hour}:00",
        "zone": made.zone,
        "next": seen.when(next.due, made.zone),
    }


def _told(seen: Seen, now: Micros) -> str | None:
    """The period that the channel was told of last, by what it was promised so far."""
    before = None if seen.digest is None else replace(seen.digest, off=None)
    last = None if before is None else periods.latest(before, now)
    return None if last is None else last.name


def _names(seen: Seen) -> dict[MemberId, str]:
    """The names of those past due, where the tenant wants names in digests."""
    if seen.figures is None or not seen.settings.names:
        return {}
    return {member: seen.everybody.name(member) for member in seen.figures.past_due}
