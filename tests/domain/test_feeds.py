"""Calendars to subscribe to, and who may."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchanges, feeds, invitations, links
from domain.refusals import NotAllowed, NotFound
from invites.feed import Entry, Subscription
from models.feeds import Feed
from models.invites import Invite
from models.languages import Language
from models.organisations import Organisation
from models.people import Person
from models.states import Kind, Reason, Role
from models.timeline import moment
from tests.builders import a_host_offer, a_person, an_appointee, an_organisation
from tests.domain.lived import (
    LATER,
    YES,
    a_confirmed_exchange,
    a_placed_application,
    a_running_round,
    everything,
    invited,
    loaded,
)

SOURCE = "https://vaihto.example.org/feeds/x.ics"


def seen(db: Session, token: str, *, now: datetime = LATER) -> Subscription:
    feed = feeds.find(db, token)
    assert feed is not None
    return feeds.subscription(db, feed, source=SOURCE, now=now)


def the_invite(db: Session) -> Invite:
    return db.scalars(select(Invite)).one()


def a_visit(db: Session, *, guest: Person, host: Person) -> None:
    """The host's house takes the guest for three days; both calendars know it."""
    round_ = a_running_round(db)
    asks = a_placed_application(db, to=round_, person=guest)
    invited(db, a_confirmed_exchange(db, application=asks, offer=a_host_offer(db, to=round_, person=host)))


def test_guest_and_host_see_the_entry_of_their_invitation_in_their_own_language(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    exchange.host.language = Language.SV
    guests, hosts = (feeds.renew(lite, each, now=LATER) for each in (exchange.guest, exchange.host))

    told = [seen(lite, token) for token in (guests, hosts)]

    invite = the_invite(lite)
    meeting = invitations.stored(invite)
    assert meeting is not None
    expected = [
        Entry(
            uid=invite.uid,
            sequence=0,
            changed_at=invite.stamped_at,
            when=meeting.when,
            summary=wording.summary,
            description=wording.description,
            location=wording.location,
            url=wording.url,
        )
        for wording in (meeting.wording(Language.FI), meeting.wording(Language.SV))
    ]
    assert [each.entries for each in told] == [(expected[0],), (expected[1],)]
    assert [each.name for each in told] == [
        "Vaihto: vierailut ja mentoroinnit",
        "Vaihto: besök och mentorskap",
    ]
    assert all(each.takes_time for each in told)


def test_others_see_nothing_of_it(lite: Session) -> None:
    invited(lite, a_confirmed_exchange(lite))
    stranger = a_person(lite)

    assert seen(lite, feeds.renew(lite, stranger, now=LATER)).entries == ()


def test_what_is_released_is_gone_and_leaves_a_newer_date(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    token = feeds.renew(lite, exchange.guest, now=YES)
    before = seen(lite, token)

    exchanges.release(lite, exchange, reason=Reason.HOST_DECLINED, now=LATER + timedelta(hours=1))

    after = seen(lite, token)
    assert (len(before.entries), after.entries) == (1, ())
    assert after.changed_at > before.changed_at


def test_what_was_long_ago_is_not_told_any_more(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    token = feeds.renew(lite, exchange.guest, now=LATER)
    ended = moment(date(2027, 3, 11), time())

    told = [len(seen(lite, token, now=ended + timedelta(days=days)).entries) for days in (399, 400)]

    assert told == [1, 0]


def test_a_new_address_ends_the_old_one(lite: Session) -> None:
    person = a_person(lite)
    old = feeds.renew(lite, person, now=YES)

    new = feeds.renew(lite, person, now=LATER)

    assert feeds.find(lite, old) is None
    assert seen(lite, new).uid == str(lite.scalars(select(Feed.id).where(Feed.revoked_at.is_(None))).one())


def test_a_revoked_address_leads_nowhere_and_is_revoked_once(lite: Session) -> None:
    person = a_person(lite)
    token = feeds.renew(lite, person, now=YES)

    feeds.revoke(lite, person, now=LATER)

    assert feeds.find(lite, token) is None
    with pytest.raises(NotFound):
        feeds.revoke(lite, person, now=LATER)


@pytest.mark.parametrize(
    ("laid", "base", "reached"),
    [
        ("https://vaihto.example.org/", "https://vaihto.example.org", True),
        (None, "http://127.0.0.1", False),  # mails leave, and nobody said how people reach us
    ],
)
def test_an_address_is_always_whole(lite: Session, *, laid: str | None, base: str, reached: bool) -> None:
    links.lay(lite, address=laid)

    assert (feeds.address(lite, "x"), feeds.are_reached(lite)) == (f"{base}/feeds/x.ics", reached)


def test_the_token_is_long_and_nowhere_in_the_database(lite: Session) -> None:
    tokens = [feeds.renew(lite, a_person(lite), now=YES) for _ in range(2)]

    assert [len(each) for each in tokens] == [32, 32]  # 192 bits
    assert tokens[0] != tokens[1]
    whole = str(everything(lite))
    assert [token for token in tokens if token in whole or token.encode().hex() in whole] == []


@pytest.mark.parametrize(
    ("role", "here"),
    [(Role.HR, True), (Role.COORDINATOR, True), (Role.ADMINISTRATOR, True), (Role.HR, False)],
)
def test_who_looks_after_an_organisation_sees_its_people_alone(
    lite: Session, role: Role, *, here: bool
) -> None:
    ours, theirs = an_organisation(lite), an_organisation(lite, name_fi="Lapin liitto")
    aino = a_person(lite, name="Aino Keksitty", organisation=ours)
    a_visit(lite, guest=aino, host=a_person(lite, name="Onni Muu", organisation=theirs))
    hr = a_person(lite, organisation=ours)
    an_appointee(lite, person=hr, role=role, organisation_id=ours.id if here else None)

    told = seen(lite, feeds.renew(lite, hr, of=ours, now=LATER))

    (entry,) = told.entries
    assert entry.summary == "Vierailu: Aino Keksitty, kohde: Lapin liitto"
    assert (entry.description, entry.url, entry.location) == ("", "", "Lapin liitto, Keksilä")
    assert not told.takes_time


def test_a_host_of_the_house_is_named_without_the_guest(lite: Session) -> None:
    ours, theirs = an_organisation(lite), an_organisation(lite, name_fi="Lapin liitto")
    a_visit(
        lite,
        guest=a_person(lite, name="Aino Muu", organisation=theirs),
        host=a_person(lite, name="Onni Keksitty", organisation=ours),
    )

    assert summaries(lite, ours) == ["Vierailu: Onni Keksitty vastaanottaa, vieras: Lapin liitto"]


def test_within_one_house_both_are_named(lite: Session) -> None:
    ours = an_organisation(lite)
    a_visit(
        lite,
        guest=a_person(lite, name="Aino Keksitty", organisation=ours),
        host=a_person(lite, name="Onni Keksitty", organisation=ours),
    )

    assert summaries(lite, ours) == ["Vierailu: Aino Keksitty, vastaanottaja Onni Keksitty"]


def test_other_houses_see_nothing_of_it(lite: Session) -> None:
    invited(lite, a_confirmed_exchange(lite))

    assert summaries(lite, an_organisation(lite)) == []


def test_a_series_is_told_by_the_side_that_belongs_to_the_house(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite, kind=Kind.MENTORING))

    sides = (exchange.guest.organisation, exchange.host.organisation)
    assert [summaries(lite, each) for each in sides] == [
        ["Mentorointi: Aino Keksitty, mentori: Keksilän liitto"],
        ["Mentorointi: Onni Keksitty, mentoroitava: Keksilän liitto"],
    ]


def summaries(db: Session, of: Organisation) -> list[str]:
    hr = a_person(db, organisation=of)
    an_appointee(db, person=hr, role=Role.HR, organisation_id=of.id)
    return [each.summary for each in seen(db, feeds.renew(db, hr, of=of, now=LATER)).entries]


@pytest.mark.parametrize("role", [None, Role.AUDITOR])
def test_without_a_role_nobody_gets_an_organisations_calendar(lite: Session, role: Role | None) -> None:
    ours = an_organisation(lite)
    person = a_person(lite, organisation=ours)
    if role:
        an_appointee(lite, person=person, role=role)

    with pytest.raises(NotAllowed):
        feeds.renew(lite, person, of=ours, now=LATER)


def test_a_role_in_another_house_or_for_one_round_is_not_enough(lite: Session) -> None:
    ours = an_organisation(lite)
    person = a_person(lite, organisation=ours)
    an_appointee(lite, person=person, role=Role.HR, organisation_id=an_organisation(lite).id)
    an_appointee(lite, person=person, role=Role.COORDINATOR, round_id=a_running_round(lite).id)

    with pytest.raises(NotAllowed):
        feeds.renew(lite, person, of=ours, now=LATER)


def test_the_address_ends_with_the_role(lite: Session) -> None:
    ours = an_organisation(lite)
    hr = a_person(lite, organisation=ours)
    role = an_appointee(lite, person=hr, role=Role.HR, organisation_id=ours.id)
    token = feeds.renew(lite, hr, of=ours, now=LATER)

    lite.delete(role)
    lite.flush()

    assert feeds.find(lite, token) is None


def test_an_own_address_and_that_of_an_organisation_live_side_by_side(db: Session) -> None:
    ours = an_organisation(db)
    hr = a_person(db, organisation=ours)
    an_appointee(db, person=hr, role=Role.HR)
    own = feeds.renew(db, hr, now=LATER)

    whole = feeds.renew(db, hr, of=ours, now=LATER)
    feeds.revoke(db, hr, now=LATER)

    assert [feeds.find(db, each) is not None for each in (own, whole)] == [False, True]


def test_a_moved_session_stays_under_its_original_start(db: Session) -> None:
    exchange = invited(db, a_confirmed_exchange(db, kind=Kind.MENTORING))
    token = feeds.renew(db, exchange.guest, now=LATER)
    second = exchange.appointments[1]
    assert second.starts_at is not None
    second.starts_at += timedelta(days=1)

    invitations.follow(db, loaded(db, exchange), now=LATER + timedelta(hours=1))

    (entry,) = seen(db, token).entries
    meeting = invitations.stored(the_invite(db))
    assert meeting is not None
    assert entry.when == meeting.when
    assert (entry.sequence, entry.changed_at) == (1, LATER + timedelta(hours=1))
