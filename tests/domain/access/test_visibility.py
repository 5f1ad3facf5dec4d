"""What rows each role sees: two councils, a round each, and people who take part in both."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from domain.access import visibility
from domain.access.actors import Actor, actor_of
from models.applications import Application
from models.base import Row
from models.exchanges import Exchange
from models.mails import Mail
from models.offers import Offer
from models.people import Person
from models.rounds import Round
from models.states import Role, RoundState
from tests.builders import a_host_offer, a_person, a_round, an_application, an_appointee, an_organisation
from tests.builders_of_exchanges import a_mail, an_exchange


@dataclass
class House:
    """Aino of the first council visits Onni of the second, in the first's round; the second has its own."""

    db: Session

    def __post_init__(self) -> None:
        first, second = an_organisation(self.db, code="01"), an_organisation(self.db, code="02")
        self.eero = a_person(self.db, organisation=first, name="Eero Keksitty")
        self.aino = a_person(self.db, organisation=first, supervisor_id=self.eero.id)
        self.onni = a_person(self.db, organisation=second, name="Onni Keksitty")
        self.saga = a_person(self.db, organisation=second, name="Saga Keksitty")
        self.helmi = a_person(self.db, organisation=first, name="Helmi Keksitty")
        self.heikki = a_person(self.db, organisation=second, name="Heikki Keksitty")
        self.ours = a_round(self.db, owner=self.helmi)
        self.theirs = a_round(self.db, owner=self.heikki, state=RoundState.DRAFT)
        self.asks = an_application(self.db, to=self.ours, person=self.aino)
        self.gives = a_host_offer(self.db, to=self.ours, person=self.onni)
        self.other_asks = an_application(self.db, to=self.theirs, person=self.saga)
        self.lived = an_exchange(self.db, application=self.asks, offer=self.gives)
        self.mail = a_mail(self.db, about=self.lived, to=self.aino)

    def somebody(self, role: Role | None = None, *, of: str = "") -> Actor:
        """A new person of the first council, with a role everywhere, in a council, or in a round."""
        person = a_person(self.db, organisation=self.aino.organisation, name="Uusi Keksitty")
        reach = {
            "": {},
            "first": {"organisation_id": self.aino.organisation_id},
            "second": {"organisation_id": self.onni.organisation_id},
            "our round": {"round_id": self.ours.id},
            "their round": {"round_id": self.theirs.id},
        }[of]
        if role:
            an_appointee(self.db, person=person, role=role, **reach)
        return actor_of(self.db, person)

    def as_(self, person: Person) -> Actor:
        return actor_of(self.db, person)

    def sees(self, kind: type[Row], condition: ColumnElement[bool]) -> set[Row]:
        return set(self.db.scalars(select(kind).where(condition)))

    def all(self, actor: Actor) -> list[set[Row]]:
        return [self.sees(kind, rule(actor)) for kind, rule in RULES]


RULES: tuple[tuple[type[Row], Callable[[Actor], ColumnElement[bool]]], ...] = (
    (Application, visibility.applications),
    (Offer, visibility.offers),
    (Exchange, visibility.exchanges),
    (Mail, visibility.mails),
)


@pytest.fixture
def house(db: Session) -> House:
    return House(db)


def ours(house: House) -> list[set[Row]]:
    return [{house.asks}, {house.gives}, {house.lived}, {house.mail}]


def test_who_steers_a_round_sees_its_rows_and_no_others(house: House) -> None:
    seen = [
        house.all(house.as_(house.helmi)),
        house.all(house.somebody(Role.COORDINATOR, of="our round")),
        house.all(house.somebody(Role.HR, of="first")),
    ]

    assert seen == [ours(house)] * 3


@pytest.mark.parametrize("role", [Role.HR, Role.COORDINATOR, Role.ADMINISTRATOR])
def test_who_steers_everywhere_sees_every_round(house: House, role: Role) -> None:
    actor = house.somebody(role)

    assert house.sees(Round, visibility.steered_rounds(actor)) == {house.ours, house.theirs}
    assert house.sees(Application, visibility.applications(actor)) == {house.asks, house.other_asks}


@pytest.mark.parametrize(
    ("role", "of"),
    [(Role.HR, "their round"), (Role.COORDINATOR, "their round"), (Role.COORDINATOR, "second")],
)
def test_who_steers_the_other_round_sees_that_alone(house: House, role: Role, of: str) -> None:
    actor = house.somebody(role, of=of)

    assert house.sees(Round, visibility.steered_rounds(actor)) == {house.theirs}
    assert house.all(actor) == [{house.other_asks}, set(), set(), set()]


def test_hr_sees_what_its_own_people_do_in_a_round_of_others_but_no_mails(house: House) -> None:
    hr = house.somebody(Role.HR, of="second")

    assert house.sees(Round, visibility.steered_rounds(hr)) == {house.theirs}
    assert house.all(hr) == [{house.other_asks}, {house.gives}, {house.lived}, set()]


def test_both_of_an_exchange_see_it_and_only_their_own_papers(house: House) -> None:
    guest, host = house.all(house.as_(house.aino)), house.all(house.as_(house.onni))

    assert guest == [{house.asks}, set(), {house.lived}, {house.mail}]
    assert host == [set(), {house.gives}, {house.lived}, set()]


def test_a_supervisor_sees_what_their_people_ask(house: House) -> None:
    assert house.all(house.as_(house.eero)) == [{house.asks}, set(), set(), set()]


def test_whoever_has_no_role_sees_nothing_of_others(house: House) -> None:
    nobody, auditor = house.somebody(), house.somebody(Role.AUDITOR)

    assert house.all(nobody) == house.all(auditor) == [set()] * 4


def test_rounds_that_open_are_known_to_everybody_and_drafts_to_who_steers_or_audits(house: House) -> None:
    seen = {
        name: house.sees(Round, visibility.rounds(actor))
        for name, actor in {
            "nobody": house.somebody(),
            "our owner": house.as_(house.helmi),
            "their owner": house.as_(house.heikki),
            "auditor": house.somebody(Role.AUDITOR),
            "auditor of a council": house.somebody(Role.AUDITOR, of="first"),
        }.items()
    }

    both = {house.ours, house.theirs}
    assert seen == {
        "nobody": {house.ours},
        "our owner": {house.ours},
        "their owner": both,
        "auditor": both,
        "auditor of a council": {house.ours},
    }


def test_people_are_seen_by_themselves_their_supervisor_their_hr_and_who_steers_their_round(
    house: House,
) -> None:
    def sees(actor: Actor) -> set[Row]:
        return house.sees(Person, visibility.people(actor)) - {house.db.get_one(Person, actor.person_id)}

    assert sees(house.as_(house.eero)) == {house.aino}
    assert sees(house.as_(house.aino)) == set()
    assert sees(house.somebody(Role.COORDINATOR, of="our round")) == {house.aino, house.onni}
    assert sees(house.somebody(Role.HR, of="second")) == {house.onni, house.saga, house.heikki}
    assert sees(house.somebody(Role.AUDITOR)) == set()
    assert house.aino in sees(house.somebody(Role.ADMINISTRATOR))
