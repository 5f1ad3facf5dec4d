"""Organisations' own sign-ins: whom they may speak for, and whose subject is whose."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access import login_links, providers
from domain.access.login_links import Claim
from domain.access.providers import Known
from domain.refusals import Conflict, Invalid, NotFound
from models.access import Identity, LoginLink, Provider
from models.people import Person
from tests.builders import a_person, an_organisation

NOW = datetime(2027, 3, 16, 7, 0, tzinfo=UTC)
TENANT = "https://login.microsoftonline.com/5f0c1e0e-9d0b-4c7e-8d4e-0123456789ab/v2.0"


def a_provider(db: Session, issuer: str = TENANT, code: str = "keksila") -> Provider:
    house = an_organisation(db)
    row = Provider(organisation_id=house.id, code=code, issuer=issuer, client_id="vaihto", second_factor="")
    return providers.add(db, row)


@pytest.mark.parametrize(
    "issuer",
    [
        "https://login.microsoftonline.com/common/v2.0",
        "https://login.microsoftonline.com/Common/v2.0",
        "https://login.microsoftonline.com/organizations/v2.0",
        "https://login.microsoftonline.com/consumers/v2.0",
        "http://idp.example.org",
        "idp.example.org",
        "https://idp.example.org/?tenant=1",
        "https://idp.example.org/#x",
        "file:///etc/passwd",
    ],
)
def test_an_issuer_for_everybody_or_without_https_is_refused(lite: Session, issuer: str) -> None:
    with pytest.raises(Invalid):
        a_provider(lite, issuer)


def test_one_issuer_and_one_code_are_there_once(db: Session) -> None:
    a_provider(db)

    with pytest.raises(Conflict):
        a_provider(db, code="other")
    with pytest.raises(Conflict):
        a_provider(db, issuer="https://idp.example.org")


def test_an_ended_one_is_not_found(lite: Session) -> None:
    a_provider(lite)
    providers.end(lite, "keksila", now=NOW)

    assert providers.find(lite, "keksila") is None
    with pytest.raises(NotFound):
        providers.end(lite, "keksila", now=NOW)


def test_a_journey_ends_after_ten_minutes(lite: Session) -> None:
    provider = a_provider(lite)
    journeys = [providers.depart(lite, provider, browser="mine", leads_to="/", now=NOW) for _each in range(2)]
    ends = NOW + timedelta(minutes=10)

    back = [
        providers.come_back(lite, provider, each.state, browser="mine", now=now)
        for each, now in zip(journeys, (ends - timedelta(seconds=1), ends), strict=True)
    ]

    assert [each is not None for each in back] == [True, False]


def claimed(db: Session, provider: Provider, subject: str, person: Person) -> None:
    told = login_links.for_mail(
        db, person, browser="mine", leads_to="/", now=NOW, claim=Claim(provider.id, subject)
    )
    used = login_links.use(db, told.token, browser="mine", now=NOW)
    assert isinstance(used, LoginLink)
    providers.link(db, used, person, now=NOW)


def subjects(db: Session) -> dict[str, str]:
    found = db.execute(select(Identity.subject, Person.name).join(Person, Person.id == Identity.person_id))
    return {subject: name for subject, name in found}  # noqa: C416 - rows are no pairs to mypy


def test_a_used_link_says_whose_a_subject_is(db: Session) -> None:
    provider, aino = a_provider(db), a_person(db)

    claimed(db, provider, "s-1", aino)

    assert providers.whose(db, provider, Known("s-1")) == aino
    assert providers.whose(db, provider, Known("s-2", email=aino.email)) is None


def test_a_new_subject_takes_the_place_of_ones_old_one(db: Session) -> None:
    provider, aino = a_provider(db), a_person(db)

    claimed(db, provider, "s-1", aino)
    claimed(db, provider, "s-2", aino)

    assert subjects(db) == {"s-2": "Aino Keksitty"}


def test_the_subject_of_another_is_never_taken_over(db: Session) -> None:
    provider, aino, onni = a_provider(db), a_person(db), a_person(db, name="Onni Keksitty")
    claimed(db, provider, "s-1", aino)

    claimed(db, provider, "s-1", onni)

    assert subjects(db) == {"s-1": "Aino Keksitty"}


def test_the_same_subject_at_another_provider_is_somebody_else(db: Session) -> None:
    ours, theirs = a_provider(db), a_provider(db, "https://idp.example.org", "other")
    claimed(db, ours, "s-1", a_person(db))

    assert providers.whose(db, theirs, Known("s-1")) is None
