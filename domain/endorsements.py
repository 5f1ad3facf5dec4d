"""The supervisor's word on an application: yes, yes on conditions, or no with a reason."""

import re
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from domain import application_letters, mails
from domain.asks import asks
from domain.asks.question import Entry, Field, Option, Page, Question, Told
from domain.behalf import Behalf, note
from domain.events import record
from domain.identity_codes import holds_identity_code
from domain.refusals import Conflict, Invalid
from domain.working_days import in_working_days
from invites.application_contexts import AskEndorsement
from invites.codes import WhyNot
from models import streams
from models.applications import Application, Conditions, Endorsement
from models.asks import About, Ask, Reply
from models.facts import ApplicationEndorsed, EndorsementRefused, Fact
from models.languages import Language, _
from models.people import Deputy, Person
from models.rounds import Round
from models.states import ApplicationState, EndorsementState, RoundState
from models.timeline import days, iso_week

REMINDED_AFTER, PASSED_AFTER = 3, 6  # working days of silence
YES, NO = "endorse", "refuse"
WEEK, EUROS = re.compile("[0-9]{1,2}"), re.compile("[0-9]{1,6}")
OPTIONS = (Option(YES, _("I endorse this")), Option(NO, _("I cannot endorse this now")))
REASONS = (
    Option(WhyNot.TIMING, _("The time does not suit")),
    Option(WhyNot.WORKLOAD, _("There is too much work")),
    Option(WhyNot.BUDGET, _("There is no money for it")),
    Option(WhyNot.AIMS, _("The aims should be thought over")),
    Option(WhyNot.OTHER, _("Another reason")),
)
FIELDS = (
    Field("weeks", _("Weeks that do not suit, if any (as in 45, 46)"), Entry.LINE),
    Field("euros", _("The most that it may cost in euros, if there is a limit"), Entry.NUMBER),
    Field("reason", _("If you cannot endorse it: why?"), Entry.CHOICE, choices=REASONS),
)


def ask(db: Session, application: Application, *, of: Person, round_: Round, now: datetime) -> None:
    """Ask the supervisor once; after a silence their deputy is asked."""
    if of_application(db, application) is not None:
        return
    row = Endorsement(application_id=application.id, supervisor_id=of.id, asked_at=now)
    db.add(row)
    db.flush()
    _put(db, row, application, of=of, round_=round_, now=now)


def _put(
    db: Session, row: Endorsement, application: Application, *, of: Person, round_: Round, now: datetime
) -> None:
    earlier = db.scalars(select(Ask.id).where(Ask.about == About.ENDORSEMENT, Ask.subject_id == row.id)).all()
    asks.put(
        db,
        QUESTION,
        on=streams.of_round(round_.id),
        subject_id=row.id,
        to=of,
        plan=_plan(db, of, round_, application, now=now),
        now=now,
        occasion=f"{len(earlier)}" if earlier else "",
    )


def ask_anew(db: Session, application: Application, *, round_: Round, now: datetime) -> bool:
    """What was endorsed or refused has changed: the supervisor is asked again, if they have answered."""
    row = of_application(db, application)
    if row is None or row.state is EndorsementState.ASKED:
        return False
    row.state, row.answered_at, row.reason, row.conditions = EndorsementState.ASKED, None, None, None
    row.asked_at = now
    of = db.get_one(Person, row.supervisor_id)
    _put(db, row, application, of=of, round_=round_, now=now)
    return True


def give_with_the_application(
    db: Session, application: Application, *, by: Person, now: datetime, behalf: Behalf | None = None
) -> None:
    """Whoever has written the application for their report has endorsed it by that."""
    row = Endorsement(
        application_id=application.id,
        supervisor_id=by.id,
        asked_at=now,
        answered_at=now,
        state=EndorsementState.GIVEN,
    )
    note(row, behalf, now=now)
    db.add(row)
    db.flush()
    fact = ApplicationEndorsed(application_id=application.id)
    actor = behalf.by.id if behalf else by.id
    record(db, fact, on=streams.of_round(application.round_id), now=now, actor_id=actor)


def of_application(db: Session, application: Application) -> Endorsement | None:
    return db.scalar(select(Endorsement).where(Endorsement.application_id == application.id))


def _plan(db: Session, of: Person, round_: Round, application: Application, *, now: datetime) -> asks.Plan:
    """All within the round's time; what would fall into its last days is left to its own reminder."""
    last = round_.closes_at - timedelta(days=round_.remind_before_days)
    remind, pass_on = in_working_days(now, REMINDED_AFTER), in_working_days(now, PASSED_AFTER)
    deputy = _deputy(db, of, application)
    passes_at = pass_on if deputy and pass_on < round_.closes_at else None
    reminders = (remind,) if remind < last else ()
    return asks.Plan(round_.closes_at, reminders, deputy.id if deputy and passes_at else None, passes_at)


def _deputy(db: Session, of: Person, application: Application) -> Person | None:
    """Whom the supervisor has named, if they have an account; else the supervisor's own supervisor.

    Nobody endorses their own application.
    """
    named = select(Person).join(Deputy, Deputy.email == Person.email)
    named = named.where(Deputy.person_id == of.id, Deputy.may_answer, Person.id != application.person_id)
    found = db.scalars(named.order_by(Deputy.email).limit(1)).first()
    if found or of.supervisor_id in (None, application.person_id):
        return found
    return db.get(Person, of.supervisor_id)


def follow_closing(db: Session, round_: Round) -> None:
    """The closing time has moved: so has the end of every open question."""
    for each in asks.open_on(db, streams.of_round(round_.id)):
        if each.about is About.ENDORSEMENT:
            of = db.get_one(Person, each.first_id)
            plan = _plan(db, of, round_, _application(db, each), now=each.asked_at)
            each.deadline, each.reminders = plan.deadline, plan.reminders
            each.deputy_id, each.passes_at = plan.deputy_id, plan.passes_at


def endorse(
    db: Session,
    endorsement: Endorsement,
    *,
    now: datetime,
    conditions: Conditions | None = None,
    behalf: Behalf | None = None,
) -> None:
    """The yes, perhaps on conditions, which limit the matching; saying it twice is saying it once."""
    if endorsement.state is EndorsementState.GIVEN and endorsement.conditions == conditions:
        return
    application = db.get_one(Application, endorsement.application_id)
    fact = ApplicationEndorsed(application_id=application.id)
    _take(db, endorsement, EndorsementState.GIVEN, fact, now=now, behalf=behalf)
    endorsement.conditions = conditions
    if conditions is not None:
        _tell(db, application, endorsement, now=now)


def refuse(
    db: Session, endorsement: Endorsement, *, reason: str, now: datetime, behalf: Behalf | None = None
) -> None:
    """The no, with its code; the application takes no part in the matching, and its person hears why."""
    if holds_identity_code(reason):
        raise Invalid(_("Leave personal identity codes out: nobody here needs them."))
    application = db.get_one(Application, endorsement.application_id)
    fact = EndorsementRefused(application_id=application.id)
    _take(db, endorsement, EndorsementState.REFUSED, fact, now=now, behalf=behalf)
    endorsement.reason = reason
    _tell(db, application, endorsement, now=now)


def _take(
    db: Session,
    endorsement: Endorsement,
    state: EndorsementState,
    fact: Fact,
    *,
    now: datetime,
    behalf: Behalf | None,
) -> None:
    """Supervisors answer while the round is open; a coordinator can write it down until a plan lives."""
    if endorsement.state is not EndorsementState.ASKED:
        raise Conflict(_("The endorsement has been answered already."))
    application = db.get_one(Application, endorsement.application_id)
    if application.state is ApplicationState.WITHDRAWN:
        raise Conflict(_("The application has been withdrawn."))
    round_ = db.get_one(Round, application.round_id)
    is_late = behalf is not None and round_.state in (RoundState.CLOSED, RoundState.PLANNED)
    if not is_late and not round_.takes_applications(now):
        raise Conflict(_("The round has closed; the coordinator can still help."))
    note(endorsement, behalf, now=now)
    endorsement.state, endorsement.answered_at = state, now
    asks.drop(db, Ask.about == About.ENDORSEMENT, Ask.subject_id == endorsement.id, now=now)
    actor = behalf.by.id if behalf else endorsement.supervisor_id
    record(db, fact, on=streams.of_round(round_.id), now=now, actor_id=actor)


def _tell(db: Session, application: Application, endorsement: Endorsement, *, now: datetime) -> None:
    """The applicant hears a no and its reason, and the conditions of a yes."""
    round_ = db.get_one(Round, application.round_id)
    person = db.get_one(Person, application.person_id)
    why = next((each.label for each in REASONS if each.word == endorsement.reason), endorsement.reason)
    letter = application_letters.endorsement_answered(db, endorsement, round_=round_, to=person, why=why)
    key = f"endorsement:{endorsement.id}:{endorsement.state}:{now.isoformat()}"
    mails.queue(db, letter, key=key, to=person, about=round_, now=now)


def let_go(db: Session, application: Application, *, now: datetime) -> None:
    """The application is gone, or has been sent by other hands: nobody is asked about it any more."""
    row = of_application(db, application)
    if row is not None:
        asks.drop(db, Ask.about == About.ENDORSEMENT, Ask.subject_id == row.id, now=now)


def unanswered(db: Session, round_: Round) -> list[Application]:
    """Submitted applications whose supervisor has not answered."""
    found = (
        select(Application)
        .join(Endorsement, Endorsement.application_id == Application.id)
        .where(Application.round_id == round_.id, Application.state == ApplicationState.SUBMITTED)
        .where(Endorsement.state == EndorsementState.ASKED)
        .options(joinedload(Application.person), joinedload(Application.endorsement))
    )
    return sorted(db.scalars(found).unique(), key=lambda each: (each.person.email, each.kind))


def weeks(said: str, round_: Round) -> tuple[str, ...]:
    """Week numbers as people write them, as ISO weeks of the round ("2027-W45")."""
    here = days(round_.first_day, round_.last_day)
    known = {each.isocalendar()[1]: iso_week(each) for each in here}
    numbers = said.replace(",", " ").replace(";", " ").split()
    if wrong := [each for each in numbers if not WEEK.fullmatch(each)]:
        raise Invalid(_("Write weeks by their numbers, as in 45, 46: “{word}” is none.", word=wrong[0]))
    if outside := [each for each in numbers if int(each) not in known]:
        raise Invalid(_("Week {word} is not among the weeks of this round.", word=outside[0]))
    return tuple(sorted({known[int(each)] for each in numbers}))


def conditions(said_weeks: str, euros: str, round_: Round) -> Conditions | None:
    """What a yes depends on, from what was written beside it; None if nothing was."""
    amount = euros.strip().removesuffix("€").strip()
    if amount and not EUROS.fullmatch(amount):
        raise Invalid(_("Write the most euros as a whole number."))
    told = Conditions(weeks=weeks(said_weeks, round_), most_euros=int(amount) if amount else None)
    return None if told == Conditions() else told


def _write(db: Session, ask: Ask, to: Person) -> AskEndorsement:
    return application_letters.ask_endorsement(
        db, ask, _application(db, ask), to=to, choices=asks.choices(db, ask, OPTIONS, to.language)
    )


def _look(db: Session, ask: Ask, _language: Language) -> Page:
    application = _application(db, ask)
    person = db.get_one(Person, application.person_id)
    aims = (Told(_("Aims"), application.aims),) if application.aims else ()
    return Page(
        title=_("Do you endorse the application of {name}?", name=person.name),
        intro=_("By endorsing you promise that the time can be used as working time."),
        told=aims,
        options=OPTIONS,
        fields=FIELDS,
    )


def _answered(db: Session, ask: Ask, reply: Reply, now: datetime) -> None:
    row = db.get_one(Endorsement, ask.subject_id, with_for_update=True)
    behalf = _written_down(db, ask)
    if reply.word == NO:
        reason = reply.of("reason") or WhyNot.OTHER
        if reason not in {each.word for each in REASONS}:
            raise Invalid(_("Choose one of the reasons."))
        refuse(db, row, reason=reason, now=now, behalf=behalf)
    elif reply.word == YES:
        round_ = db.get_one(Round, _application(db, ask).round_id)
        wished = conditions(reply.of("weeks"), reply.of("euros"), round_)
        endorse(db, row, now=now, conditions=wished, behalf=behalf)
    else:
        raise Invalid(_("Choose one of the answers."))


def _written_down(db: Session, ask: Ask) -> Behalf | None:
    if ask.recorded_by_id is None:
        return None
    return Behalf(db.get_one(Person, ask.recorded_by_id), ask.recorded_why or "")


def _lapsed(_db: Session, _ask: Ask, _now: datetime) -> None:
    """A coordinator can still write a word down until the plan; who has none is told why with the plan."""


def _application(db: Session, ask: Ask) -> Application:
    return db.get_one(Application, db.get_one(Endorsement, ask.subject_id).application_id)


QUESTION = Question(About.ENDORSEMENT, _write, _look, _answered, _lapsed)
