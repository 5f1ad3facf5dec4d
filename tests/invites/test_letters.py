"""Every kind of letter in every language, as a reader gets it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from typing import TypeVar

import pytest

from invites import contexts
from invites.changes import Change
from invites.codes import After, Ending, Form, Shortage, Waiting
from invites.contexts import KINDS, Letterhead, Particulars
from invites.judgement import Outcome
from invites.letters import render
from invites.markup import ARROW, BAR, PEOPLE
from invites.meetings import Mailbox
from invites.wordings import held_because
from invites.zone import HELSINKI
from models.languages import Language, _
from tests.invites.made import STAY, a_series
from tests.invites.page import Page

AnyLetter = TypeVar("AnyLetter", bound=Letterhead)

FI, SV, EN = Language.FI, Language.SV, Language.EN
UNTIL = datetime(2027, 1, 15, 16, 0, tzinfo=HELSINKI)
DAY = date(2027, 1, 15)
LINK = "https://vaihto.example.org/a/1"
VISIT = Particulars(Form.SHADOWING, "Aino", "Kainuu", "Bo", "Lappi", (STAY,), "Rovaniemi", LINK)
MENTORING = replace(VISIT, form=Form.MENTORING, blocks=(a_series(),))
COORDINATOR = Mailbox("hr@example.org", "Heli")
LINKS = {"link": LINK, "accept_link": LINK + "/yes", "decline_link": LINK + "/no"}
SAMPLES: Mapping[str, object] = {
    **LINKS,
    "name": "Kaisa",
    "round_name": "Kierros 2027",
    "coordinator": COORDINATOR,
    "particulars": VISIT,
    "reasons": ("Sama aihe", _("mentoring")),
    "form": Form.SHADOWING,
    "wishes": ("Lappi", "Kainuu"),
    "closes_at": UNTIL,
    "answer_by": UNTIL,
    "approve_by": UNTIL,
    "received_at": UNTIL,
    "waits_until": DAY,
    "supervisor": "Pomo",
    "applicant": "Aino",
    "working_days": 3,
    "waiting": Waiting.DRAFT,
    "to_supervisor": False,
    "gap_percent": 1.5,
    "description": ("Kysy Bota aulassa.", "", "Pukeudu lämpimästi."),
    "changes": (Change("Aika", "ma", "ti"), Change("Linkki", "", LINK)),
    "answer_again": True,
    "session": None,
    "removed": False,
    "ending": Ending.HOST_DECLINED,
    "seeks_another": True,
    "shortage": Shortage.TOO_FAR,
    "after": After.AT_ONCE,
    "sender": "x@example.org",
    "reason": held_because(Outcome.HELD_SENDER),
    "meeting": "Vierailu",
}
EVERY_KIND = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
EVERY_LANGUAGE = pytest.mark.parametrize("language", list(Language))


@EVERY_KIND
@EVERY_LANGUAGE
def test_every_letter_speaks_and_leaves_no_mark_behind(kind: type[Letterhead], language: Language) -> None:
    letter = render(sample(kind), language)

    whole = letter.subject + letter.text + letter.html
    assert letter.subject
    assert [mark for mark in (PEOPLE, BAR, ARROW, "{%", "{{", "%(", "\n> ", "\n# ") if mark in whole] == []
    assert "\n\n\n" not in letter.text


@EVERY_KIND
def test_no_letter_falls_back_to_english(kind: type[Letterhead]) -> None:
    finnish, swedish, english = (set(lines(render(sample(kind), each).text)) for each in (FI, SV, EN))

    people = {
        "Kysy Bota aulassa.",
        "Pukeudu lämpimästi.",
        "Linkki: – → " + LINK,
        "Aika: ma → ti",
        "- Sama aihe",
    }
    addresses = {LINK, LINK + "/yes", LINK + "/no"}
    assert (finnish & english) - people - addresses == set()
    assert (swedish & english) - people - addresses - {"Form: expertutbyte"} == set()


@EVERY_KIND
@EVERY_LANGUAGE
def test_every_page_can_be_read_by_ear_and_in_the_dark(kind: type[Letterhead], language: Language) -> None:
    letter = render(sample(kind), language)

    page = Page(letter.html)

    assert page.languages == [language]
    assert page.headings[:1] == [letter.subject]
    assert page.unclosed == []
    assert page.rows == page.row_headings
    assert page.tags & {"img", "script", "link", "style", "font"} == set()
    assert "color:" not in letter.html.replace("color-scheme", "")


@pytest.mark.parametrize(
    ("kind", "until"),
    [
        (contexts.ApplicationReceived, "pe 15.1.2027 klo 16.00"),
        (contexts.AskEndorsement, "pe 15.1.2027 klo 16.00"),
        (contexts.ClosingSoon, "pe 15.1.2027 klo 16.00"),
        (contexts.ScheduleReady, "pe 15.1.2027 klo 16.00"),
        (contexts.AskGuest, "pe 15.1.2027 klo 16.00"),
        (contexts.AskHost, "pe 15.1.2027 klo 16.00"),
        (contexts.RemindAnswer, "pe 15.1.2027 klo 16.00"),
        (contexts.RepairReady, "pe 15.1.2027 klo 16.00"),
        (contexts.NotPlaced, "pe 15.1.2027"),
        (contexts.Invitation, "ma 15.3.2027"),
        (contexts.ReminderWeek, "ma 15.3.2027"),
        (contexts.ReminderDay, "ma 15.3.2027"),
        (contexts.AskNote, "pe 15.1.2027"),
    ],
)
def test_the_first_two_lines_after_the_greeting_say_until_when(kind: type[Letterhead], until: str) -> None:
    greeting, first, second, *_rest = lines(render(sample(kind), FI).text)

    assert greeting == "Hei Kaisa!"
    assert until in f"{first} {second}"


@EVERY_KIND
def test_without_links_a_letter_has_no_dead_button(kind: type[Letterhead]) -> None:
    linkless = changed(sample(kind), dict.fromkeys(LINKS))

    letter = render(linkless, FI)

    assert Page(letter.html).buttons == []
    assert "hr@example.org" in letter.text


@pytest.mark.parametrize("kind", [contexts.AskGuest, contexts.RemindAnswer, contexts.AskEndorsement])
def test_without_links_the_answer_goes_to_the_coordinator(kind: type[Letterhead]) -> None:
    linkless = changed(sample(kind), {"accept_link": None, "decline_link": None})

    assert "Vastaa yhteyshenkilölle. Yhteyshenkilö on Heli: hr@example.org." in lines(
        render(linkless, FI).text
    )


def test_a_proposal_says_who_where_when_and_why() -> None:
    letter = render(sample(contexts.AskGuest), FI)

    assert letter.subject == "Paikkaehdotus asiantuntijavaihtoosi"
    assert letter.text == (
        "Hei Kaisa!\n\n"
        "Löysimme sinulle paikan. Vastaanottajasi olisi Bo, Lappi.\n"
        "Vastaathan viimeistään pe 15.1.2027 klo 16.00, sopiiko tämä sinulle.\n\n"
        "Muoto: asiantuntijavaihto\nVieras: Aino, Kainuu\nVastaanottaja: Bo, Lappi\n"
        "Ajankohta: ma 15.3. – ke 17.3.2027 (vk 11)\nPaikka: Rovaniemi\n"
        f"Verkkolinkki: {LINK}\n\n"
        "Miksi ehdotamme tätä\n\n- Sama aihe\n- mentorointi\n\n"
        f"Kyllä, tämä sopii minulle:\n{LINK}/yes\nEi, en pääse:\n{LINK}/no\n\n"
        "Kalenterikutsut tulevat, kun olette molemmat suostuneet.\n\n"
        "Kysyttävää? Heli auttaa mielellään: hr@example.org.\n\n"
        "Tämä viesti liittyy ohjelmakierrokseen Kierros 2027.\n"
    )


def test_mentoring_is_never_called_an_exchange() -> None:
    kinds = [kind for kind in KINDS if has(kind, "particulars") or has(kind, "form")]
    letters = [render(as_mentoring(sample(kind)), FI) for kind in kinds]

    assert [letter.subject for letter in letters if "asiantuntijavaih" in letter.subject + letter.text] == []


def test_an_update_shows_old_and_new() -> None:
    letter = render(sample(contexts.InvitationUpdate), FI)

    assert "Aika: ma → ti" in lines(letter.text)
    assert "<del>ma</del> → <ins>ti</ins>" in letter.html


def test_a_mere_update_asks_for_no_answer() -> None:
    letter = render(replace(sample(contexts.InvitationUpdate), answer_again=False), FI)

    assert Page(letter.html).buttons == []


@pytest.mark.parametrize(
    ("session", "removed", "subject"),
    [
        (None, False, "Peruttu: mentorointi, vk 9–19"),
        (a_series().originals[2], False, "Yksi tapaaminen on peruttu: mentorointi, ma 29.3.2027"),
        (None, True, "Kutsusi on peruttu: mentorointi, vk 9–19"),
    ],
)
def test_three_ways_to_be_cancelled_are_three_letters(
    session: datetime | None, *, removed: bool, subject: str
) -> None:
    context = contexts.InvitationCancel(
        name="Kaisa",
        round_name="Kierros 2027",
        coordinator=COORDINATOR,
        particulars=MENTORING,
        session=session,
        removed=removed,
        ending=None,
    )

    assert render(context, FI).subject == subject


@pytest.mark.parametrize("ending", list(Ending))
@EVERY_LANGUAGE
def test_illness_is_never_told(ending: Ending, language: Language) -> None:
    letter = render(replace(sample(contexts.Released), ending=ending), language)

    assert re.findall(r"\b(?:ill|illness|sair\w*|sjuk\w*)\b", letter.text.lower()) == []


@pytest.mark.parametrize(
    "name",
    [
        "> Click | https://evil.example.org",
        "# Title",
        "- Place: elsewhere",
        "x\n\n> Click | https://evil.example.org",
        "<b>x</b><script>",
        "a => b",
        "{{ coordinator }}",
        "100 %(name)s %",
        PEOPLE + "> Click | https://evil.example.org",
    ],
)
def test_what_people_write_is_never_taken_for_a_mark(name: str) -> None:
    visit = replace(VISIT, guest=name, host=name, place=name)
    context = replace(sample(contexts.AskGuest), name=name, particulars=visit, reasons=(name,))

    page = Page(render(context, FI).html)
    usual = Page(render(sample(contexts.AskGuest), FI).html)

    assert page.buttons == usual.buttons
    assert (page.tags, page.rows, page.headings) == (usual.tags, usual.rows, usual.headings)


def test_a_name_reads_as_it_was_written() -> None:
    name = 'Åsa | "the => boss" <b> & co'

    letter = render(replace(sample(contexts.AskGuest), name=name), FI)

    assert lines(letter.text)[0] == f"Hei {name}!"


def test_a_link_that_is_no_web_address_stops_the_letter() -> None:
    context = replace(sample(contexts.AskGuest), accept_link="javascript:alert(1)")

    with pytest.raises(ValueError, match="web address"):
        render(context, FI)


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
