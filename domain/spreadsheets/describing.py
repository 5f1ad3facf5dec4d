"""Stored rows as entries again: the way back of `saving.py`, so that export and import speak alike."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.spreadsheets.directory import Key
from domain.spreadsheets.entries import (
    ClosedDaysEntry,
    Entry,
    JourneyEntry,
    OrganisationEntry,
    PersonEntry,
    RoundEntry,
    TravelRateEntry,
)
from domain.spreadsheets.request_entries import ApplicationEntry, HostOfferEntry, MentorOfferEntry
from domain.spreadsheets.shelf import Shelf, full_shelf
from domain.spreadsheets.spans import Span
from domain.spreadsheets.titles import COLUMNS, Sheet
from models.applications import Application, Avoid, Wish
from models.offers import Offer, VisitPack
from models.organisations import ClosedDay, Organisation
from models.people import Appointee, Deputy, Person
from models.rounds import Design, Round
from models.states import ApplicationState, Kind, OfferState
from models.travel import Journey, TravelRate

UNSAID = (ApplicationState.DRAFT, ApplicationState.WITHDRAWN)


class Description:
    """What is stored, as entries of one kind of sheet after another; of one round, or of all.

    Drafts and what has been withdrawn stay out: an import would say them anew.
    """

    def __init__(self, db: Session, round_: Round | None) -> None:
        self.db = db
        self.shelf: Shelf = full_shelf(db)
        self.rounds = [round_] if round_ else sorted(self.shelf.rounds.values(), key=lambda r: r.reference)
        self.codes = {row.id: row.code for row in self.shelf.organisations.values()}
        self.emails = {row.id: row.email for row in self.shelf.people.values()}
        self.keys = {row.id: key for key, row in (self.shelf.offers | self.shelf.applications).items()}

    def sheets(self) -> tuple[tuple[Sheet, tuple[Entry, ...]], ...]:
        described = {
            Sheet.ORGANISATIONS: self.organisations(),
            Sheet.CLOSED_DAYS: self.closed_days(),
            Sheet.PEOPLE: self.people(),
            Sheet.ROUNDS: map(self.round, self.rounds),
            Sheet.HOST_OFFERS: map(self.host_offer, self.offers(Kind.SHADOWING)),
            Sheet.MENTOR_OFFERS: map(self.mentor_offer, self.offers(Kind.MENTORING)),
            Sheet.APPLICATIONS: map(self.application, self.applications()),
            Sheet.JOURNEYS: self.journeys(),
            Sheet.TRAVEL_RATES: self.travel_rates(),
        }
        return tuple((sheet, tuple(entries)) for sheet, entries in described.items())

    def organisations(self) -> Iterator[Entry]:
        for row in sorted(self.shelf.organisations.values(), key=lambda each: each.code):
            yield OrganisationEntry.model_construct(None, **_same(row, Sheet.ORGANISATIONS))

    def closed_days(self) -> Iterator[Entry]:
        for row in self.db.scalars(select(ClosedDay).order_by(ClosedDay.day)):
            yield ClosedDaysEntry.model_construct(
                None, organisation=self.codes[row.organisation_id], days=(Span(row.day, row.day),)
            )

    def people(self) -> Iterator[Entry]:
        held = list(self.db.scalars(select(Appointee).where(Appointee.round_id.is_(None))))
        named = list(self.db.scalars(select(Deputy).where(Deputy.may_answer).order_by(Deputy.email)))
        for row in sorted(self.shelf.people.values(), key=lambda each: each.email):
            yield PersonEntry.model_construct(
                None,
                **_same(row, Sheet.PEOPLE, apart={"organisation", "supervisor", "roles", "deputies"}),
                organisation=self.codes[row.organisation_id],
                supervisor=self.email(row.supervisor_id),
                roles=tuple(sorted(each.role for each in held if each.person_id == row.id)),
                deputies=tuple(_deputy(each) for each in named if each.person_id == row.id),
            )

    def round(self, row: Round) -> Entry:
        elements = set(Design.model_fields)
        return RoundEntry.model_construct(
            None,
            **_same(row, Sheet.ROUNDS, apart={"owner", "deputy", "organisation", *elements}),
            **row.design.model_dump(),
            owner=self.emails[row.owner_id],
            deputy=self.email(row.deputy_id),
            organisation=self.codes[row.organisation_id],
        )

    def offers(self, kind: Kind) -> list[Offer]:
        chosen = {row.id for row in self.rounds}
        found = [row for row in self.shelf.offers.values() if row.round_id in chosen and row.kind is kind]
        kept = [row for row in found if row.state is not OfferState.WITHDRAWN]
        return sorted(kept, key=lambda each: self.keys[each.id])

    def applications(self) -> list[Application]:
        chosen = {row.id for row in self.rounds}
        found = [row for row in self.shelf.applications.values() if row.round_id in chosen]
        return sorted((row for row in found if row.state not in UNSAID), key=lambda each: self.keys[each.id])

    def host_offer(self, row: Offer) -> Entry:
        return HostOfferEntry.model_construct(
            None,
            **self.offered(row),
            **row.visit_pack.model_dump(include=set(VisitPack.model_fields)),
            unit=row.unit,
            guests_per_day=row.guests_per_day,
            shares_trip_with=self.whose(row.shares_trip_with_id),
        )

    def mentor_offer(self, row: Offer) -> Entry:
        return MentorOfferEntry.model_construct(None, **self.offered(row), slots=row.slots)

    def offered(self, row: Offer) -> dict[str, object]:
        """The fields that host and mentor offers share."""
        return {
            **self.said(row),
            "topics": tuple((each.topic, each.strength) for each in row.topics),
            "prefers": tuple(self.codes[each] for each in row.prefers),
            "online_link": row.online_link,
            "most": row.most,
            "least": row.least,
        }

    def application(self, row: Application) -> Entry:
        apart = {"round", "email", "days", "topics", "wishes", "avoids", "travels_with", "recorded_by"}
        apart |= {"unavailable", "available"}
        said = self.said(row) | _same(row, Sheet.APPLICATIONS, apart=apart)
        return ApplicationEntry.model_construct(
            None,
            **said,
            topics=tuple((each.topic, each.weight) for each in row.topics),
            days=row.blocks,
            wishes=tuple(self.wished(each) for each in row.wishes),
            avoids=tuple(sorted(self.avoided(each) for each in row.avoids)),
            travels_with=self.whose(row.travels_with_id),
        )

    def said(self, row: Offer | Application) -> dict[str, object]:
        """Who says it, in which round, and when they can: the fields of every request."""
        days = sorted(self.shelf.days.get(row.id, []), key=lambda each: (each.first_day, each.half or ""))
        spans = [(each.can, Span(each.first_day, each.last_day, each.half)) for each in days]
        return {
            "round": self.keys[row.id][1],
            "email": row.person.email,
            "languages": row.languages,
            "unavailable": tuple(span for can, span in spans if not can),
            "available": tuple(span for can, span in spans if can),
            "recorded_by": self.email(row.recorded_by_id),
            "recorded_at": row.recorded_at,
            "recorded_why": row.recorded_why,
        }

    def journeys(self) -> Iterator[Entry]:
        rows = self.db.scalars(select(Journey))
        for row in sorted(rows, key=lambda each: (self.codes[each.from_id], self.codes[each.to_id])):
            yield JourneyEntry.model_construct(
                None,
                **_same(row, Sheet.JOURNEYS, apart={"origin", "destination"}),
                origin=self.codes[row.from_id],
                destination=self.codes[row.to_id],
            )

    def travel_rates(self) -> Iterator[Entry]:
        for row in self.db.scalars(select(TravelRate).order_by(TravelRate.valid_from, TravelRate.code)):
            yield TravelRateEntry.model_construct(
                None, **_same(row, Sheet.TRAVEL_RATES, apart={"euros"}), euros=row.cents
            )

    def email(self, person: UUID | None) -> str | None:
        return self.emails[person] if person else None

    def whose(self, request: UUID | None) -> str | None:
        return self.keys[request][2] if request else None

    def wished(self, wish: Wish) -> Key:
        return (
            self.keys[wish.offer_id] if wish.offer_id else ("organisation", self.codes[wish.organisation_id])
        )

    def avoided(self, avoid: Avoid) -> Key:
        if avoid.organisation_id:
            return ("organisation", self.codes[avoid.organisation_id])
        return ("person", self.email(avoid.person_id) or "")


def _same(
    row: Organisation | Person | Round | Application | Journey | TravelRate,
    sheet: Sheet,
    *,
    apart: frozenset[str] | set[str] = frozenset(),
) -> dict[str, object]:
    """The fields that are called alike in the row and in the sheet."""
    return {title.key: getattr(row, title.key) for title in COLUMNS[sheet] if title.key not in apart}


def _deputy(row: Deputy) -> str:
    """With the name where a cell can hold it: an import of the address alone keeps the name."""
    is_plain = row.name != row.email and not set(row.name) & set(",;<>\n")
    return f"{row.name} <{row.email}>" if is_plain else row.email
