"""What letters about stays under way need to know: off days, new ones, who came, travel, agreements."""

from dataclasses import dataclass
from datetime import date, datetime

from invites.ask_contexts import Question
from invites.letterhead import Letterhead
from invites.particulars import Particulars


@dataclass(frozen=True, kw_only=True)
class CalledOff(Letterhead):
    """To one of the two whose calendar has nothing to cancel: the days do not hold."""

    kind = "called_off"
    particulars: Particulars


@dataclass(frozen=True, kw_only=True)
class DaysWanted(Letterhead):
    """To HR: a stay is off, and the two are asked about other days."""

    kind = "days_wanted"
    particulars: Particulars
    possible: tuple[str, ...]
    until: datetime


@dataclass(frozen=True, kw_only=True)
class AskNewDays(Question):
    """Would one of these days suit instead? To both, or to the other of who has named them."""

    kind = "ask_new_days"
    particulars: Particulars
    possible: tuple[str, ...]
    suggested_by: str = ""
    keeps_else: bool = False  # the old days stand where none of these suits


@dataclass(frozen=True, kw_only=True)
class AskIll(Question):
    """To somebody whose mail sounds as if they were ill: shall everybody be told now?"""

    kind = "ask_ill"
    particulars: Particulars


@dataclass(frozen=True, kw_only=True)
class AskTookPlace(Question):
    """To each of the two, afterwards; `claimed_by` says that the reader did not come."""

    kind = "ask_took_place"
    particulars: Particulars
    claimed_by: str


@dataclass(frozen=True, kw_only=True)
class NotCome(Letterhead):
    """To HR: `who` did not come; or the two say different things of it."""

    kind = "not_come"
    particulars: Particulars
    who: str
    is_disputed: bool


@dataclass(frozen=True, kw_only=True)
class TravelOrderData(Letterhead):
    """To the supervisor: what a travel order needs, or that there is no such trip any more."""

    kind = "travel_order"
    particulars: Particulars
    is_off: bool
    is_update: bool
    leaves: datetime
    returns: datetime
    aims: str
    costs: tuple[tuple[str, str], ...]  # what, and the sum
    total: str
    payer: str
    centre: str


@dataclass(frozen=True, kw_only=True)
class AskAgreement(Question):
    """To an organisation's coordinator: do you accept what the organisations agree on?"""

    kind = "ask_agreement"
    organisation: str
    version: int
    text: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AgreementMissing(Letterhead):
    """To HR: an organisation has let the time pass, or has said no."""

    kind = "agreement_missing"
    organisation: str
    says_no: bool
    words: str
    asked_on: date


RUNNING_KINDS: tuple[type[Letterhead], ...] = (
    CalledOff,
    DaysWanted,
    AskNewDays,
    AskIll,
    AskTookPlace,
    NotCome,
    TravelOrderData,
    AskAgreement,
    AgreementMissing,
)
