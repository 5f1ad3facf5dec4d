"""Every kind of letter in every language, as a reader gets it."""

from dataclasses import replace

import pytest

from invites import contexts
from invites.contexts import Letterhead
from invites.letters import render
from invites.markup import ARROW, BAR, PEOPLE
from models.languages import Language
from tests.invites.letters import (
    EN,
    EVERY_KIND,
    EVERY_LANGUAGE,
    FI,
    LINK,
    LINKLESS,
    LINKS,
    OTHER_MAILS,
    SV,
    VISIT,
    changed,
    lines,
    sample,
)
from tests.invites.page import Page


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
        "- Onni: Kutsu",
        "- –",
        "–:",
        LINK + "/a",
        LINK + "/b",
        *OTHER_MAILS,
    }
    people |= {line for line in finnish if line.startswith(("vaihto ", "- exchange-", "- round-"))}
    addresses = {f"{each}" for each in LINKS.values()}
    assert (finnish & english) - people - addresses == set()
    assert (swedish & english) - people - addresses == set()


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


@EVERY_KIND
def test_without_links_a_letter_has_no_dead_button(kind: type[Letterhead]) -> None:
    linkless = changed(sample(kind), LINKLESS)

    letter = render(linkless, FI)

    assert Page(letter.html).buttons == []
    assert "http" not in letter.text.replace(LINK, "")


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
