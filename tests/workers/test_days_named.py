"""Invented people agree their days too, where their round is one in which pairs do."""

from sqlalchemy import select

from domain.agreeing import open_dates
from models.database import Database
from models.exchanges import Exchange
from models.rehearsals import Cue
from models.states import ExchangeState
from tests.domain.agreeing.pairs import PROPOSED, a_pair_without_days, days_of, live
from workers.cast import prepare
from workers.lines import speak


def test_two_invented_people_who_say_yes_have_their_days(sqlite_database: Database) -> None:
    with sqlite_database.change() as db:
        exchange = a_pair_without_days(db)
        live(db, exchange, PROPOSED)
        prepare(db, seed=1, now=PROPOSED)

        cues = [each for each in db.scalars(select(Cue).order_by(Cue.at)) if each.act == "confirm"]
        for cue in cues:
            cue.word = "accepted"
            speak(db, cue, now=max(cue.at, PROPOSED))

        row = open_dates.of(db, exchange)
        assert row is not None
        assert len(cues) == 2
        assert db.get_one(Exchange, exchange.id).state is ExchangeState.CONFIRMED
        assert days_of(db, exchange) == [
            (each.first_day, each.last_day) for each in row.guest_suits[0].blocks
        ]
