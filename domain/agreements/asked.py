"""Asking each organisation for its yes to what all agree on."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import mails
from domain.agreements import agreements
from domain.asks import asks
from domain.asks.question import Field, Option, Page, Question, Told
from domain.refusals import Invalid
from domain.roles import coordinator
from domain.working_days import in_working_days
from invites.running_contexts import AgreementMissing, AskAgreement
from models import streams
from models.agreements import Agreement
from models.asks import About, Ask, AskState, Reply
from models.languages import Language, _
from models.organisations import Organisation
from models.people import Person
from models.rounds import Round
from models.timeline import EVENING, local_day

ACCEPT, REFUSE = "accept", "refuse"
OPTIONS = (
    Option(ACCEPT, _("We accept it")),
    Option(REFUSE, _("We cannot accept it like this")),
)
ANSWERED_WITHIN, REMINDED_AFTER, PASSED_AFTER = 10, 5, 7  # working days


def pursue(db: Session, round_: Round, *, now: datetime) -> None:
    """Ask whoever speaks for an organisation that takes part and has not accepted the newest version."""
    agreement = agreements.newest(db, round_.id)
    if agreement is None:
        return
    stream = streams.of_round(round_.id)
    older = (Ask.stream_id == stream, Ask.about == About.AGREEMENT, Ask.subject_id != agreement.id)
    asks.drop(db, *older, now=now)
    asked = set(
        db.scalars(select(Ask.occasion).where(Ask.stream_id == stream, Ask.subject_id == agreement.id))
    )
    for organisation in agreements.missing(db, round_):
        people = agreements.whose_word(db, organisation)
        if people and f"{organisation.id}" not in asked:
            _ask(db, round_, agreement, organisation, people, now=now)


def _ask(
    db: Session,
    round_: Round,
    agreement: Agreement,
    organisation: Organisation,
    people: list[Person],
    *,
    now: datetime,
) -> None:
    """The second of its people is the deputy."""
    deputy = people[1] if len(people) > 1 else None
    asks.put(
        db,
        QUESTION,
        on=streams.of_round(round_.id),
        subject_id=agreement.id,
        occasion=f"{organisation.id}",
        to=people[0],
        plan=asks.Plan(
            in_working_days(now, ANSWERED_WITHIN, EVENING),
            reminders=(in_working_days(now, REMINDED_AFTER),),
            deputy_id=deputy.id if deputy else None,
            passes_at=in_working_days(now, PASSED_AFTER) if deputy else None,
        ),
        now=now,
    )


def _organisation(db: Session, ask: Ask) -> Organisation:
    found = select(Organisation)
    return next(each for each in db.scalars(found) if f"{each.id}" == ask.occasion)


def _agreement(db: Session, ask: Ask) -> tuple[Agreement, Round]:
    agreement = db.get_one(Agreement, ask.subject_id)
    return agreement, db.get_one(Round, agreement.round_id)


def _write(db: Session, ask: Ask, to: Person) -> AskAgreement:
    agreement, round_ = _agreement(db, ask)
    return AskAgreement(
        name=to.name,
        **vars(mails.heading(db, round_, to)),
        choices=asks.choices(db, ask, OPTIONS, to.language),
        answer_by=ask.deadline,
        is_reminder=ask.reminded > 0,
        instead_of=asks.instead_of(db, ask),
        organisation=_organisation(db, ask).name(to.language),
        version=agreement.version,
        text=agreements.lines(agreement, to.language),
    )


def _look(db: Session, ask: Ask, language: Language) -> Page:
    agreement, _round = _agreement(db, ask)
    organisation = _organisation(db, ask).name(language)
    text = tuple(Told(_("What is agreed"), each) for each in agreements.lines(agreement, language) if each)
    return Page(
        title=_("Does {organisation} accept the agreement?", organisation=organisation),
        told=text,
        options=OPTIONS,
        fields=(Field("words", _("What should be different?")),),
    )


def _answered(db: Session, ask: Ask, reply: Reply, now: datetime) -> None:
    agreement, _round = _agreement(db, ask)
    if reply.word == ACCEPT:
        person = db.get_one(Person, ask.whose_id)
        agreements.accept(db, agreement, _organisation(db, ask), person, now=now)
    elif reply.word == REFUSE:
        _tell(db, ask, says_no=True, words=reply.of("words"), now=now)
    else:
        raise Invalid(_("Choose one of the answers."))


def _lapsed(db: Session, ask: Ask, now: datetime) -> None:
    _tell(db, ask, says_no=False, words="", now=now)


def _tell(db: Session, ask: Ask, *, says_no: bool, words: str, now: datetime) -> None:
    _text, round_ = _agreement(db, ask)
    owner = coordinator(db, round_)
    letter = AgreementMissing(
        name=owner.name,
        **vars(mails.heading(db, round_, owner)),
        organisation=_organisation(db, ask).name(owner.language),
        says_no=says_no,
        words=words,
        asked_on=local_day(ask.asked_at),
    )
    mails.queue(db, letter, key=f"ask:{ask.id}:ended", to=owner, about=round_, now=now)


def open_of(db: Session, agreement: Agreement, organisation: Organisation) -> Ask | None:
    """The question that an organisation has not answered yet."""
    mine = (Ask.subject_id == agreement.id, Ask.occasion == f"{organisation.id}")
    return db.scalars(select(Ask).where(*mine, Ask.state == AskState.OPEN)).first()


QUESTION = Question(About.AGREEMENT, _write, _look, _answered, _lapsed, takes_late=True)
