"""The stored form of what is kept besides sessions, both ways. Knows no SQL."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, cast

from pydantic import TypeAdapter
from sqlalchemy import Row

from bot.domain.assignment import Assignee, Assignment, AssignmentId
from bot.domain.attempt import Attempt, Mark, State
from bot.domain.digest import Digest
from bot.domain.dispute import Dispute
from bot.domain.keeping import Audited, Sent, TenantSettings
from bot.domain.member import Granted, Role
from bot.domain.surface import MemberId, SessionId, TenantId
from bot.domain.transcript import Micros
from bot.stores.rows import Columns, whole

_ASSIGNMENT = TypeAdapter(Assignment)
_DIGEST = TypeAdapter(Digest)
_DISPUTE = TypeAdapter(Dispute)
_SETTINGS = TypeAdapter(TenantSettings)


def assignment_columns(assignment: Assignment) -> Columns:
    return {
        "id": assignment.id,
        "tenant": assignment.tenant,
        "at": assignment.at,
        "due": assignment.due,
        "withdrawn": assignment.withdrawn,
        "grows": bool(assignment.groups),
        "body": _ASSIGNMENT.dump_json(assignment).decode(),
    }


def assignment(body: str) -> Assignment:
    return _ASSIGNMENT.validate_json(body)


def assignee_columns(assignee: Assignee) -> Columns:
    return asdict(assignee)


def assignee(row: Row[*tuple[Any, ...]]) -> Assignee:
    return Assignee(
        assignment=AssignmentId(row.assignment),
        tenant=TenantId(row.tenant),
        member=MemberId(row.member),
        since=Micros(row.since),
        announced=row.announced,
        reminded=row.reminded,
        reminders=row.reminders,
        done=row.done,
    )


def granted_columns(granted: Granted) -> Columns:
    return asdict(granted)


def granted(row: Row[*tuple[Any, ...]]) -> Granted:
    return Granted(
        tenant=TenantId(row.tenant),
        member=MemberId(row.member),
        role=cast("Role", row.role),
        by=MemberId(row.by),
        at=Micros(row.at),
    )


def digest_columns(digest: Digest) -> Columns:
    return {
        "id": digest.id,
        "tenant": digest.tenant,
        "off": digest.off,
        "body": _DIGEST.dump_json(digest).decode(),
    }


def digest(body: str) -> Digest:
    return _DIGEST.validate_json(body)


def sent_columns(sent: Sent) -> Columns:
    return asdict(sent)


def dispute_columns(dispute: Dispute) -> Columns:
    return {
        "id": dispute.id,
        "tenant": dispute.tenant,
        "session": dispute.session,
        "member": dispute.member,
        "at": dispute.at,
        "decided_at": dispute.decided_at,
        "body": _DISPUTE.dump_json(dispute).decode(),
    }


def dispute(body: str) -> Dispute:
    return _DISPUTE.validate_json(body)


def settings_columns(settings: TenantSettings) -> Columns:
    return {"tenant": settings.tenant, "body": _SETTINGS.dump_json(settings).decode()}


def settings(body: str) -> TenantSettings:
    return _SETTINGS.validate_json(body)


def audited_columns(audited: Audited) -> Columns:
    details = json.dumps(dict(audited.details), ensure_ascii=False)
    return {
        "tenant": audited.tenant,
        "by": audited.by,
        "at": audited.at,
        "what": audited.what,
        "about": audited.about,
        "details": whole(details),
    }


def audited(row: Row[*tuple[Any, ...]]) -> Audited:
    return Audited(
        tenant=TenantId(row.tenant),
        by=MemberId(row.by),
        at=Micros(row.at),
        what=row.what,
        about=row.about,
        details=json.loads(row.details),
    )


def attempt(row: Row[*tuple[Any, ...]], marks: tuple[Mark, ...] = ()) -> Attempt:
    return Attempt(
        session=SessionId(row.id),
        member=MemberId(row.member),
        scenario=row.scenario,
        title=row.title,
        number=row.attempt,
        assignment=row.assignment,
        shared=row.shared,
        state=_state(row),
        opened=Micros(row.opened_at),
        closed=row.closed_at,
        total=row.total,
        passed=bool(row.passed),
        blocked=bool(row.blocked),
        safe=row.safe,
        difficulty=row.difficulty,
        marks=marks,
        fingerprint=row.fingerprint,
        platform=row.home.partition(":")[0],
    )


def _state(row: Row[*tuple[Any, ...]]) -> State:
    if row.phase != "closed":
        return "open"
    return "unscored" if row.passed is None else "scored"
