"""What single kinds of letter say: what, when, until when, why, and how to answer."""

import re
from dataclasses import replace
from datetime import date, datetime, time

import pytest

from invites import contexts, dates
from invites.ask_contexts import Question
from invites.codes import Ending
from invites.contexts import KINDS, Letterhead
from invites.letters import render
from invites.wordings import ENDINGS
from models.languages import Language, _
from models.timeline import moment
from tests.invites.letters import (
    APPLY,
    APPROVE,
    COORDINATOR,
    EN,
    EVERY_LANGUAGE,
    FI,
    LINK,
    LINKLESS,
    MENTORING,
    SV,
    TO_APPROVE,
    TO_HR,
    as_mentoring,
    changed,
    has,
    lines,
    sample,
)
from tests.invites.made import a_series
from tests.invites.page import Page

A_TIME_OF_ITS_OWN = moment(date(2028, 8, 17), time(11, 11))


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


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if issubclass(kind, Question)], ids=lambda kind: kind.kind
)
@EVERY_LANGUAGE
def test_a_question_says_once_until_when_it_is_to_be_answered(
    kind: type[Question], language: Language
) -> None:
    asked = changed(sample(kind), {"answer_by": A_TIME_OF_ITS_OWN})

    assert render(asked, language).text.count(dates.moment(A_TIME_OF_ITS_OWN, language)) == 1


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in TO_HR], ids=lambda kind: kind.kind)
@EVERY_LANGUAGE
def test_a_letter_without_links_names_the_coordinator_once(
    kind: type[Letterhead], language: Language
) -> None:
    linkless = changed(sample(kind), LINKLESS)

    assert render(linkless, language).text.count("hr@example.org") == 1


@pytest.mark.parametrize("kind", TO_HR, ids=lambda kind: kind.kind)
def test_the_coordinator_is_not_told_to_ask_herself(kind: type[Letterhead]) -> None:
    linkless = changed(sample(kind), LINKLESS)

    for_herself = [line for line in lines(render(linkless, FI).text) if "hr@example.org" in line]

    commands = {**dict.fromkeys(TO_APPROVE, APPROVE), contexts.HeldReply: APPLY}
    assert for_herself == [command for each, command in commands.items() if each is kind]


@pytest.mark.parametrize(
    ("kind", "how"),
    [
        (contexts.AskGuest, "Lyhyt kyllä tai ei riittää."),
        (contexts.AskHost, "Lyhyt kyllä tai ei riittää."),
        (contexts.RemindAnswer, "Lyhyt kyllä tai ei riittää."),
    ],
)
def test_without_links_the_answer_is_written_to_the_coordinator(kind: type[Letterhead], how: str) -> None:
    told = lines(render(changed(sample(kind), LINKLESS), FI).text)

    after = told.index("Näin vastaat") + 1
    assert told[after] == f"Vastaa tähän viestiin tai kirjoita yhteyshenkilölle: Heli, hr@example.org. {how}"


@pytest.mark.parametrize("kind", [contexts.Invitation, contexts.InvitationUpdate])
def test_an_invitation_is_answered_in_the_calendar(kind: type[Letterhead]) -> None:
    told = lines(render(changed(sample(kind), LINKLESS), FI).text)

    assert (told[2].partition(" ")[0], told[2].rpartition(" kalenterissasi: ")[2]) == (
        "Vastaathan",
        "hyväksy, tai kieltäydy jos et pääse.",
    )


def test_a_proposal_says_who_where_when_and_why() -> None:
    letter = render(sample(contexts.AskGuest), FI)

    assert letter.subject == "Paikkaehdotus asiantuntijavaihtoosi"
    assert letter.text == (
        "Hei Kaisa!\n\n"
        "Löysimme sinulle paikan. Vastaanottajasi olisi Bo, Lappi. Vierailu alkaisi ma 15.3.2027.\n"
        "Kerrothan viimeistään pe 15.1.2027 klo 16.00, sopiiko tämä sinulle.\n\n"
        "Ajankohta: ma 15.3. – ke 17.3.2027 (vk 11)\nPaikka: Rovaniemi\n"
        f"Linkki tapaamiseen: {LINK}\n"
        "Vieras: Aino, Kainuu\nVastaanottaja: Bo, Lappi\n\n"
        f"Kyllä, tämä sopii minulle:\n{LINK}/yes\nEi, en pääse:\n{LINK}/no\n\n"
        "Miksi ehdotamme tätä\n\n- Sama aihe\n- mentorointi\n\n"
        "Kalenterikutsut tulevat, kun olette molemmat suostuneet.\n\n"
        "Kysyttävää? Heli auttaa mielellään: hr@example.org.\n\n"
        "Ohjelmakierros: Kierros 2027\n"
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
    ("session", "removed", "ending", "subject"),
    [
        (None, False, Ending.NO_ANSWER, "Peruttu: mentorointi, vk 9–19"),
        (None, False, None, "Yksi osa on peruttu: mentorointi"),
        (a_series().originals[2], False, None, "Yksi tapaaminen on peruttu: mentorointi, ma 29.3.2027"),
        (None, True, None, "Kutsusi on peruttu: mentorointi, vk 9–19"),
    ],
)
def test_four_ways_to_be_cancelled_are_four_letters(
    session: datetime | None, *, removed: bool, ending: Ending | None, subject: str
) -> None:
    context = contexts.InvitationCancel(
        name="Kaisa",
        round_name="Kierros 2027",
        coordinator=COORDINATOR,
        particulars=MENTORING,
        session=session,
        removed=removed,
        ending=ending,
    )

    assert render(context, FI).subject == subject


@pytest.mark.parametrize(
    ("ending", "next_"),
    [
        (Ending.GUEST_DECLINED, "Kiitos, että olit valmis osallistumaan."),
        (Ending.HOST_DECLINED, "Jos löydämme toisen ratkaisun, kysymme siitä sinulta erikseen."),
        (Ending.NO_ANSWER, "Jos löydämme toisen ratkaisun, kysymme siitä sinulta erikseen."),
        (Ending.WITHDRAWN, "Kiitos, että olit valmis osallistumaan."),
        (Ending.ILLNESS, "Jos löydämme toisen ratkaisun, kysymme siitä sinulta erikseen."),
        (Ending.HOST_UNAVAILABLE, "Jos löydämme toisen ratkaisun, kysymme siitä sinulta erikseen."),
        (Ending.CANCELLED_BY_HR, "Jos löydämme toisen ratkaisun, kysymme siitä sinulta erikseen."),
        (Ending.ROUND_ENDED, "Kiitos, että olit valmis osallistumaan."),
    ],
)
def test_a_cancellation_says_what_why_and_what_comes_next(ending: Ending, next_: str) -> None:
    letter = render(replace(sample(contexts.InvitationCancel), ending=ending), FI)

    assert lines(letter.text)[1:5] == [
        "Vierailu, jonka piti alkaa ma 15.3.2027, on peruttu.",
        ENDINGS[ending].into(FI),
        "Se poistuu kalenteristasi. Jos kalenteri kysyy, valitse poista. Muuta sinun ei tarvitse tehdä.",
        next_,
    ]


def test_a_suggestion_that_lapses_is_not_told_as_if_it_had_begun() -> None:
    letter = render(sample(contexts.Released), FI)

    assert letter.subject == "Asiantuntijavaihto ei toteudu"
    assert lines(letter.text)[1] == "Valitettavasti vierailu, jonka piti alkaa ma 15.3.2027, ei toteudu."


def test_the_bill_of_a_change_proposal_says_what_approving_does() -> None:
    bill = replace(
        sample(contexts.RepairReady), ways=1, kept=5, moved=1, newly_placed=2, released=3, link=None
    )

    told = lines(render(bill, FI).text)

    assert told[4:11] == [
        "Jos hyväksyt",
        "Säilyy ennallaan: 5",
        "Saa uuden ajankohdan: 1",
        "Saa uuden ehdotuksen: 2",
        "Peruuntuu: 3",
        "Näin hyväksyt",
        "Katso ensin ohjelmakierroksen sivu Vaihdossa. "
        "Hyväksy sitten komentorivillä tai pyydä sitä ylläpitäjältä:",
    ]


@pytest.mark.parametrize(
    ("gap", "quality"),
    [
        (None, "Laatu: todistetusti paras, parempaa sijoittelua ei ole"),
        (1.5, "Laatu: enintään 1,5 % heikompi kuin paras mahdollinen"),
        (0.001, "Laatu: enintään 0,1 % heikompi kuin paras mahdollinen"),
    ],
)
def test_a_schedule_that_may_be_bettered_is_never_called_the_best(gap: float | None, quality: str) -> None:
    letter = render(replace(sample(contexts.ScheduleReady), gap_percent=gap), FI)

    assert [line for line in lines(letter.text) if line.startswith("Laatu")] == [quality]


@EVERY_LANGUAGE
def test_a_meeting_place_and_a_meeting_link_have_different_words(language: Language) -> None:
    online = replace(MENTORING, place=_("Online").into(language))

    letter = render(replace(sample(contexts.Invitation), particulars=online), language)

    labels = [line.partition(": ")[0] for line in lines(letter.text) if LINK in line][:1]
    assert labels == [
        {FI: "Linkki tapaamiseen", SV: "Länk till träffen", EN: "Link to the meeting"}[language]
    ]
    assert _("Online").into(language) not in labels


def test_a_mentoring_without_a_link_asks_the_two_to_agree() -> None:
    told = "Tapaamisiin ei ole vielä linkkiä: sopikaa keskenänne, miten tapaatte."

    with_link, without = (
        render(replace(sample(contexts.ReminderWeek), particulars=replace(MENTORING, online=online)), FI)
        for online in (LINK, "")
    )

    assert [told in letter.text for letter in (with_link, without)] == [False, True]


@pytest.mark.parametrize("ending", list(Ending))
@EVERY_LANGUAGE
def test_illness_is_never_told(ending: Ending, language: Language) -> None:
    letter = render(replace(sample(contexts.Released), ending=ending), language)

    assert re.findall(r"\b(?:ill|illness|sair\w*|sjuk\w*)\b", letter.text.lower()) == []
