"""What is everybody's own: their results, their data, and who may see a score. Pure."""

from __future__ import annotations

from bot.domain import progress, results
from bot.domain.content import Button, Handout
from bot.domain.desk import Seen, answer, audited, line, listed, shown, tell
from bot.domain.effects import Effect, Erase, Forward
from bot.domain.events import Commanded, Pressed
from bot.domain.everybody import Who
from bot.domain.member import EVERYONE
from bot.domain.surface import MemberId
from bot.domain.transcript import Micros

MOST_NAMED = 4
"""People or groups in a report's title."""


def score(seen: Seen, event: Commanded, now: Micros) -> tuple[Effect, ...]:
    """A trainee's own results."""
    content = progress.mine(
        seen.attempts,
        seen.mine,
        scenarios=seen.scenarios,
        now=now,
        language=seen.language,
        zone=seen.zone,
        quoted=seen.settings.words,
        only_for=event.member,
    )
    return (shown(event, content),)


def whom(seen: Seen, event: Commanded) -> Who:
    """Whom a report is about, whether they have left or not; nobody named means all."""
    return seen.everybody.read(line(event.arguments), left=True)


def report(seen: Seen, event: Commanded, now: Micros) -> tuple[Effect, ...]:
    """How somebody, a group or all do, as far as managers may see it."""
    meant = whom(seen, event)
    if meant.troubles:
        return (tell(event, "\n".join(map(seen.told, meant.troubles))),)
    if len(meant.people) == 1 and not meant.groups:
        content = results.person_report(
            seen.attempts,
            seen.mine,
            name=seen.everybody.name(meant.people[0]),
            now=now,
            language=seen.language,
            zone=seen.zone,
            only_for=event.member,
        )
    else:
        content = results.report_of(
            seen.team,
            names={member: seen.everybody.name(member) for member in team(seen, meant)},
            now=now,
            language=seen.language,
            zone=seen.zone,
            title=_title(seen, meant),
            only_for=event.member,
        )
    about = ",".join((*meant.people, *meant.groups))
    return (shown(event, content), audited(event, now, "report", about))


def _title(seen: Seen, meant: Who) -> str:
    """What a team is called; nothing where it is everybody."""
    if EVERYONE in meant.groups:
        return ""
    groups = map(seen.everybody.title, meant.groups)
    return listed([*groups, *map(seen.everybody.name, meant.people)], MOST_NAMED)


def team(seen: Seen, meant: Who) -> list[MemberId]:
    """The people a report is about: those named, those of the groups, or all who are here."""
    found = dict.fromkeys(meant.people)
    for group in meant.groups:
        found |= dict.fromkeys(seen.everybody.members(group))
    if not meant.people and not meant.groups:
        here = (one.id for one in seen.everybody.people.values() if one.here)
        found |= dict.fromkeys(here)
        found |= dict.fromkeys(one.member for one in seen.team.people)
    return list(found)


def export(seen: Seen, event: Commanded, now: Micros) -> tuple[Effect, ...]:
    """All that is stored of somebody, for them alone."""
    content = Handout(
        text=seen.say("your_data"),
        name="chattrain-data.jsonl",
        only_for=event.member,
        language=seen.language,
    )
    return (shown(event, content), audited(event, now, "export-me", event.member))


def ask_to_forget(seen: Seen, event: Commanded) -> tuple[Effect, ...]:
    forget = Button(seen.say("forget_button"), "forget", value="yes", emphasis="danger")
    return (answer(seen, event, "forget_ask", forget),)


def forget(seen: Seen, event: Pressed, now: Micros) -> tuple[Effect, ...]:
    """Deletes all that is stored of whoever asks; the answer is shown first."""
    return (
        answer(seen, event, "forgotten"),
        audited(event, now, "forget-me", event.member),
        Erase(tenant=event.tenant, member=event.member),
    )


def share(seen: Seen, event: Pressed, now: Micros) -> tuple[Effect, ...]:
    """Lets managers see the score of a practice of one's own, or no longer: the session does it."""
    session = seen.session
    if session is None or session.member != event.member:
        return (answer(seen, event, "share_own"),)
    if session.assignment is not None:
        return (answer(seen, event, "share_assigned"),)
    if session.phase != "closed" or session.scorecard is None:
        return (answer(seen, event, "share_unscored"),)
    return (
        Forward(session=session.id, event=event, closed=True),
        audited(event, now, "share", str(session.id), shared=event.value or "yes"),
    )
