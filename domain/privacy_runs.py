"""Each night everything is forgotten whose time has come; how much, and by which rule, is written down."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from domain import brought_files, forgetting, glances, integrations, memos, named_filters
from domain.access import entering, limits
from domain.mentoring import log
from models.forgetting import PrivacyRun, Rule
from models.timeline import local_day

RUNS_KEPT = timedelta(days=730)
Followed = tuple[Rule, int, datetime]  # how many that had ended before a moment


def forget_words(db: Session, *, now: datetime, kept: timedelta, log_kept: timedelta) -> None:
    """What people wrote and brought, on the house's clock; `kept` of what came by mail."""
    _note(
        db,
        (
            (Rule.COLLEAGUES, forgetting.forget_colleagues(db, now=now), now - forgetting.KEPT),
            (Rule.MAILS_THAT_CAME, forgetting.forget_what_was_settled(db, before=now - kept), now - kept),
            (Rule.PAIR_LOGS, log.forget(db, before=now - log_kept), now - log_kept),
            (Rule.BROUGHT_FILES, brought_files.forget_old(db, now=now), now - brought_files.KEPT),
            (Rule.MEMOS, memos.forget(db, now=now), now - memos.KEPT),
            (Rule.NAMED_FILTERS, named_filters.forget(db, now=now), now - named_filters.KEPT),
            (Rule.PRIVACY_RUNS, _forget_runs(db, now=now), now - RUNS_KEPT),
        ),
        now=now,
    )


def forget_entrances(db: Session, *, now: datetime) -> None:
    """How people and programs came in, on the wall's clock."""
    _note(
        db,
        (
            (Rule.LOGIN_LINKS, entering.forget_links(db, now=now), now - entering.LINKS_KEPT),
            (Rule.DEPARTURES, entering.forget_departures(db, now=now), now - entering.LINKS_KEPT),
            (Rule.SESSIONS, entering.forget_sessions(db, now=now), now - entering.SESSIONS_KEPT),
            (Rule.GLANCES, glances.forget(db, on=local_day(now)), now - glances.KEPT),
            (Rule.KEPT_FORMS, entering.forget_forms(db, now=now), now),
            (Rule.KEPT_ANSWERS, integrations.forget(db, now=now), now - integrations.ANSWERS_KEPT),
            (Rule.RATE_COUNTS, limits.forget(db, before=now), now),
        ),
        now=now,
    )


def _forget_runs(db: Session, *, now: datetime) -> int:
    old = delete(PrivacyRun).where(PrivacyRun.at < now - RUNS_KEPT)
    return len(db.execute(old.returning(PrivacyRun.rule)).all())


def _note(db: Session, followed: Iterable[Followed], *, now: datetime) -> None:
    """Nothing to forget is written down too: then the rule was followed nevertheless."""
    for rule, number, before in followed:
        db.merge(PrivacyRun(at=now, rule=rule, number=number, before=before))
    db.flush()
