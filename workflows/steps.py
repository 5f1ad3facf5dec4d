"""What workflows may ask of workers: signatures only. A step does what is due and says what comes next."""

from abc import ABC, abstractmethod

from temporalio import activity, workflow

with workflow.unsafe.imports_passed_through():
    from models.messages import Done, Slip, Standing, Turn


class RoundSteps(ABC):
    """The steps of a round, each named for its chapter."""

    @activity.defn(name="round.collect")
    @abstractmethod
    def collect(self, turn: Turn) -> Standing: ...

    @activity.defn(name="round.decide")
    @abstractmethod
    def decide(self, turn: Turn) -> Standing: ...

    @activity.defn(name="round.publish")
    @abstractmethod
    def publish(self, turn: Turn) -> Standing: ...

    @activity.defn(name="round.watch")
    @abstractmethod
    def watch(self, turn: Turn) -> Standing: ...

    @activity.defn(name="round.close")
    @abstractmethod
    def close(self, turn: Turn) -> Standing: ...


class SolverSteps(ABC):
    """What runs where the solver runs."""

    @activity.defn(name="solver.plan", no_thread_cancel_exception=True)
    @abstractmethod
    def plan(self, turn: Turn) -> Standing: ...


class ErrandSteps(ABC):
    """What an administrator asks for: the row says by whom and why."""

    @activity.defn(name="errand.carry_out")
    @abstractmethod
    def carry_out(self, errand: Slip) -> Done: ...


class WorkshopSteps(ABC):
    """The steps of a workshop, each named for its chapter."""

    @activity.defn(name="workshop.prepare")
    @abstractmethod
    def prepare(self, turn: Turn) -> Standing: ...

    @activity.defn(name="workshop.gather")
    @abstractmethod
    def gather(self, turn: Turn) -> Standing: ...

    @activity.defn(name="workshop.hold")
    @abstractmethod
    def hold(self, turn: Turn) -> Standing: ...

    @activity.defn(name="workshop.after")
    @abstractmethod
    def after(self, turn: Turn) -> Standing: ...

    @activity.defn(name="workshop.close")
    @abstractmethod
    def close(self, turn: Turn) -> Standing: ...


class ExchangeSteps(ABC):
    """The steps of an exchange, each named for its chapter."""

    @activity.defn(name="exchange.confirm")
    @abstractmethod
    def confirm(self, turn: Turn) -> Standing: ...

    @activity.defn(name="exchange.accompany")
    @abstractmethod
    def accompany(self, turn: Turn) -> Standing: ...

    @activity.defn(name="exchange.follow_up")
    @abstractmethod
    def follow_up(self, turn: Turn) -> Standing: ...

    @activity.defn(name="exchange.close")
    @abstractmethod
    def close(self, turn: Turn) -> Standing: ...
