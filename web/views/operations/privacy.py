"""What is kept how long, what still lies there, and when somebody last looked for what to forget."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypedDict

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from domain import brought_files, glances
from domain.integrations import ANSWERS_KEPT
from models.access import LoginLink, WebSession
from models.audit import AuditEntry
from models.brought_files import BroughtFile
from models.exchanges import Colleague
from models.forgetting import PrivacyRun
from models.integrations import KeptAnswer
from models.invites import InboundMail
from models.languages import Words, _, plural
from models.mails import Mail
from models.record import Record
from web.views.operations.privacy_nights import Night, Waiting, nights, waiting
from web.views.reading import Reading


class Counted(TypedDict):
    number: int
    oldest: datetime | None


class Kept(Record):
    """One kind of data; `oldest` is of what still lies there."""

    what: Words
    how_long: Words
    number: int | None = None  # not counted here
    oldest: datetime | None = None


class PrivacyView(Record):
    kept: tuple[Kept, ...]
    last_look: datetime | None
    waiting: tuple[Waiting, ...]
    nights: tuple[Night, ...]


def look(seen: Reading, settings: Mapping[str, str]) -> PrivacyView:
    return PrivacyView(
        kept=(*_mails(seen, settings), *_entrance(seen)),
        last_look=seen.db.scalar(select(func.max(PrivacyRun.at))),
        waiting=waiting(seen),
        nights=nights(seen),
    )


def _mails(seen: Reading, settings: Mapping[str, str]) -> tuple[Kept, ...]:
    raw = InboundMail.octets != b""
    return (
        Kept(
            what=_("Mails that came, word for word"),
            how_long=_days(settings, "mail_kept_days", 90),
            **_counted(seen, InboundMail.received_at, raw),
        ),
        Kept(
            what=_("Outcomes of mails that came, without their words"),
            how_long=_("without limit"),
            **_counted(seen, InboundMail.received_at),
        ),
        Kept(
            what=_("Mails that we sent"),
            how_long=_("without limit"),
            **_counted(seen, Mail.queued_at),
        ),
        Kept(
            what=_("Colleagues without an account"),
            how_long=_("30 days after the end of the exchange"),
            number=seen.db.scalar(select(func.count()).select_from(Colleague)),
        ),
        Kept(
            what=_("Spreadsheets that were brought and not saved"),
            how_long=plural("{number} day", "{number} days", brought_files.KEPT.days),
            **_counted(seen, BroughtFile.at),
        ),
        Kept(
            what=_("Logs of mentoring pairs"),
            how_long=_days(settings, "log_kept_days", 30, after=True),
        ),
        Kept(
            what=_("Histories in Temporal, which hold ids only"),
            how_long=_days(settings, "retention_days", 90, after=True),
        ),
    )


def _entrance(seen: Reading) -> tuple[Kept, ...]:
    return (
        Kept(
            what=_("Sessions of browsers"),
            how_long=_("12 hours at most; that there was one, 30 days"),
            **_counted(seen, WebSession.made_at),
        ),
        Kept(
            what=_("Login links"),
            how_long=_("10 minutes; that there was one, a day"),
            **_counted(seen, LoginLink.made_at),
        ),
        Kept(
            what=_("That somebody opened a page about somebody"),
            how_long=plural("{number} day", "{number} days", glances.KEPT.days),
        ),
        Kept(
            what=_("Audit log, which holds ids only"),
            how_long=_("always"),
            **_counted(seen, AuditEntry.at),
        ),
        Kept(
            what=_("Answers to programs, for their keys"),
            how_long=plural("{number} day", "{number} days", ANSWERS_KEPT.days),
            **_counted(seen, KeptAnswer.at),
        ),
    )


def _counted(seen: Reading, at: InstrumentedAttribute[datetime], *which: ColumnElement[bool]) -> Counted:
    number, oldest = seen.db.execute(select(func.count(), func.min(at)).where(*which)).one()
    return Counted(number=number, oldest=oldest)


def _days(settings: Mapping[str, str], name: str, usual: int, *, after: bool = False) -> Words:
    number = int(settings.get(name, usual))
    if after:
        return plural("{number} day after the end", "{number} days after the end", number)
    return plural("{number} day", "{number} days", number)
