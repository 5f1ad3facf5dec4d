"""One case: how it stands, what may be done about it, and what was asked of it before."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from domain.access.policy import STEERING
from domain.operations import round_of, running
from models import streams
from models.errands import Errand, LeftErrand
from models.events import Stream
from models.languages import Words, _
from models.messages import Action
from models.people import Appointee, Person
from models.record import Record
from models.rounds import Round
from web.forms import Trouble
from web.views.exchanges import workflow
from web.views.operations.cases import CaseRow, kind_of, may_operate, row
from web.views.reading import Reading
from web.words.operations import ACTIONS, KINDS, WHAT_FOLLOWS, refusal
from web.words.tags import Tag, Tone


class Deed(Record):
    """One thing that may be done, with what follows from it."""

    code: Action
    words: Words
    follows: Words


class Asked(Record):
    """What somebody asked of the case, and what came of it."""

    words: Words
    by: str
    to: str | None
    why: str
    at: datetime
    standing: Tag
    tried_at: datetime | None


class Colleague(Record):
    id: UUID
    name: str


class CaseView(Record):
    """`case` is none when it is over."""

    id: str
    kind: Words
    round_reference: str
    round_name: str
    case: CaseRow | None
    deeds: tuple[Deed, ...]
    colleagues: tuple[Colleague, ...]
    asked: tuple[Asked, ...]
    workflow: str | None
    silent_since: datetime | None = None
    troubles: tuple[Trouble, ...] = ()
    tried: Action | None = None
    said: str = ""


def look(seen: Reading, stream_id: str, *, temporal_ui: str | None) -> CaseView | None:
    """None where there is no such case, or none that one may operate."""
    round_ = round_behind(seen, stream_id)
    if round_ is None:
        return None
    found = next((each for each in running(seen.db, now=seen.now) if each.stream_id == stream_id), None)
    return CaseView(
        id=stream_id,
        kind=KINDS[kind_of(stream_id)],
        round_reference=round_.reference,
        round_name=round_.name(seen.language),
        case=row(seen, found, round_) if found else None,
        deeds=_deeds(stream_id) if found else (),
        colleagues=colleagues(seen, round_),
        asked=_asked(seen, stream_id),
        workflow=workflow(temporal_ui, stream_id),
    )


def round_behind(seen: Reading, stream_id: str) -> Round | None:
    if seen.db.get(Stream, stream_id) is None:
        return None
    round_ = seen.db.get_one(Round, round_of(seen.db, stream_id))
    return round_ if may_operate(seen.actor, round_) else None


def _deeds(stream_id: str) -> tuple[Deed, ...]:
    """A round and a workshop are cancelled on pages of their own."""
    is_exchange = stream_id.startswith(streams.EXCHANGE)
    fit = [each for each in ACTIONS if is_exchange or each is not Action.CANCEL]
    return tuple(Deed(code=each, words=ACTIONS[each], follows=WHAT_FOLLOWS[each]) for each in fit)


def colleagues(seen: Reading, round_: Round) -> tuple[Colleague, ...]:
    """Who may see to a case of this round."""
    everywhere = Appointee.organisation_id.is_(None) & Appointee.round_id.is_(None)
    reaches = or_(
        everywhere, Appointee.organisation_id == round_.organisation_id, Appointee.round_id == round_.id
    )
    holders = select(Appointee.person_id).where(Appointee.role.in_(STEERING), reaches)
    found = select(Person).where(or_(Person.id == round_.owner_id, Person.id.in_(holders)))
    return tuple(
        Colleague(id=each.id, name=each.name) for each in seen.db.scalars(found.order_by(Person.name))
    )


def _asked(seen: Reading, stream_id: str) -> tuple[Asked, ...]:
    by, to = aliased(Person), aliased(Person)
    found = select(Errand, LeftErrand, by.name, to.name).where(Errand.stream_id == stream_id)
    found = found.outerjoin(LeftErrand, LeftErrand.errand_id == Errand.id).join(by, by.id == Errand.by_id)
    found = found.outerjoin(to, to.id == Errand.to_id).order_by(Errand.asked_at.desc(), Errand.id)
    return tuple(_one(*each) for each in seen.db.execute(found.limit(50)))


def _one(errand: Errand, left: LeftErrand | None, by: str, to: str | None) -> Asked:
    return Asked(
        words=ACTIONS[errand.action],
        by=by,
        to=to,
        why=errand.why,
        at=errand.asked_at,
        standing=_standing(errand, left),
        tried_at=left.tried_at if left and left.ended_at is None else None,
    )


def _standing(errand: Errand, left: LeftErrand | None) -> Tag:
    if left and left.refusal:
        return Tag(refusal(left.refusal), Tone.BAD)
    if errand.carried_out_at or (left and left.ended_at) or (left is None and errand.action is Action.RETRY):
        return Tag(_("Done"), Tone.OK)
    return Tag(_("Waits for Temporal"), Tone.WARN)
