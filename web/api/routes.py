"""The addresses of /api/v1."""

from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response

from models.applications import Application
from models.offers import Offer
from web.api import lists, writing
from web.api.caller import Key, TheCaller, write
from web.api.lists import Which
from web.api.records import (
    ApplicationOut,
    Events,
    ExchangeOut,
    FiguresOut,
    OfferOut,
    Page,
    PersonOut,
    RoundOut,
)
from web.api.sayings import ApplicationIn, AvailabilityIn, HostOfferIn, MentorOfferIn, PeopleIn, Saved

router = APIRouter()
Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
After = Annotated[UUID | None, Query(description="The `next` of the page before.")]
Reference = Annotated[str, Path(pattern=r"^[^\x00-\x1f/]{1,60}$")]
InRound = Annotated[
    str | None, Query(alias="round", pattern=r"^[^\x00-\x1f]{1,60}$", description="Reference of a round.")
]
Since = Annotated[int, Query(ge=0, le=2**31 - 1, description="The `last` that you have, or 0.")]


@router.get("/rounds", tags=["rounds"])
def rounds(caller: TheCaller, after: After = None, limit: Limit = 50) -> Page[RoundOut]:
    """Rounds that the token may know of."""
    with caller.site.database.look() as db:
        return lists.rounds(db, caller.actor, Which(after=after, limit=limit))


@router.get("/rounds/{reference}", tags=["rounds"])
def one_round(caller: TheCaller, reference: Reference) -> RoundOut:
    """One round by its reference."""
    with caller.site.database.look() as db:
        return lists.one_round(db, caller.actor, reference)


@router.get("/rounds/{reference}/figures", tags=["rounds"])
def figures(caller: TheCaller, reference: Reference) -> FiguresOut:
    """A round in numbers."""
    with caller.site.database.look() as db:
        return lists.figures_of(db, caller.actor, reference)


@router.get("/applications", tags=["applications"])
def applications(
    caller: TheCaller, round_: InRound = None, after: After = None, limit: Limit = 50
) -> Page[ApplicationOut]:
    """Applications of rounds that the token steers, and of the people of its organisation in others."""
    with caller.site.database.look() as db:
        return lists.applications(db, caller.actor, Which(after=after, limit=limit), round_)


@router.get("/offers", tags=["offers"])
def offers(
    caller: TheCaller, round_: InRound = None, after: After = None, limit: Limit = 50
) -> Page[OfferOut]:
    """Offers to host and to mentor, of the same rounds and people."""
    with caller.site.database.look() as db:
        return lists.offers(db, caller.actor, Which(after=after, limit=limit), round_)


@router.get("/exchanges", tags=["exchanges"])
def exchanges(
    caller: TheCaller, round_: InRound = None, after: After = None, limit: Limit = 50
) -> Page[ExchangeOut]:
    """Published pairings, with who and where they are, and their days or sessions."""
    with caller.site.database.look() as db:
        return lists.exchanges(db, caller.actor, Which(after=after, limit=limit), round_)


@router.get("/people", tags=["people"])
def people(caller: TheCaller, after: After = None, limit: Limit = 50) -> Page[PersonOut]:
    """People of the token's organisations, and those who take part in rounds that it steers."""
    with caller.site.database.look() as db:
        return lists.people(db, caller.actor, Which(after=after, limit=limit))


@router.get("/events", tags=["events"])
def events(caller: TheCaller, since: Since = 0, limit: Limit = 50) -> Events:
    """What has happened since a number, in order: the same that webhooks are told."""
    with caller.site.database.look() as db:
        return lists.events(db, caller.actor, since, limit)


@router.post("/people", tags=["people"], response_model=Saved)
def save_people(request: Request, caller: TheCaller, asked: PeopleIn, key: Key = None) -> Response:
    """Add people to an organisation, or change them; known by their address."""
    return write(request, caller, key, asked, lambda db: writing.save_people(db, caller, asked))


@router.post("/applications", tags=["applications"], response_model=Saved)
def save_application(request: Request, caller: TheCaller, asked: ApplicationIn, key: Key = None) -> Response:
    """Apply on somebody's behalf, or change what they asked for while the round allows it."""
    return write(request, caller, key, asked, lambda db: writing.save_application(db, caller, asked))


@router.post("/host-offers", tags=["offers"], response_model=Saved)
def save_host_offer(request: Request, caller: TheCaller, asked: HostOfferIn, key: Key = None) -> Response:
    """Offer to host on somebody's behalf, or change their offer."""
    return write(request, caller, key, asked, lambda db: writing.save_host_offer(db, caller, asked))


@router.post("/mentor-offers", tags=["offers"], response_model=Saved)
def save_mentor_offer(request: Request, caller: TheCaller, asked: MentorOfferIn, key: Key = None) -> Response:
    """Offer to mentor on somebody's behalf, or change their offer."""
    return write(request, caller, key, asked, lambda db: writing.save_mentor_offer(db, caller, asked))


@router.put("/applications/{id}/availability", tags=["applications"], response_model=Saved)
def save_days_of_application(
    request: Request,
    caller: TheCaller,
    row_id: Annotated[UUID, Path(alias="id")],
    asked: AvailabilityIn,
    key: Key = None,
) -> Response:
    """The days on which an applicant can, or cannot, take part."""
    return write(
        request,
        caller,
        key,
        asked,
        lambda db: writing.save_availability(db, caller, Application, row_id, asked),
    )


@router.put("/offers/{id}/availability", tags=["offers"], response_model=Saved)
def save_days_of_offer(
    request: Request,
    caller: TheCaller,
    row_id: Annotated[UUID, Path(alias="id")],
    asked: AvailabilityIn,
    key: Key = None,
) -> Response:
    """The days on which a host or mentor can, or cannot."""
    save = partial(writing.save_availability, caller=caller, row=Offer, row_id=row_id, asked=asked)
    return write(request, caller, key, asked, save)
