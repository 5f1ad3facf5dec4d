"""Entries of offers and applications become rows, and are said through the domain's own verbs."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from domain import applications, offers
from domain.refusals import Conflict
from domain.spreadsheets.request_entries import ApplicationEntry, HostOfferEntry, OfferEntry, Recorded
from domain.spreadsheets.saving import chosen
from domain.spreadsheets.shelf import Outcome, Shelf, either, settle
from domain.spreadsheets.spans import Span
from models.applications import Application, Avoid, TopicWish, Wish
from models.languages import _
from models.offers import Availability, Offer, TopicStrength, VisitPack
from models.states import ApplicationState, OfferState, RoundState

CHANGEABLE = (ApplicationState.DRAFT, ApplicationState.SUBMITTED)


def save_offer(db: Session, shelf: Shelf, entry: OfferEntry, *, now: datetime) -> Outcome:
    """Without the trip it shares: that comes when every offer is there."""
    stored = shelf.offers.get(entry.key)
    values = _offer_values(shelf, entry, stored)
    if stored:
        outcome = either(settle(stored, values), _settle_days(db, shelf, stored, entry))
        if outcome is Outcome.CHANGED and stored.state is OfferState.WITHDRAWN:
            raise Conflict(_("The offer has been withdrawn: it can no longer be changed by a spreadsheet."))
        return outcome
    person = shelf.people[entry.email]
    offer = Offer(person=person, organisation_id=person.organisation_id, kind=entry.kind, **values)
    shelf.offers[entry.key] = offer
    db.add(offer)
    db.flush()
    _settle_days(db, shelf, offer, entry)
    offers.make(db, offer, now=now)
    return Outcome.ADDED


def save_shared_trip(shelf: Shelf, entry: HostOfferEntry) -> Outcome:
    if "shares_trip_with" not in entry.model_fields_set:
        return Outcome.UNCHANGED
    other = entry.shares_trip_with
    key = ("offer", entry.round, other or "", entry.kind.value)
    return settle(shelf.offers[entry.key], {"shares_trip_with_id": shelf.offers[key].id if other else None})


def save_application(db: Session, shelf: Shelf, entry: ApplicationEntry) -> Outcome:
    """Not yet submitted: the companion comes first, and may stand further down."""
    stored = shelf.applications.get(entry.key)
    values = _application_values(shelf, entry, stored)
    if stored:
        outcome = settle(stored, values)
        for part in (_settle_wishes(db, shelf, stored, entry), _settle_avoids(db, shelf, stored, entry)):
            outcome = either(outcome, part)
        return either(outcome, _settle_days(db, shelf, stored, entry))
    application = Application(person=shelf.people[entry.email], wishes=[], avoids=[], **values)
    shelf.applications[entry.key] = application
    db.add(application)
    db.flush()
    _settle_wishes(db, shelf, application, entry)
    _settle_avoids(db, shelf, application, entry)
    _settle_days(db, shelf, application, entry)
    return Outcome.ADDED


def submit(db: Session, shelf: Shelf, entry: ApplicationEntry, *, saved: Outcome, now: datetime) -> Outcome:
    """Join the companion, then hand a new application in; one that has moved on is left as it was."""
    application = shelf.applications[entry.key]
    outcome = saved
    if "travels_with" in entry.model_fields_set:
        companion = shelf.applications[entry.companion].id if entry.companion else None
        outcome = either(outcome, settle(application, {"travels_with_id": companion}))
    is_late = shelf.rounds[entry.round].state not in (RoundState.DRAFT, RoundState.OPEN)
    if outcome is Outcome.CHANGED and (is_late or application.state not in CHANGEABLE):
        raise Conflict(_("The application has moved on: it can no longer be changed by a spreadsheet."))
    if application.state is ApplicationState.DRAFT:
        applications.submit(db, application, now=now)
    return outcome


def _offer_values(shelf: Shelf, entry: OfferEntry, stored: Offer | None) -> dict[str, object]:
    values = _request_values(shelf, entry, is_new=stored is None)
    values.pop("shares_trip_with", None)
    values["round_id"] = shelf.rounds[entry.round].id
    if "topics" in values:
        values["topics"] = tuple(
            TopicStrength(topic=code, strength=strength) for code, strength in entry.topics
        )
    if "prefers" in values:
        values["prefers"] = tuple(shelf.organisations[code].id for code in entry.prefers)
    pack = {name: values.pop(name) for name in VisitPack.model_fields if name in values}
    if pack:
        values["visit_pack"] = (stored.visit_pack if stored else VisitPack()).model_copy(update=pack)
    return values


def _application_values(
    shelf: Shelf, entry: ApplicationEntry, stored: Application | None
) -> dict[str, object]:
    values = _request_values(shelf, entry, is_new=stored is None)
    values["round_id"] = shelf.rounds[entry.round].id
    if "topics" in values:
        values["topics"] = tuple(TopicWish(topic=code, weight=weight) for code, weight in entry.topics)
    if "days" in values:
        values["blocks"] = values.pop("days")
    return {name: value for name, value in values.items() if name not in {"wishes", "avoids", "travels_with"}}


def _request_values(shelf: Shelf, entry: Recorded, *, is_new: bool) -> dict[str, object]:
    values = chosen(entry, is_new=is_new)
    if "recorded_by" in values:
        recorder = shelf.people[entry.recorded_by] if entry.recorded_by else None
        values["recorded_by_id"] = recorder.id if recorder else None
    apart = {"round", "email", "unavailable", "available", "recorded_by"}
    return {name: value for name, value in values.items() if name not in apart}


def _settle_wishes(db: Session, shelf: Shelf, application: Application, entry: ApplicationEntry) -> Outcome:
    wanted = [_wished(shelf, wish) for wish in entry.wishes]
    stored = [(wish.organisation_id, wish.offer_id) for wish in application.wishes]
    if wanted == stored or "wishes" not in entry.model_fields_set:
        return Outcome.UNCHANGED
    application.wishes.clear()
    db.flush()  # ranks are unique: the old ones must be gone before the new ones come
    application.wishes.extend(
        Wish(rank=rank, organisation_id=organisation_id, offer_id=offer_id)
        for rank, (organisation_id, offer_id) in enumerate(wanted, start=1)
    )
    db.flush()
    return Outcome.CHANGED


def _wished(shelf: Shelf, wish: tuple[str, ...]) -> tuple[UUID, UUID | None]:
    if wish[0] == "organisation":
        return shelf.organisations[wish[1]].id, None
    offer = shelf.offers[wish]
    return offer.organisation_id, offer.id


def _settle_avoids(db: Session, shelf: Shelf, application: Application, entry: ApplicationEntry) -> Outcome:
    wanted = [
        (shelf.organisations[name].id, None) if kind == "organisation" else (None, shelf.people[name].id)
        for kind, name in entry.avoids
    ]
    stored = {(avoid.organisation_id, avoid.person_id) for avoid in application.avoids}
    if set(wanted) == stored or "avoids" not in entry.model_fields_set:
        return Outcome.UNCHANGED
    application.avoids.clear()
    application.avoids.extend(
        Avoid(organisation_id=organisation_id, person_id=person_id) for organisation_id, person_id in wanted
    )
    db.flush()
    return Outcome.CHANGED


def _settle_days(
    db: Session, shelf: Shelf, owner: Application | Offer, entry: ApplicationEntry | OfferEntry
) -> Outcome:
    outcome = Outcome.UNCHANGED
    if "unavailable" in entry.model_fields_set:
        outcome = _settle_spans(db, shelf, owner, entry.unavailable, can=False)
    if "available" in entry.model_fields_set:
        outcome = either(outcome, _settle_spans(db, shelf, owner, entry.available, can=True))
    return outcome


def _settle_spans(
    db: Session, shelf: Shelf, owner: Application | Offer, spans: tuple[Span, ...], *, can: bool
) -> Outcome:
    stored = {
        Span(row.first_day, row.last_day, row.half): row
        for row in shelf.days.get(owner.id, [])
        if row.can is can
    }
    for span in stored.keys() - set(spans):
        db.delete(stored[span])
    for span in spans:
        if span not in stored:
            db.add(_availability(owner, span, can=can))
    return Outcome.UNCHANGED if stored.keys() == set(spans) else Outcome.CHANGED


def _availability(owner: Application | Offer, span: Span, *, can: bool) -> Availability:
    return Availability(
        application_id=owner.id if isinstance(owner, Application) else None,
        offer_id=owner.id if isinstance(owner, Offer) else None,
        first_day=span.first,
        last_day=span.last,
        half=span.half,
        can=can,
    )
