"""A row of a round, for whoever steers it, and what the deeds of its page need."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from domain.access import visibility
from domain.behalf import Behalf
from domain.refusals import NotFound
from models.applications import Application
from models.languages import Words, _
from models.offers import Offer
from models.people import Person
from models.rounds import Round
from web.deeds.deed import BY_PHONE
from web.forms import Form
from web.views.reading import Reading

EMPTY = Form({}, {})


@dataclass(frozen=True)
class AtDesk:
    """Somebody who steers the round, at a page of it; `form` is what was posted."""

    seen: Reading
    round_: Round
    form: Form = field(default=EMPTY, kw_only=True)

    def me(self) -> Person:
        return self.seen.db.get_one(Person, self.seen.actor.person_id)

    def behalf(self, why: str) -> Behalf:
        return Behalf(self.me(), why)

    def say(self, words: Words) -> str:
        return words.into(self.seen.language)

    @property
    def phone(self) -> dict[str, str]:
        """What stands in the field "how do you know it" until somebody says otherwise."""
        return {"why": self.say(BY_PHONE)}


@dataclass(frozen=True)
class AtApplication(AtDesk):
    row: Application


@dataclass(frozen=True)
class AtOffer(AtDesk):
    row: Offer


def find_application(seen: Reading, round_: Round, application_id: UUID, form: Form = EMPTY) -> AtApplication:
    """Another round's is as unknown as one that there is not."""
    found = select(Application).where(
        Application.id == application_id,
        Application.round_id == round_.id,
        visibility.steers(seen.actor, Application.round_id),
    )
    found = found.options(
        joinedload(Application.person).joinedload(Person.organisation),
        joinedload(Application.endorsement),
        selectinload(Application.wishes),
        selectinload(Application.avoids),
    )
    row = seen.db.scalar(found)
    if row is None:
        raise NotFound(_("There is no such application."))
    return AtApplication(seen, round_, row, form=form)


def find_offer(seen: Reading, round_: Round, offer_id: UUID, form: Form = EMPTY) -> AtOffer:
    steered = visibility.steers(seen.actor, Offer.round_id)
    found = select(Offer).where(Offer.id == offer_id, Offer.round_id == round_.id, steered)
    row = seen.db.scalar(found.options(joinedload(Offer.person).joinedload(Person.organisation)))
    if row is None:
        raise NotFound(_("There is no such offer."))
    return AtOffer(seen, round_, row, form=form)
