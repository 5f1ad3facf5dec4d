"""Rows as programs read them."""

from uuid import UUID

from models.applications import Application
from models.exchanges import Appointment, Exchange
from models.offers import Offer
from models.people import Person
from models.rounds import Round
from web.api.records import ApplicationOut, ExchangeOut, Names, OfferOut, Part, PartyOut, PersonOut, RoundOut

Codes = dict[UUID, str]  # of organisations, or references of rounds


def round_(row: Round, codes: Codes) -> RoundOut:
    return RoundOut(
        id=row.id,
        reference=row.reference,
        names=Names(fi=row.name_fi, sv=row.name_sv, en=row.name_en),
        state=row.state,
        kinds=row.kinds,
        date_mode=row.date_mode,
        organisation=codes[row.organisation_id],
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        decide_by=row.decide_by,
        first_day=row.first_day,
        last_day=row.last_day,
    )


def application(row: Application, codes: Codes, references: Codes) -> ApplicationOut:
    return ApplicationOut(
        id=row.id,
        round=references[row.round_id],
        person_id=row.person_id,
        organisation=codes[row.person.organisation_id],
        kind=row.kind,
        state=row.state,
        submitted_at=row.submitted_at,
        languages=row.languages,
        topics=tuple(each.topic for each in row.topics),
        half_days=row.blocks,
        sessions=row.sessions,
        cadence_weeks=row.cadence_weeks,
        wishes=tuple(codes[each.organisation_id] for each in row.wishes),
        endorsement=row.endorsement.state if row.endorsement else None,
    )


def offer(row: Offer, codes: Codes, references: Codes) -> OfferOut:
    return OfferOut(
        id=row.id,
        round=references[row.round_id],
        person_id=row.person_id,
        organisation=codes[row.organisation_id],
        kind=row.kind,
        state=row.state,
        languages=row.languages,
        topics=tuple(each.topic for each in row.topics),
        most=row.most,
        least=row.least,
        guests_per_day=row.guests_per_day,
    )


def exchange(row: Exchange, codes: Codes, references: Codes) -> ExchangeOut:
    return ExchangeOut(
        id=row.id,
        round=references[row.round_id],
        application_id=row.application_id,
        offer_id=row.offer_id,
        kind=row.kind,
        state=row.state,
        guest_id=row.guest_id,
        host_id=row.host_id,
        guest=_party(row.guest, codes, unit=""),
        host=_party(row.host, codes, unit=row.offer.unit),
        confirm_by=row.confirm_by,
        confirmed_at=row.confirmed_at,
        released_at=row.released_at,
        parts=tuple(_part(each) for each in row.appointments),
    )


def _party(row: Person, codes: Codes, *, unit: str) -> PartyOut:
    return PartyOut(person_id=row.id, name=row.name, organisation=codes[row.organisation_id], unit=unit)


def _part(row: Appointment) -> Part:
    return Part(**{name: getattr(row, name) for name in Part.model_fields})


def person(row: Person, codes: Codes) -> PersonOut:
    return PersonOut(
        id=row.id,
        email=row.email,
        name=row.name,
        title=row.title,
        language=row.language,
        organisation=codes[row.organisation_id],
        supervisor_id=row.supervisor_id,
    )
