"""What the organisations of a round agree on: a text in versions, accepted once by each organisation."""

from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.behalf import Behalf, note
from domain.events import record
from domain.identity_codes import holds_identity_code
from domain.refusals import Conflict, Invalid
from models import streams
from models.agreements import Acceptance, Agreement
from models.applications import Application
from models.languages import Language, Words, _
from models.offers import Offer
from models.organisations import Organisation
from models.people import Appointee, Person
from models.rounds import Round
from models.running_facts import AgreementAccepted, AgreementMade
from models.states import ApplicationState, OfferState, Role, RoundState

LONGEST = 8000
OVER = (RoundState.ENDED, RoundState.CANCELLED)


@dataclass(frozen=True)
class Text:
    """The same in all three languages."""

    fi: str
    sv: str
    en: str


def make(db: Session, round_: Round, text: Text, *, by: Person, now: datetime) -> Agreement:
    """A new version; whoever accepted the one before is asked anew."""
    if round_.state in OVER:
        raise Conflict(_("The round is over: nothing is agreed on any more."))
    texts = {language: said.strip() for language, said in vars(text).items()}
    if not all(texts.values()):
        raise Invalid(_("An agreement needs its text in Finnish, Swedish and English."))
    if any(holds_identity_code(each) for each in texts.values()):
        raise Invalid(_("Leave personal identity codes out: nobody here needs them."))
    if any(len(each) > LONGEST for each in texts.values()):
        raise Invalid(_("A text is at most {most} characters long.", most=LONGEST))
    highest = db.scalar(select(func.max(Agreement.version)).where(Agreement.round_id == round_.id))
    row = Agreement(
        round_id=round_.id,
        version=(highest or 0) + 1,
        made_by_id=by.id,
        made_at=now,
        **{f"text_{language}": said for language, said in texts.items()},
    )
    db.add(row)
    db.flush()
    record(db, AgreementMade(agreement_id=row.id), on=streams.of_round(round_.id), now=now, actor_id=by.id)
    return row


def newest(db: Session, round_id: UUID) -> Agreement | None:
    found = select(Agreement).where(Agreement.round_id == round_id).order_by(Agreement.version.desc())
    return db.scalars(found.limit(1)).first()


def accept(
    db: Session,
    agreement: Agreement,
    organisation: Organisation,
    person: Person,
    *,
    now: datetime,
    behalf: Behalf | None = None,
) -> None:
    """One yes of an organisation; saying it twice is saying it once."""
    if organisation.id in accepted_by(db, agreement):
        return
    row = Acceptance(
        agreement_id=agreement.id, organisation_id=organisation.id, person_id=person.id, accepted_at=now
    )
    note(row, behalf, now=now)
    db.add(row)
    db.flush()
    fact = AgreementAccepted(agreement_id=agreement.id, organisation_id=organisation.id)
    actor_id = behalf.by.id if behalf else person.id
    record(db, fact, on=streams.of_round(agreement.round_id), now=now, actor_id=actor_id)


def accepted_by(db: Session, agreement: Agreement) -> set[UUID]:
    found = select(Acceptance.organisation_id).where(Acceptance.agreement_id == agreement.id)
    return set(db.scalars(found))


def organisations(db: Session, round_: Round) -> list[Organisation]:
    """Those whose people apply, host or mentor in a round."""
    asks = select(Person.organisation_id).join(Application, Application.person_id == Person.id)
    asks = asks.where(Application.round_id == round_.id, Application.state != ApplicationState.WITHDRAWN)
    gives = select(Offer.organisation_id).where(Offer.round_id == round_.id, Offer.state == OfferState.OPEN)
    found = select(Organisation).where(Organisation.id.in_(asks) | Organisation.id.in_(gives))
    return list(db.scalars(found.order_by(Organisation.code)))


def missing(db: Session, round_: Round) -> list[Organisation]:
    """Whose yes to the newest version is not there yet; nobody's where there is nothing to accept."""
    agreement = newest(db, round_.id)
    if agreement is None:
        return []
    said = accepted_by(db, agreement)
    return [each for each in organisations(db, round_) if each.id not in said]


def whose_word(db: Session, organisation: Organisation) -> list[Person]:
    """Who speaks for an organisation: its coordinators, then its HR."""
    found = select(Person, Appointee.role).join(Appointee, Appointee.person_id == Person.id)
    found = found.where(
        Appointee.role.in_((Role.COORDINATOR, Role.HR)),
        Appointee.round_id.is_(None),
        (Appointee.organisation_id == organisation.id)
        | (Appointee.organisation_id.is_(None) & (Person.organisation_id == organisation.id)),
    )
    rows = sorted(db.execute(found), key=lambda row: (row[1] is not Role.COORDINATOR, row[0].email))
    return list(dict.fromkeys(person for person, _role in rows))


def refuse_unaccepted(db: Session, round_: Round) -> None:
    """Where the round requires it, nothing is published before every organisation has said yes."""
    lacking = missing(db, round_) if round_.requires_agreement else []
    if round_.requires_agreement and newest(db, round_.id) is None:
        raise Conflict(_("This round requires an agreement between the organisations: there is none yet."))
    if lacking:
        raise Conflict(warning(lacking, Language.FI))


def warning(lacking: list[Organisation], language: Language) -> Words:
    names = ", ".join(each.name(language) for each in lacking)
    return _("These organisations have not accepted the agreement: {names}.", names=names)


def lines(agreement: Agreement, language: Language) -> tuple[str, ...]:
    """The text as paragraphs, each followed by an empty line."""
    paragraphs = (each.strip() for each in agreement.text(language).split("\n\n"))
    return tuple(chain.from_iterable((*each.splitlines(), "") for each in paragraphs if each))
