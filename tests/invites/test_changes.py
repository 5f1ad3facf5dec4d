from dataclasses import replace
from datetime import date, timedelta

from invites.changes import Change, changes
from tests.invites.made import GUEST, HOST, STAY, a_meeting, a_move, a_series, wordings


def test_a_new_time_is_told_beside_the_old() -> None:
    new = a_meeting(replace(STAY, last=date(2027, 3, 16)))

    assert changes(a_meeting(), new, to=GUEST) == (
        Change("Aika", "ma 15.3. – ke 17.3.2027 (vk 11)", "ma 15.3. – ti 16.3.2027 (vk 11)"),
    )


def test_everybody_reads_of_changes_in_their_own_language() -> None:
    new = a_meeting(replace(STAY, last=date(2027, 3, 16)))

    assert changes(a_meeting(), new, to=HOST) == (
        Change("Tid", "mån 15.3. – ons 17.3.2027 (v. 11)", "mån 15.3. – tis 16.3.2027 (v. 11)"),
    )


def test_only_the_sessions_that_changed_are_told() -> None:
    new = a_meeting(a_series(moved=(a_move(2, by=timedelta(days=1)),), cancelled=(a_series().originals[4],)))

    assert changes(a_meeting(a_series()), new, to=GUEST) == (
        Change(
            "Mentorointitapaaminen 3",
            "ma 29.3.2027 klo 13.00–14.00 (vk 13), Suomen aikaa",
            "ti 30.3.2027 klo 13.00–14.00 (vk 13), Suomen aikaa",
        ),
        Change("Mentorointitapaaminen 5", "ma 26.4.2027 klo 13.00–14.00 (vk 17), Suomen aikaa", "peruttu"),
    )


def test_place_link_and_people_are_told_too() -> None:
    new = replace(
        a_meeting(attendees=(GUEST,)), wordings=wordings(location="Joensuu", url="https://example.org/room")
    )

    assert changes(a_meeting(), new, to=GUEST) == (
        Change("Paikka", "Kuopio", "Joensuu"),
        Change("Linkki tapaamiseen", "", "https://example.org/room"),
        Change("Osallistujat", "Guest, Host", "Guest"),
    )


def test_a_hidden_roster_is_not_told() -> None:
    old = replace(a_meeting(), hides_roster=True)

    assert changes(old, replace(old, attendees=(GUEST,)), to=GUEST) == ()


def test_nothing_changed_is_nothing_told() -> None:
    assert changes(a_meeting(a_series()), a_meeting(a_series()), to=GUEST) == ()


def test_each_line_of_the_visit_pack_is_told_by_itself() -> None:
    old = replace(a_meeting(), wordings=wordings(description="Pukeutuminen: Vapaa\nOta mukaan: Läppäri"))
    new = replace(old, wordings=wordings(description="Pukeutuminen: Vapaa\nPysäköinti: Pihalla"))

    assert changes(old, new, to=GUEST) == (
        Change("Ota mukaan", "Läppäri", ""),
        Change("Pysäköinti", "", "Pihalla"),
    )


def test_lines_that_are_set_in_go_on_with_the_one_before() -> None:
    old = replace(a_meeting(), wordings=wordings(description="Ohjelma: Ma: kahvit\n  Ti: palaveri"))
    new = replace(old, wordings=wordings(description="Ohjelma: Ma: kahvit\n  Ti: vierailu"))

    assert changes(old, new, to=GUEST) == (
        Change("Ohjelma", "Ma: kahvit Ti: palaveri", "Ma: kahvit Ti: vierailu"),
    )


def test_a_text_without_labels_is_told_as_the_description() -> None:
    new = replace(a_meeting(), wordings=wordings(description="Uusi kuvaus"))

    assert changes(a_meeting(), new, to=GUEST) == (Change("Kuvaus", "Kuvaus", "Uusi kuvaus"),)
