"""The nightly look at a round's mails: what it finds is told once, and again when it changes."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import mails
from domain.mails import heading
from domain.reconciliation import Finding, Trouble, find, fingerprint
from domain.roles import coordinator
from domain.working_days import in_working_days
from invites.mail_contexts import MailsToCheck
from models.events import Event
from models.invites import InboundMail
from models.mails import Check, Mail
from models.rounds import Round
from models.states import RoundState
from models.timeline import local_day, moment

AT = time(3)
OVER = (RoundState.DRAFT, RoundState.ENDED, RoundState.CANCELLED)


def unchecked(db: Session, *, now: datetime) -> list[Round]:
    """The living rounds at which nobody has looked since this night; none before three o'clock."""
    if not has_begun(now):
        return []
    checked = select(Check.round_id).where(Check.checked_at >= moment(local_day(now), AT))
    found = select(Round).where(Round.state.not_in(OVER), Round.id.not_in(checked))
    return list(db.scalars(found.order_by(Round.id)))


def has_begun(now: datetime) -> bool:
    """Whether it is time to look."""
    return now >= moment(local_day(now), AT)


def is_hour(now: datetime) -> bool:
    """Whether it is the very moment of the nightly look."""
    return now == moment(local_day(now), AT)


def next_look(db: Session, *, now: datetime) -> datetime | None:
    """The first night from now at which a look may find something else than the last one did.

    A rehearsal goes there, and passes by all other nights.
    """
    living = db.scalars(select(Round).where(Round.state.not_in(OVER)).order_by(Round.id))
    moments = (_next_change(db, each, now=now) for each in living)
    return min((_night_from(each) for each in moments if each), default=None)


def _next_change(db: Session, round_: Round, *, now: datetime) -> datetime | None:
    """Now, if something has come or gone since the last look; else when the next answer is due."""
    row = db.get(Check, round_.id)
    since = row.checked_at if row else round_.opens_at
    if _has_changed(db, round_, since, found=bool(row and row.found)):
        return now
    asked = select(Mail.sent_at).where(Mail.round_id == round_.id, Mail.method == "REQUEST").distinct()
    due = (in_working_days(each, round_.answer_working_days) for each in db.scalars(asked) if each)
    return min((max(each, now) for each in due if each > since), default=None)


def _has_changed(db: Session, round_: Round, since: datetime, *, found: bool) -> bool:
    """Whether anything was lost or heard; while something is open, whatever happened may have mended it."""
    lost = select(Mail.id).where(Mail.round_id == round_.id, Mail.told_at > since)
    heard = select(InboundMail.id).where(InboundMail.received_at > since)
    happened = select(Event.id).where(Event.at > since)
    signs = (lost, heard, happened) if found else (lost, heard)
    return any(db.scalar(each.limit(1)) is not None for each in signs)


def _night_from(at: datetime) -> datetime:
    night = moment(local_day(at), AT)
    return night if night > at else moment(local_day(at) + timedelta(days=1), AT)


def check(db: Session, round_id: UUID, *, now: datetime) -> tuple[Finding, ...]:
    """Look, remember, and write to the coordinator if something is found that was not told before."""
    round_ = db.get_one(Round, round_id)
    found = find(db, round_, now=now)
    row = db.get(Check, round_.id, with_for_update=True)
    if row is None:
        row = Check(round_id=round_.id, checked_at=now, found="", told_at=None)
        db.add(row)
    known, row.found, row.checked_at = row.found, fingerprint(found), now
    if found and row.found != known:
        row.told_at = now
        _tell(db, round_, found, key=f"check:{row.found[:16]}:{local_day(now)}", now=now)
    return found


def _tell(db: Session, round_: Round, found: tuple[Finding, ...], *, key: str, now: datetime) -> None:
    owner = coordinator(db, round_)
    head = heading(db, round_, owner)
    letter = MailsToCheck(
        name=owner.name,
        round_name=head.round_name,
        coordinator=head.coordinator,
        reference=round_.reference,
        refused=_lines(found, Trouble.REFUSED),
        unanswered=_lines(found, Trouble.UNANSWERED),
        outdated=_lines(found, Trouble.OUTDATED),
        stuck=_lines(found, Trouble.STUCK),
        contested=_lines(found, Trouble.CONTESTED),
    )
    mails.queue(db, letter, key=key, to=owner, about=round_, now=now)


def _lines(found: Iterable[Finding], trouble: Trouble) -> tuple[str, ...]:
    return tuple(_line(each) for each in found if each.trouble is trouble)


def _line(each: Finding) -> str:
    said = f" ({each.status})" if each.status else ""
    return f"{each.name}, {each.address}: {each.subject}{said}"
