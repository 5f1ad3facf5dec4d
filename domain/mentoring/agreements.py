"""How a pair works together: rhythm, confidentiality, what if one cannot come; both accept the same words."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchanges, mails
from domain.asks import asks
from domain.asks.question import Field, Option, Page, Question, Told
from domain.events import record
from domain.mentoring import letters
from domain.mentoring.agreement_words import words_of
from domain.refusals import Invalid
from domain.working_days import in_working_days
from invites.mentoring_contexts import AskPairAgreement, PairAgreed
from models import streams
from models.asks import About, Ask, Reply
from models.exchanges import Exchange
from models.languages import Language, _
from models.mentoring import PairAgreement
from models.mentoring_facts import PairAgreed as Agreed
from models.people import Person
from models.rounds import Round
from models.timeline import EVENING

ACCEPT, CHANGE = "accept", "change"
OPTIONS = (
    Option(ACCEPT, _("This is how we work")),
    Option(CHANGE, _("I would rather have it as I write below")),
)
FIELDS = (
    Field("rhythm", _("Rhythm")),
    Field("confidentiality", _("Confidentiality")),
    Field("cancelling", _("If one of you cannot come")),
)
LONGEST = 1_000
ANSWER_WORKING_DAYS, REMINDED_AFTER = 10, 5


def pursue(db: Session, exchange: Exchange, *, now: datetime) -> None:
    """Lay the usual words before both, once."""
    if of(db, exchange) is not None:
        return
    row = PairAgreement(exchange_id=exchange.id, version=1, rhythm="", confidentiality="", cancelling="")
    db.add(row)
    db.flush()
    for person in (exchange.guest, exchange.host):
        _ask(db, exchange, row, person, now=now)


def of(db: Session, exchange: Exchange) -> PairAgreement | None:
    return db.scalar(select(PairAgreement).where(PairAgreement.exchange_id == exchange.id))


def is_agreed(agreement: PairAgreement) -> bool:
    return agreement.mentee_accepted_at is not None and agreement.mentor_accepted_at is not None


def _ask(db: Session, exchange: Exchange, row: PairAgreement, person: Person, *, now: datetime) -> None:
    deadline = in_working_days(now, ANSWER_WORKING_DAYS, EVENING)
    asks.put(
        db,
        QUESTION,
        on=streams.of_exchange(exchange.id),
        subject_id=exchange.id,
        occasion=f"{row.version}:{letters.side(exchange, person)}",
        to=person,
        plan=asks.Plan(deadline, reminders=(in_working_days(now, REMINDED_AFTER),)),
        now=now,
    )


def _write(db: Session, ask: Ask, to: Person) -> AskPairAgreement:
    exchange, row = _found(db, ask)
    top = letters.asked(db, ask, to, OPTIONS, round_=db.get_one(Round, exchange.round_id))
    words = words_of(exchange, row, to.language)
    other = letters.partner(exchange, to).name
    return AskPairAgreement(**vars(top), partner=other, **vars(words), changed=row.version > 1)


def _look(db: Session, ask: Ask, language: Language) -> Page:
    exchange, row = _found(db, ask)
    words = vars(words_of(exchange, row, language))
    other = letters.partner(exchange, db.get_one(Person, ask.whose_id))
    return Page(
        title=_("How you and {name} work together", name=other.name),
        told=tuple(Told(each.label, words[each.name]) for each in FIELDS),
        options=OPTIONS,
        fields=FIELDS,
    )


def _answered(db: Session, ask: Ask, reply: Reply, now: datetime) -> None:
    """Under the row's lock: of two yeses at once the second finds the first."""
    exchange, row = _found(db, ask)
    db.refresh(row, with_for_update=True)
    who = db.get_one(Person, ask.whose_id)
    if reply.word == CHANGE:
        _change(db, exchange, row, reply, who, now=now)
    elif reply.word != ACCEPT:
        raise Invalid(_("Choose one of the answers."))
    _accept(exchange, row, who, now=now)
    if is_agreed(row):
        _tell(db, exchange, row, now=now)
        record(db, Agreed(exchange_id=exchange.id), on=ask.stream_id, now=now)
    db.flush()


def _change(
    db: Session, exchange: Exchange, row: PairAgreement, reply: Reply, who: Person, *, now: datetime
) -> None:
    """Other words need the other's yes again."""
    said = {each.name: reply.of(each.name).strip() for each in FIELDS}
    if not any(said.values()):
        raise Invalid(_("Write what you would rather have."))
    if any(len(each) > LONGEST for each in said.values()):
        raise Invalid(_("Keep each part within {most} characters.", most=LONGEST))
    for name, words in said.items():
        if words:
            setattr(row, name, words)
    row.version += 1
    row.mentee_accepted_at = row.mentor_accepted_at = None
    mine = (Ask.stream_id == streams.of_exchange(exchange.id), Ask.about == About.PAIR_AGREEMENT)
    asks.drop(db, *mine, now=now)
    _ask(db, exchange, row, letters.partner(exchange, who), now=now)


def _accept(exchange: Exchange, row: PairAgreement, who: Person, *, now: datetime) -> None:
    if who.id == exchange.guest_id:
        row.mentee_accepted_at = now
    else:
        row.mentor_accepted_at = now


def _tell(db: Session, exchange: Exchange, row: PairAgreement, *, now: datetime) -> None:
    round_ = db.get_one(Round, exchange.round_id)
    for to in (exchange.guest, exchange.host):
        letter = PairAgreed(
            **vars(letters.head(db, round_, to)),
            partner=letters.partner(exchange, to).name,
            **vars(words_of(exchange, row, to.language)),
        )
        mails.queue(db, letter, key=f"pair_agreed:{row.version}", to=to, about=exchange, now=now)


def _lapsed(_db: Session, _ask: Ask, _now: datetime) -> None:
    """The usual words stand without a yes: nothing depends on it."""


def _found(db: Session, ask: Ask) -> tuple[Exchange, PairAgreement]:
    found = select(PairAgreement).where(PairAgreement.exchange_id == ask.subject_id)
    return exchanges.look_at(db, ask.subject_id), db.scalars(found).one()


QUESTION = Question(About.PAIR_AGREEMENT, _write, _look, _answered, _lapsed)
