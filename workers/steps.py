"""The steps that workflows ask for: load by id, call one verb, save, answer."""

from collections.abc import Callable
from functools import partial
from time import monotonic, sleep
from uuid import UUID

from temporalio import activity

from domain import errands, exchange_life, exchanges, publishing_pages, round_life, workshop_life
from domain.events import must_stand
from domain.foresight import Foresight
from domain.workshops import workshops
from models import streams
from models.messages import Done, Slip, Standing, Turn
from models.rounds import Round
from workers.office import Office
from workers.turns import take
from workflows.steps import ErrandSteps, ExchangeSteps, RoundSteps, WorkshopSteps

Chapter = Callable[..., Standing]

LONGEST_REST = 2.0  # seconds between two pages of a plan that is published


class RoundWork(RoundSteps):
    def __init__(self, office: Office) -> None:
        self.office = office

    def live(self, turn: Turn, chapter: Chapter) -> Standing:
        return take(
            self.office,
            turn,
            streams.of_round(turn.id),
            lambda db, now: chapter(db, db.get_one(Round, turn.id), heard=turn.heard, now=now),
        )

    @activity.defn(name="round.collect")
    def collect(self, turn: Turn) -> Standing:
        return self.live(turn, round_life.collect)

    @activity.defn(name="round.decide")
    def decide(self, turn: Turn) -> Standing:
        return self.live(turn, round_life.decide)

    @activity.defn(name="round.publish")
    def publish(self, turn: Turn) -> Standing:
        with self.office.database.trial() as db:
            foreseen = round_life.foresee(db, db.get_one(Round, turn.id), now=self.office.clock.now())
        tried, began = set[UUID](), monotonic()
        while self._begin_some(turn, tried=tried, foreseen=foreseen):
            sleep(min(monotonic() - began, LONGEST_REST))  # as long as others have waited, it is their turn
            began = monotonic()
        return self.live(turn, partial(round_life.publish, foreseen=foreseen))

    def _begin_some(self, turn: Turn, *, tried: set[UUID], foreseen: Foresight | None) -> bool:
        now = self.office.clock.now()
        with self.office.change() as db:
            if turn.known:
                must_stand(db, streams.of_round(turn.id), turn.known)
            round_ = db.get_one(Round, turn.id)
            return publishing_pages.begin_some(db, round_, tried=tried, foreseen=foreseen, now=now)

    @activity.defn(name="round.watch")
    def watch(self, turn: Turn) -> Standing:
        return self.live(turn, round_life.watch)

    @activity.defn(name="round.close")
    def close(self, turn: Turn) -> Standing:
        return take(
            self.office,
            turn,
            streams.of_round(turn.id),
            lambda db, now: round_life.close(db, db.get_one(Round, turn.id), now=now),
        )


class ExchangeWork(ExchangeSteps):
    def __init__(self, office: Office) -> None:
        self.office = office

    def live(self, turn: Turn, chapter: Chapter) -> Standing:
        return take(
            self.office,
            turn,
            streams.of_exchange(turn.id),
            lambda db, now: chapter(db, exchanges.load(db, turn.id), heard=turn.heard, now=now),
        )

    @activity.defn(name="exchange.confirm")
    def confirm(self, turn: Turn) -> Standing:
        return self.live(turn, exchange_life.confirm)

    @activity.defn(name="exchange.accompany")
    def accompany(self, turn: Turn) -> Standing:
        return self.live(turn, exchange_life.accompany)

    @activity.defn(name="exchange.follow_up")
    def follow_up(self, turn: Turn) -> Standing:
        return self.live(turn, exchange_life.follow_up)

    @activity.defn(name="exchange.close")
    def close(self, turn: Turn) -> Standing:
        return take(
            self.office,
            turn,
            streams.of_exchange(turn.id),
            lambda db, now: exchange_life.close(db, exchanges.load(db, turn.id), now=now),
        )


class WorkshopWork(WorkshopSteps):
    def __init__(self, office: Office) -> None:
        self.office = office

    def live(self, turn: Turn, chapter: Chapter) -> Standing:
        return take(
            self.office,
            turn,
            streams.of_workshop(turn.id),
            lambda db, now: chapter(db, workshops.load(db, turn.id), heard=turn.heard, now=now),
        )

    @activity.defn(name="workshop.prepare")
    def prepare(self, turn: Turn) -> Standing:
        return self.live(turn, workshop_life.prepare)

    @activity.defn(name="workshop.gather")
    def gather(self, turn: Turn) -> Standing:
        return self.live(turn, workshop_life.gather)

    @activity.defn(name="workshop.hold")
    def hold(self, turn: Turn) -> Standing:
        return self.live(turn, workshop_life.hold)

    @activity.defn(name="workshop.after")
    def after(self, turn: Turn) -> Standing:
        return self.live(turn, workshop_life.after)

    @activity.defn(name="workshop.close")
    def close(self, turn: Turn) -> Standing:
        return take(
            self.office,
            turn,
            streams.of_workshop(turn.id),
            lambda db, now: workshop_life.close(db, workshops.load(db, turn.id), now=now),
        )


class ErrandWork(ErrandSteps):
    def __init__(self, office: Office) -> None:
        self.office = office

    @activity.defn(name="errand.carry_out")
    def carry_out(self, errand: Slip) -> Done:
        now = self.office.clock.now()
        with self.office.change() as db:
            return errands.carry_out(db, errand.id, now=now)
