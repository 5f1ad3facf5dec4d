"""A round whose exchanges are lived, as its page is asked for it."""

from sqlalchemy.orm import Session

from models.exchanges import Exchange
from models.offers import Offer
from models.rounds import Round
from models.states import Kind, RoundState
from tests.builders import (
    a_person,
    a_round,
    an_application,
    an_organisation,
)
from tests.builders_of_exchanges import an_exchange

HERE = "/rounds/kevat-2027"
LAPLAND = {"fi": "Keksilän liitto", "sv": "Lapplands förbund", "en": "Regional Council of Lapland"}


def a_running_round(db: Session, **said: object) -> Round:
    return a_round(db, owner=None, reference="kevat-2027", state=RoundState.RUNNING, **said)


def an_exchange_of(
    db: Session,
    round_: Round,
    *,
    guest: str = "Aino Keksitty",
    kind: Kind = Kind.SHADOWING,
    offer: Offer | None = None,
    **said: object,
) -> Exchange:
    lapland = an_organisation(db, name_en=LAPLAND["en"], name_sv=LAPLAND["sv"])
    application = an_application(
        db, to=round_, kind=kind, person=a_person(db, name=guest, organisation=lapland)
    )
    return an_exchange(db, application=application, offer=offer, schedule=None, **said)
