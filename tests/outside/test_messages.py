"""Every kind of message we send, as libical, ical.js and node-ical understand it."""

from dataclasses import replace
from functools import cache

import pytest
from _pytest.mark import ParameterSet

from tests.invites.made import a_meeting, wordings
from tests.outside.judges import EVERY_JUDGE, ICAL_JS, JUDGES, NODE_ICAL, Ask, Judge, Objects
from tests.outside.odd import ODD, oddly
from tests.outside.posted import SENT, calendar, everything_sent, mail
from tests.outside.sent import Sent, planned, told
from tests.outside.sent_stays import STAYS

MISREAD = {
    (ICAL_JS, "backslash before n"): "ical.js takes it for a line end, also in a name",
    (NODE_ICAL, "backslash before n"): "node-ical takes it for a line end",
    (NODE_ICAL, "semicolon"): "node-ical cuts a quoted name at a semicolon",
    (NODE_ICAL, "backslash and semicolon"): "node-ical cuts a quoted name at a semicolon",
    (NODE_ICAL, "caret"): "node-ical knows nothing of RFC 6868",
}


def asked(judge: Judge, name: str) -> ParameterSet:
    """A judge that is known to misread a name is told when it has learnt better."""
    marks = [pytest.mark.outside(judge.name)]
    if why := MISREAD.get((judge, name)):
        marks.append(pytest.mark.xfail(strict=True, raises=AssertionError, reason=why))
    return pytest.param(judge, name, id=f"{name}-{judge.name}", marks=marks)


ODDLY = pytest.mark.parametrize(("judge", "name"), [asked(judge, name) for judge in JUDGES for name in ODD])


def test_no_two_messages_have_one_name() -> None:
    names = [sent.name for sent in SENT]

    assert sorted(set(names)) == sorted(names)


@EVERY_JUDGE
@pytest.mark.parametrize("sent", SENT, ids=lambda sent: sent.name)
def test_a_reader_finds_what_was_meant(judge: Judge, sent: Sent, ask: Ask) -> None:
    reading = ask(judge, everything_sent())[sent.name]

    assert reading.faults == ()
    assert reading.method == sent.method
    assert reading.entries == sent.entries


@EVERY_JUDGE
@pytest.mark.parametrize("sent", STAYS, ids=lambda sent: sent.name)
def test_a_stay_takes_place_once(judge: Judge, sent: Sent, ask: Ask) -> None:
    (entry,) = sent.entries

    reading = ask(judge, everything_sent())[sent.name]

    assert reading.sessions == (() if entry.status == "CANCELLED" else ((entry.start, entry.end),))


@ODDLY
def test_an_odd_name_or_text_is_read_as_it_was_written(judge: Judge, name: str, ask: Ask) -> None:
    (entry,) = ask(judge, oddly_named())[name].entries

    assert entry.invited[0].name == ODD[name]
    assert (entry.summary, entry.place) == (ODD[name], ODD[name])
    assert entry.description == f"{ODD[name]}\n\n{ODD[name]}"
    assert len(entry.invited) == 1


@EVERY_JUDGE
def test_double_quotes_are_gone_from_a_name_and_kept_in_a_text(judge: Judge, ask: Ask) -> None:
    (entry,) = ask(judge, (("quotes", oddly('Aino "Ainikki" Aho')),))["quotes"].entries

    assert entry.invited[0].name == "Aino Ainikki Aho"
    assert entry.summary == 'Aino "Ainikki" Aho'


@EVERY_JUDGE
def test_a_link_is_read_as_it_was_written(judge: Judge, ask: Ask) -> None:
    link = "https://meet.example.org/l/19%3ameeting_x@thread.v2/0?context=%7b%22a%22%3a1%7d&b=1;c,d"
    meeting = replace(a_meeting(), wordings=wordings(url=link))
    sent = planned("link", told(None, meeting))

    (entry,) = ask(judge, ((sent.name, calendar(mail(sent))),))[sent.name].entries

    assert entry.link == link


@cache
def oddly_named() -> Objects:
    return tuple((name, oddly(text)) for name, text in ODD.items())
