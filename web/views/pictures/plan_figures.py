"""A plan in columns: how well people suit, which wishes came true, how long they travel."""

from collections import Counter
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import Session

from domain import travel
from models.applications import Application, Wish
from models.languages import Words, _
from models.offers import Offer
from models.people import Person
from models.questions import ask
from models.schedules import Pairing
from models.states import Kind
from web.pictures.columns import Column, Columns, Part
from web.pictures.drawing import Look
from web.views.board.choices import rank
from web.views.reading import Reading

PARTS = (
    Part(name=_("Job shadowing"), look=Look.FIRM),
    Part(name=_("Mentoring"), look=Look.HATCHED),
)
TENS = range(0, 100, 10)
WISHES = (
    ("1.", _("first wish")),
    ("2.", _("second wish")),
    ("3.–", _("third wish or later")),
    ("×", _("none of the wishes")),
    ("–", _("had wished for nothing")),
)
HOURS = range(6)
FITS = (
    select(Application.kind, Pairing.fit, func.count())
    .join(Pairing, Pairing.application_id == Application.id)
    .where(Pairing.schedule_id == bindparam("schedule"))
    .group_by(Application.kind, Pairing.fit)
)
Step = tuple[str, str]  # a short label, and what it means


def fits(db: Session, schedule_id: UUID) -> Columns | None:
    """How many pairings have which fit, in steps of ten; None where the plan pairs nobody."""
    counted: Counter[tuple[Kind, int]] = Counter()
    for kind, fit, number in ask(db, FITS, schedule=schedule_id):
        counted[kind, min(fit // 10, 9)] += number
    steps = [(f"{low}–{low + 9 if low < 90 else 100}",) * 2 for low in TENS]
    return _picture("fits", _("How well the pairings suit"), _("Fit, of 100"), steps, counted)


def wishes(seen: Reading, schedule_id: UUID) -> Columns | None:
    """Which wish each pairing has made true, and who had none."""
    has_wishes = exists().where(Wish.application_id == Application.id)
    found = seen.db.execute(
        select(Application.kind, rank(), has_wishes)
        .select_from(Pairing)
        .join(Application, Application.id == Pairing.application_id)
        .join(Offer, Offer.id == Pairing.offer_id)
        .where(Pairing.schedule_id == schedule_id)
    )
    counted = Counter((kind, _granted(wish, has_some=has_some)) for kind, wish, has_some in found)
    steps = [(short, words.into(seen.language)) for short, words in WISHES]
    return _picture("wishes", _("Which wishes came true"), _("Wish"), steps, counted)


def _granted(wish: int | None, *, has_some: bool) -> int:
    """The step among WISHES."""
    if wish is not None:
        return min(wish, 3) - 1
    return 3 if has_some else 4


def journeys(seen: Reading, schedule_id: UUID) -> Columns | None:
    """How long one way takes to the visits of a plan."""
    found = seen.db.execute(
        select(Person.organisation_id, Offer.organisation_id)
        .select_from(Pairing)
        .join(Application, Application.id == Pairing.application_id)
        .join(Person, Person.id == Application.person_id)
        .join(Offer, Offer.id == Pairing.offer_id)
        .where(Pairing.schedule_id == schedule_id, Application.kind == Kind.SHADOWING)
    ).all()
    trips = travel.matrix(seen.db)
    minutes = [trips[home, host].minutes if home != host else 0 for home, host in found]
    counted = Counter((Kind.SHADOWING, min(each // 60, HOURS[-1])) for each in minutes)
    steps = [_hours(number) for number in HOURS]
    title = _("How long one way to a visit takes")
    return _picture("journeys", title, _("Hours"), steps, counted, parts=PARTS[:1])


def _hours(number: int) -> Step:
    told = f"{number}–{number + 1} h" if number < HOURS[-1] else f"{number}– h"
    return told, told


def _picture(
    name: str,
    title: Words,
    head: Words,
    steps: Sequence[Step],
    counted: Counter[tuple[Kind, int]],
    *,
    parts: Iterable[Part] = PARTS,
) -> Columns | None:
    if not counted.total():
        return None
    kinds = (Kind.SHADOWING, Kind.MENTORING)
    drawn = tuple(parts)
    return Columns(
        name=name,
        title=title,
        head=head,
        parts=drawn,
        is_narrow=True,
        has_signs=any(label != told for label, told in steps),
        columns=tuple(
            Column(
                label=label,
                told=told,
                numbers=tuple(counted[kind, n] for kind in kinds[: len(drawn)]),
            )
            for n, (label, told) in enumerate(steps)
        ),
    )
