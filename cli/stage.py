"""What a rehearsal shows on the terminal: the day, the phase, the plan's proof, the mails."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from rich.console import Console, Group
from rich.live import Live
from rich.text import Text
from sqlalchemy import func, select

from cli.admin import link
from cli.house import House
from cli.summary import summary
from domain.figures import Figures
from models.database import Database
from models.exchanges import Exchange
from models.languages import Language
from models.mails import Mail
from models.rounds import Round
from models.schedules import Schedule
from models.states import MailState, RoundState
from models.timeline import local
from workers.conductor import Scene

LOOK_SECONDS = 0.25
PHASES = {
    RoundState.DRAFT: "being prepared",
    RoundState.OPEN: "taking applications",
    RoundState.CLOSED: "matching",
    RoundState.PLANNED: "waiting for HR's approval",
    RoundState.RUNNING: "exchanges are lived",
    RoundState.ENDED: "ended",
}


@dataclass(frozen=True)
class Glance:
    """What there is at one moment."""

    round_: Round
    plan: Schedule | None
    states: dict[str, int]
    mails: int


class Stage:
    """On a terminal one picture that changes; elsewhere a line whenever the phase or the plan changes."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.console = Console(highlight=False)
        self._live: Live | None = None
        self._last = ""
        self._looked = 0.0

    def opens(self, database: Database, reference: str) -> None:
        self.database = database
        self.reference = reference
        self.console.print(f"[bold]Rehearsing {reference}[/bold] with invented people, in {self.house.data}")

    @contextmanager
    def live(self) -> Iterator[None]:
        if not self.console.is_terminal:
            yield
            return
        with Live(console=self.console, refresh_per_second=8, transient=True) as self._live:
            yield
        self._live = None

    def shows(self, scene: Scene) -> None:
        """Look a few times a second; the last scene is always shown."""
        if time.monotonic() - self._looked < LOOK_SECONDS and not scene.is_over:
            return
        self._looked = time.monotonic()
        glance = self._look()
        if self._live:
            self._live.update(_picture(scene.now, glance))
            return
        self.tell(scene.now, glance)

    def tell(self, now: datetime, glance: Glance) -> None:
        """Where no picture can change."""
        headline = f"{PHASES[glance.round_.state]}{_proof(glance.plan)}"
        if headline != self._last:
            self._last = headline
            self.console.print(f"{local(now):%a %d.%m.%Y %H:%M}  {headline}, {glance.mails} mails")

    def note(self, line: str) -> None:
        self.console.print(f"[yellow]{line}[/yellow]")

    def closes(self, told: Figures) -> None:
        self.console.print(summary(told, Language.EN))
        outbox, database = self.house.settings.outbox, self.house.settings.database
        self.console.print(f"Mails:    {outbox.absolute()}\nDatabase: {database}")
        self.console.print(f"Pages:    {self.house.web_address}")

    def invite(self) -> None:
        address = link(self.database, self.house.settings)
        self.console.print(f"[bold]Look at the round: {address}[/bold]   (Ctrl-C stops)", soft_wrap=True)
        self.console.print(
            "The link works once, for ten minutes; another one: vaihto admin login-link", end=""
        )
        self.console.print(f" --data {self.house.settings.data}", soft_wrap=True)

    def _look(self) -> Glance:
        with self.database.look() as db:
            round_ = db.scalars(select(Round).where(Round.reference == self.reference)).one()
            newest = select(Schedule).where(Schedule.round_id == round_.id)
            plan = db.scalars(newest.order_by(Schedule.version.desc()).limit(1)).first()
            counted = select(Exchange.state, func.count(Exchange.id)).group_by(Exchange.state)
            states = {state.value: number for state, number in db.execute(counted)}
            sent = select(func.count(Mail.id)).where(Mail.state == MailState.SENT)
            return Glance(round_, plan, states, db.scalar(sent) or 0)


def _picture(now: datetime, glance: Glance) -> Group:
    day = local(now)
    states = ", ".join(f"{each} {number}" for each, number in glance.states.items())
    lines = [
        Text(f"{day:%A %d.%m.%Y %H:%M}  week {day.isocalendar().week}", style="bold"),
        Text(f"{PHASES[glance.round_.state]}{_proof(glance.plan)}"),
        Text(f"exchanges: {states or 'none yet'}"),
        Text(f"mails: {glance.mails}"),
    ]
    return Group(*lines)


def _proof(plan: Schedule | None) -> str:
    if plan is None:
        return ""
    proof = "proven best" if plan.gap == 0 else f"at most {plan.gap:.2%} from the best"
    name = "repair" if plan.is_repair else "plan"
    return f"; {name} {plan.version}: value {plan.value}, bound {plan.bound}, {proof}"
