"""Dull builders: a letter of any kind, with invented people."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from typing import TypeVar

import pytest

from invites import contexts
from invites.after_contexts import SeminarDrafted
from invites.ask_contexts import Choice, NoWordFromHost
from invites.changes import Change
from invites.codes import After, Ending, Form, Obstacle, Shortage, Waiting
from invites.contexts import KINDS, Letterhead, Particulars
from invites.date_contexts import DatesMissing, WithoutDays
from invites.deciding_contexts import PlanImpossible, RepairAdopted
from invites.judgement import Outcome
from invites.mail_contexts import CasesStuck, Item, MailsToCheck, NotDelivered, WebhookPaused
from invites.meetings import Mailbox, Session
from invites.mentoring_contexts import FindSuccessor, PairNeedsHelp
from invites.plain_words import Suggestion
from invites.round_contexts import Moved
from invites.running_contexts import AgreementMissing, DaysWanted, NotCome
from invites.wordings import held_because
from invites.workshop_contexts import AttendanceAsked, Gathering, WorkLate
from invites.zone import HELSINKI
from models.languages import Language, _
from tests.invites.made import STAY, a_series

AnyLetter = TypeVar("AnyLetter", bound=Letterhead)

FI, SV, EN = Language.FI, Language.SV, Language.EN
UNTIL = datetime(2027, 1, 15, 16, 0, tzinfo=HELSINKI)
DAY = date(2027, 1, 15)
LINK = "https://vaihto.example.org/a/1"
VISIT = Particulars(Form.SHADOWING, "Aino", "Kainuu", "Bo", "Lappi", (STAY,), "Rovaniemi", LINK)
MENTORING = replace(VISIT, form=Form.MENTORING, blocks=(a_series(),))
FORUM = Gathering(
    title="Puimala",
    blocks=(Session(UNTIL, 180),),
    place="Kuopio",
    online=LINK,
    organiser="Heli",
    description=("Kuopio",),
    material=(LINK + "/f",),
)
COORDINATOR = Mailbox("hr@example.org", "Heli")
APPROVE = "vaihto round approve kevat-2027 --by hr@example.org"
APPLY = 'vaihto mail apply 3f2a9c1b yes --by hr@example.org --why "luin viestin"'
TO_APPROVE: list[type[Letterhead]] = [contexts.ScheduleReady, contexts.RepairReady]
TO_HR: list[type[Letterhead]] = [
    *TO_APPROVE,
    contexts.RoundSummary,
    contexts.HeldReply,
    NotDelivered,
    MailsToCheck,
    CasesStuck,
    WebhookPaused,
    NoWordFromHost,
    PairNeedsHelp,
    FindSuccessor,
    DaysWanted,
    NotCome,
    AgreementMissing,
    DatesMissing,
    AttendanceAsked,
    SeminarDrafted,
    WorkLate,
    PlanImpossible,
    RepairAdopted,
]
LINKS = {
    "link": LINK,
    "accept_link": LINK + "/yes",
    "decline_link": LINK + "/no",
    "other_days_link": LINK + "/other",
    "cancel_link": LINK + "/cancel",
    "trouble_link": LINK + "/trouble",
}
LINKLESS: Mapping[str, object] = {**dict.fromkeys(LINKS), "choices": (Choice("–", None),)}
SAMPLES: Mapping[str, object] = {
    "clashes": ("Sama aihe",),
    "goals": ("Aino",),
    "find_by": DAY,
    "agreement": ("Kuopio",),
    "text": ("Kuopio",),
    "organisation": "Kainuu",
    "version": 2,
    "asked_on": DAY,
    "claimed_by": "",
    "is_disputed": False,
    "is_off": False,
    "is_update": False,
    "leaves": UNTIL,
    "returns": UNTIL,
    "costs": (("Kuopio", "118,00 €"),),
    "total": "118,00 €",
    "payer": "Kainuu",
    "centre": "4711",
    "advice": "Kysy Bota aulassa.",
    **LINKS,
    "name": "Kaisa",
    "round_name": "Kierros 2027",
    "coordinator": COORDINATOR,
    "particulars": VISIT,
    "gathering": FORUM,
    "invited_by": "Bo",
    "work": _("Fact pack"),
    "signed_up": ("Aino", "Bo"),
    "owner": "Bo",
    "told": ("Kolme vierasta",),
    "because": "Koordinaattori sairastui.",
    "moved": (Moved(_("Applications close"), UNTIL),),
    "gates": True,
    "before": 2,
    "is_in_calendar": True,
    "title": "Kuopio",
    "is_announced": True,
    "until": UNTIL,
    "notes": ("1. Laps", "2. Lapsar"),
    "reasons": ("Sama aihe", _("mentoring")),
    "form": Form.SHADOWING,
    "wishes": ("Lappi", "Kainuu"),
    "closes_at": UNTIL,
    "answer_by": UNTIL,
    "is_reminder": True,
    "supervisor": "Eero",
    "is_yes": True,
    "waits": True,
    "why": None,
    "weeks": ("45",),
    "most_euros": 300,
    "aims": "Oppia.",
    "instead_of": "Bo",
    "says_no": True,
    "choices": (Choice("–", LINK + "/a"), Choice("–", LINK + "/b")),
    "approve_by": UNTIL,
    "reference": "kevat-2027",
    "webhook": "Kuopio",
    "since": UNTIL,
    "trouble": "timeout",
    "overdue": ("round-1",),
    "at_work": ("exchange-1",),
    "unheard": ("exchange-2",),
    "brought_by": "",
    "is_asked": True,
    "is_extra": False,
    "since_approval": False,
    "received_at": UNTIL,
    "waits_until": DAY,
    "server": "calendar.example.org",
    "read_at": UNTIL,
    "code": "012345",
    "applicant": "Aino",
    "working_days": 3,
    "waiting": Waiting.DRAFT,
    "to_supervisor": False,
    "gap_percent": 1.5,
    "description": ("Kysy Bota aulassa.", "", "Pukeudu lämpimästi."),
    "changes": (Change("Aika", "ma", "ti"), Change("Linkki", "", LINK)),
    "answer_again": True,
    "session": None,
    "part": (),
    "removed": False,
    "ending": Ending.HOST_DECLINED,
    "seeks_another": True,
    "who": "Bo",
    "is_session": False,
    "possible": ("27.–28.4.2027",),
    "keeps_else": True,
    "wished": "29.4.2027",
    "obstacle": Obstacle.FULL,
    "shortage": Shortage.TOO_FAR,
    "after": After.AT_ONCE,
    "sender": "x@example.org",
    "reason": held_because(Outcome.HELD_SENDER),
    "words": "Ei käy, valitettavasti.",
    "suggestion": Suggestion.NO,
    "number": "3f2a9c1b",
    "meeting": "Vierailu",
    "items": (Item("Seuranta", ("Mitä opit?", "", LINK)), Item("Ensi viikolla", ("Vierailu alkaa pian.",))),
    "mail": "1c905bb8",
    "recipient": "Aino, aino@example.org",
    "subject": "Kutsu",
    "queued_at": UNTIL,
    "status": "550 5.1.1",
    "refused": ("Aino: Kutsu (550 5.1.1)",),
    "unanswered": ("Bo: Kutsu",),
    "outdated": ("Siiri: Muuttunut",),
    "stuck": ("Kaisa: Peruttu (452 4.2.2)",),
    "contested": ("Onni: Kutsu",),
    "is_host": False,
    "days": ((STAY,), (STAY,)),
    "first_day": DAY,
    "last_day": DAY,
    "named_by": "Bo",
    "none_in_common": False,
    "pairs": (WithoutDays("Aino", "Bo", ("Bo",)), WithoutDays("Siiri", "Bo", ())),
}
OTHER_MAILS = {
    "Kuopio: 118,00 €",
    "- Kuopio: 118,00 €",
    "Ei käy, valitettavasti.",
    "vaihto round repairs kevat-2027",
    "vaihto round rules kevat-2027",
    "vaihto round compare kevat-2027 3 4",
    "- 27.–28.4.2027",
    *("Seuranta", "Mitä opit?", "Ensi viikolla", "Vierailu alkaa pian."),
    *("- Aino: Kutsu (550 5.1.1)", "- Bo: Kutsu", "- Siiri: Muuttunut", "- Kaisa: Peruttu (452 4.2.2)"),
    *("vaihto mail check kevat-2027", "vaihto mail resend 1c905bb8"),
    *("- Kolme vierasta", "Koordinaattori sairastui."),
    *("Kuopio", "- Aino", "- Bo", f"- {LINK}/f", "1. Laps", "2. Lapsar"),
}
"""What stands in letters about mails and workshops and is in no language, or in another's."""
EVERY_KIND = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
EVERY_LANGUAGE = pytest.mark.parametrize("language", list(Language))


def sample(kind: type[AnyLetter]) -> AnyLetter:
    """A letter of any kind with invented people; numbers are their place among the fields."""
    values = {each.name: SAMPLES.get(each.name, place) for place, each in enumerate(fields(kind))}
    if kind is contexts.AskNote:
        values["answer_by"] = DAY
    of_these: Callable[..., AnyLetter] = kind
    return of_these(**values)


def changed(context: AnyLetter, values: Mapping[str, object]) -> AnyLetter:
    """The same letter with other values, where it has such fields."""
    mine = {name: value for name, value in values.items() if has(type(context), name)}
    of_these: Callable[..., AnyLetter] = type(context)
    return of_these(**{each.name: getattr(context, each.name) for each in fields(context)} | mine)


def as_mentoring(context: Letterhead) -> Letterhead:
    return changed(context, {"particulars": MENTORING, "form": Form.MENTORING, "reasons": ()})


def has(kind: type[Letterhead], name: str) -> bool:
    return name in {each.name for each in fields(kind)}


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line]
