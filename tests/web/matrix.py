"""Every route of the pages, who may come to it, and rows of somebody else to try it on.

A new route below one of these beginnings is judged without a word; another beginning, or another name in
braces, needs a line here: `test_matrix.py` fails until it has one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from sqlalchemy.orm import Session

from models.people import Person
from models.rounds import Round
from models.states import Role, RoundState, ScheduleState
from models.streams import of_exchange
from tests.builders import (
    a_host_offer,
    a_pairing,
    a_person,
    a_round,
    a_schedule,
    an_application,
    an_appointee,
    an_endorsement,
    an_organisation,
)
from tests.builders_of_exchanges import a_follow_up, a_mail, an_exchange
from tests.builders_of_workshops import a_workshop
from tests.web.matrix_rows import rows_of


class Who(StrEnum):
    """Whom the pages below a beginning are for."""

    ANYBODY = "anybody"  # the token in the address, or nothing, is the proof
    SIGNED_IN = "signed_in"  # each sees their own
    STEERS = "steers"
    OPERATES = "operates"
    AUDITS = "audits"
    APPOINTS = "appoints"


BEGINNINGS: Mapping[str, Who] = {
    "/sign-in": Who.ANYBODY,
    "/sign-in/again": Who.SIGNED_IN,
    "/answer/": Who.ANYBODY,
    "/feeds/": Who.ANYBODY,
    "/looks/": Who.ANYBODY,
    "/static/": Who.ANYBODY,
    "/api/v1/docs": Who.ANYBODY,
    "/healthz": Who.ANYBODY,
    "/readyz": Who.ANYBODY,
    "/policy-reports": Who.ANYBODY,
    "/sign-out": Who.SIGNED_IN,
    "/me": Who.SIGNED_IN,
    "/my": Who.SIGNED_IN,
    "/rounds": Who.STEERS,
    "/exchanges": Who.STEERS,
    "/people": Who.STEERS,
    "/mails": Who.STEERS,
    "/inbox": Who.STEERS,
    "/import": Who.STEERS,
    "/reports": Who.STEERS,
    "/workshops": Who.STEERS,
    "/templates": Who.STEERS,
    "/organisations": Who.STEERS,
    "/operations": Who.OPERATES,
    "/audit": Who.AUDITS,
    "/accesses": Who.APPOINTS,
}
MAY: Mapping[Role | None, frozenset[Who]] = {
    None: frozenset((Who.ANYBODY, Who.SIGNED_IN)),
    Role.HR: frozenset((Who.ANYBODY, Who.SIGNED_IN, Who.STEERS)),
    Role.COORDINATOR: frozenset((Who.ANYBODY, Who.SIGNED_IN, Who.STEERS)),
    Role.AUDITOR: frozenset((Who.ANYBODY, Who.SIGNED_IN, Who.AUDITS)),
    Role.ADMINISTRATOR: frozenset(Who),
}
NAME = re.compile(r"{(\w+)(?::\w+)?}")


@dataclass(frozen=True)
class Route:
    method: str
    path: str

    @property
    def who(self) -> Who | None:
        """By the longest beginning that fits; None if the table knows none."""
        if self.path == "/":
            return Who.SIGNED_IN
        fits = [each for each in BEGINNINGS if self.path == each or _is_below(self.path, each)]
        return BEGINNINGS[max(fits, key=len)] if fits else None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(NAME.findall(self.path))

    def of(self, objects: Mapping[str, str]) -> str:
        return NAME.sub(lambda found: objects.get(found[1], "x"), self.path)


def _is_below(path: str, beginning: str) -> bool:
    return path.startswith(beginning) and (beginning.endswith("/") or path[len(beginning)] in "/.{")


def routes(app: FastAPI) -> list[Route]:
    """Of the pages; the interface under /api/ knows no sessions, and has tests of its own."""
    found = {Route(method, path) for method, path in _walk(app.routes)}
    return sorted(found, key=lambda each: (each.path, each.method))


def _walk(found: Iterable[object]) -> Iterator[tuple[str, str]]:
    for each in found:
        if isinstance(each, APIRoute):
            yield from ((method, each.path) for method in set(each.methods or ()) - {"HEAD"})
        elif isinstance(inner := getattr(each, "original_router", None), APIRouter):
            yield from _walk(inner.routes)


@dataclass(frozen=True)
class House:
    """Aino of the first council visits Onni in a round of Helmi's; the others have nothing to do with it."""

    aino: Person
    helmi: Person
    people: Mapping[Role | None, Person]  # of the second council, each with that role there or nothing
    objects: Mapping[str, str]  # what stands in braces: theirs
    canaries: tuple[str, ...]  # words that nobody of the second council may read


def a_house(db: Session) -> House:
    first, second = an_organisation(db, code="01"), an_organisation(db, code="02", name_en="Second Council")
    helmi = a_person(db, organisation=first, name="Helmi Salainen")
    aino = a_person(db, organisation=first, name="Aino Salainen", email="aino.salainen@example.org")
    onni = a_person(db, organisation=first, name="Onni Salainen")
    round_ = a_round(db, owner=helmi, reference="salainen-2027", name_en="Salainen", state=RoundState.RUNNING)
    objects = _objects(db, round_, (aino, onni, helmi))
    return House(aino, helmi, _others(db, second.id), objects, ("Salainen", "salainen"))


def _others(db: Session, house: object) -> dict[Role | None, Person]:
    found: dict[Role | None, Person] = {}
    for role in (None, *Role):
        person = a_person(db, name=f"Saga {role}", organisation_id=house, organisation=None)
        if role:
            an_appointee(db, person=person, role=role, organisation_id=house)
        found[role] = person
    a_round(db, owner=found[Role.HR], reference="oma-2027")
    return found


def _objects(db: Session, round_: Round, people: tuple[Person, Person, Person]) -> dict[str, str]:
    aino, onni, helmi = people
    asks = an_application(db, to=round_, person=aino)
    gives = a_host_offer(db, to=round_, person=onni)
    schedule = a_schedule(db, of=round_, state=ScheduleState.PUBLISHED)
    a_pairing(db, schedule=schedule, application=asks, offer=gives)
    lived = an_exchange(db, application=asks, offer=gives, schedule=schedule)
    mail = a_mail(db, about=lived, to=aino)
    note = a_follow_up(db, exchange=lived)
    endorsement = an_endorsement(db, application=asks)
    role = an_appointee(db, person=onni, role=Role.HR, organisation_id=onni.organisation_id)
    return {
        **CODES,
        **rows_of(db, lived, endorsement, helmi),
        "reference": round_.reference,
        "application_id": str(asks.id),
        "offer_id": str(gives.id),
        "exchange_id": str(lived.id),
        "mail_id": str(mail.id),
        "person_id": str(aino.id),
        "row_id": str(note.id),
        "note_id": str(note.id),
        "appointee_id": str(role.id),
        "stream_id": of_exchange(lived.id),
        "workshop_id": str(a_workshop(db, of=round_).id),
    }


CODES = {
    "action": "retry",
    "code": "cancel",
    "deed": "remind",
    "form": "csv",
    "kind": "note",
    "change": "remove",
    "listing": "applications",
    "mark": "x",
    "name": "vaihto.css",
    "number": "1",
    "part": "design",
    "step": "wish",
    "table": "councils",
    "token": "x" * 43,
    "verb": "pause",
    "version": "1",
    "year": "2027",
}
