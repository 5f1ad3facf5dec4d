"""One's own offer to host or to mentor: a form of one page, filled in as far as we know."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from domain import named_days, own_offers, weeks_off
from domain.refusals import NotFound
from models.languages import Language, Words, _
from models.offers import Offer
from models.people import Person
from models.record import Record
from models.rounds import Round
from models.states import Kind, OfferState
from web.forms import Trouble
from web.views.my import undoing
from web.views.my.choices import Chip, Slot, WeekChip, language_chips, slots, topic_chips, week_chips
from web.views.my.days_named import NamedDays, code
from web.views.my.days_named import shown as shown_days
from web.views.my.joining import find
from web.views.my.undoing import Undo
from web.views.reading import Reading
from web.words import states
from web.words.participation import OFFERS
from web.words.tags import Tag


class OfferView(Record):
    """`copied` says that an earlier offer has filled the form in."""

    reference: str
    round_name: str
    closes_at: datetime
    id: UUID | None
    state: Tag | None
    kind: Tag
    code: Kind
    is_mentoring: bool
    is_withdrawn: bool
    copied: bool
    may_copy: bool
    may_change: bool
    most: str
    at_a_time: str
    unit: str
    topics: tuple[Chip, ...]
    languages: tuple[Chip, ...]
    weeks: tuple[WeekChip, ...]
    slots: tuple[Slot, ...]
    days_named: tuple[NamedDays, ...]
    in_person: bool
    online_link: str
    programme: str
    undo: Undo | None
    is_unsaved: bool = False
    written: Mapping[str, str] = {}  # days that could not be added
    troubles: tuple[Trouble, ...] = ()
    refusal: Words | None = None


def look(seen: Reading, reference: str, kind: Kind, *, copies: bool = False) -> OfferView:
    round_ = find(seen, reference)
    if kind not in round_.kinds:
        raise NotFound(_("There is no such round."))
    me = seen.actor.person_id
    mine = own_offers.standing(seen.db, round_, me, kind)
    before = own_offers.newest_before(seen.db, round_, me, kind)
    return shown(seen, round_, kind, mine, before, copies=copies and mine is None)


def of_own(seen: Reading, offer_id: UUID) -> Offer:
    """An offer of whoever is signed in; others' and unknown ones look the same."""
    found = own_offers.find(seen.db, offer_id, seen.actor.person_id)
    if found is None:
        raise NotFound(_("There is no such offer."))
    return found


def shown(
    seen: Reading, round_: Round, kind: Kind, mine: Offer | None, before: Offer | None, *, copies: bool
) -> OfferView:
    source = mine or (before if copies else None)
    person = seen.db.get_one(Person, seen.actor.person_id)
    return OfferView(
        reference=round_.reference,
        round_name=round_.name(seen.language),
        closes_at=round_.closes_at,
        id=mine.id if mine else None,
        state=OFFERS[mine.state] if mine else None,
        kind=states.tag(kind),
        code=kind,
        is_mentoring=kind is Kind.MENTORING,
        is_withdrawn=mine is not None and mine.state is OfferState.WITHDRAWN,
        copied=mine is None and source is not None,
        may_copy=mine is None and source is None and before is not None,
        may_change=round_.state in own_offers.CHANGEABLE,
        most=f"{source.most if source else 1}",
        at_a_time=f"{source.guests_per_day if source else 1}",
        unit=source.unit if source else "",
        topics=topic_chips({each.topic for each in source.topics} if source else (), seen.language),
        languages=language_chips(_spoken(source, person), seen.language),
        weeks=week_chips(weeks_off.of(seen.db, mine) if mine else [], round_),
        slots=slots(source.slots if source else ()),
        days_named=_days(seen, mine, round_) if mine else (),
        in_person=source.in_person if source else False,
        online_link=(source.online_link or "") if source else "",
        programme=source.visit_pack.programme if source else "",
        undo=undoing.of_offer(seen, mine, round_) if mine else None,
    )


def _days(seen: Reading, mine: Offer, round_: Round) -> tuple[NamedDays, ...]:
    """As the form carries them on."""
    found = named_days.of(seen.db, mine, round_).values()
    return tuple(shown_days(code(each), each) for each in found)


def _spoken(source: Offer | None, person: Person) -> tuple[Language, ...]:
    return source.languages if source else (person.language,)
