"""The steps that workflows ask for: load by id, call one verb, save, answer."""

from temporalio import activity

from domain import exchange_life, exchanges, round_life, workshop_life
from models.messages import Standing, Turn
from models.rounds import Round
from models.workshops import Workshop
from workers.office import Office
from workflows.steps import ExchangeSteps, RoundSteps, WorkshopSteps


class RoundWork(RoundSteps):
    def __init__(self, office: Office) -> None:
        self.office = office

    @activity.defn(name="round.collect")
    def collect(self, turn: Turn) -> Standing:
        now = self.office.clock.now()
        with self.office.change() as db:
            return round_life.collect(db, db.get_one(Round, turn.id), heard=turn.heard, now=now)

    @activity.defn(name="round.decide")
    def decide(self, turn: Turn) -> Standing:
        now = self.office.clock.now()
        with self.office.change() as db:
            return round_life.decide(db, db.get_one(Round, turn.id), heard=turn.heard, now=now)

    @activity.defn(name="round.publish")
    def publish(self, turn: Turn) -> Standing:
        now = self.office.clock.now()
        with self.office.database.trial() as db:
            foreseen = round_life.foresee(db, db.get_one(Round, turn.id), now=now)
        with self.office.change() as db:
            round_ = db.get_one(Round, turn.id)
            return round_life.publish(db, round_, heard=turn.heard, now=now, foreseen=foreseen)

    @activity.defn(name="round.watch")
    def watch(self, turn: Turn) -> Standing:
        now = self.office.clock.now()
        with self.office.change() as db:
            return round_life.watch(db, db.get_one(Round, turn.id), heard=turn.heard, now=now)

    @activity.defn(name="round.close")
    def close(self, turn: Turn) -> Standing:
        now = self.office.clock.now()
        with self.office.change() as db:
            return round_life.close(db, db.get_one(Round, turn.id), now=now)


class ExchangeWork(ExchangeSteps):
    def __init__(self, office: Office) -> None:
        self.office = office

    @activity.defn(name="exchange.confirm")
    def confirm(self, turn: Turn) -> Standing:
        now = self.office.clock.now()
        with self.office.change() as db:
            return exchange_life.confirm(db, exchanges.load(db, turn.id), heard=turn.heard, now=now)

    @activity.defn(name="exchange.accompany")
    def accompany(self, turn: Turn) -> Standing:
        now = self.office.clock.now()
        with self.office.change() as db:
            return exchange_life.accompany(db, exchanges.load(db, turn.id), heard=turn.heard, now=now)

    @activity.defn(name="exchange.follow_up")
    def follow_up(self, turn: Turn) -> Standing:
        now = self.office.clock.now()
        with self.office.change() as db:
            return exchange_life.follow_up(db, exchanges.load(db, turn.id), heard=turn.heard, now=now)

    @activity.defn(name="exchange.close")
    def close(self, turn: Turn) -> Standing:
        now = self.office.clock.now()
        with self.office.change() as db:
            return exchange_life.close(db, exchanges.load(db, turn.id), now=now)


class WorkshopWork(WorkshopSteps):
    def __init__(self, office: Office) -> None:
        self.office = office

    @activity.defn(name="workshop.prepare")
    def prepare(self, turn: Turn) -> Standing:
        now = self.office.clock.now()
        with self.office.change() as db:
            return workshop_life.prepare(db, db.get_one(Workshop, turn.id), heard=turn.heard, now=now)

    @activity.defn(name="workshop.gather")
    def gather(self, turn: Turn) -> Standing:
        now = self.office.clock.now()
        with self.office.change() as db:
            return workshop_life.gather(db, db.get_one(Workshop, turn.id), heard=turn.heard, now=now)

    @activity.defn(name="workshop.hold")
    def hold(self, turn: Turn) -> Standing:
        now = self.office.clock.now()
        with self.office.change() as db:
            return workshop_life.hold(db, db.get_one(Workshop, turn.id), heard=turn.heard, now=now)

    @activity.defn(name="workshop.after")
    def after(self, turn: Turn) -> Standing:
        now = self.office.clock.now()
        with self.office.change() as db:
            return workshop_life.after(db, db.get_one(Workshop, turn.id), heard=turn.heard, now=now)

    @activity.defn(name="workshop.close")
    def close(self, turn: Turn) -> Standing:
        now = self.office.clock.now()
        with self.office.change() as db:
            return workshop_life.close(db, db.get_one(Workshop, turn.id), now=now)
