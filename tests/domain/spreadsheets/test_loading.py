from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.spreadsheets.loading import Loaded, load
from domain.spreadsheets.titles import Sheet
from models.applications import Application
from models.database import Database
from models.languages import Language
from models.offers import Availability
from models.people import Appointee, Deputy, Person
from models.states import ApplicationState, Half, Role
from tests.domain.spreadsheets.made import (
    AINO,
    APPLICATION_TITLES,
    BASE,
    BO,
    CAJSA,
    HOST_OFFERS,
    NOW,
    PEOPLE,
    WHOLE,
    Sheets,
    excel,
)


def imported(database: Database, sheets: Sheets, *, skip_bad: bool = False) -> Loaded:
    with database.change() as db:
        return load(db, [excel(sheets)], now=NOW, skip_bad=skip_bad)


def counted(loaded: Loaded) -> dict[Sheet, tuple[int, int, int, int]]:
    return {each.sheet: (each.added, each.changed, each.unchanged, each.skipped) for each in loaded.counts}


def the_application(db: Session) -> Application:
    return db.scalars(select(Application)).one()


def test_a_good_file_is_saved_and_its_application_submitted(database: Database) -> None:
    loaded = imported(database, WHOLE)

    assert counted(loaded) == {
        Sheet.ORGANISATIONS: (2, 0, 0, 0),
        Sheet.PEOPLE: (3, 0, 0, 0),
        Sheet.ROUNDS: (1, 0, 0, 0),
        Sheet.HOST_OFFERS: (1, 0, 0, 0),
        Sheet.APPLICATIONS: (1, 0, 0, 0),
    }
    with database.look() as db:
        application = the_application(db)
        assert application.state is ApplicationState.SUBMITTED
        assert application.blocks == (3,)
        assert application.languages == (Language.SV, Language.FI)


def test_the_same_file_twice_changes_nothing(database: Database) -> None:
    imported(database, WHOLE)

    again = imported(database, WHOLE)

    assert counted(again) == {
        Sheet.ORGANISATIONS: (0, 0, 2, 0),
        Sheet.PEOPLE: (0, 0, 3, 0),
        Sheet.ROUNDS: (0, 0, 1, 0),
        Sheet.HOST_OFFERS: (0, 0, 1, 0),
        Sheet.APPLICATIONS: (0, 0, 1, 0),
    }


def test_a_changed_row_updates_and_says_so(database: Database) -> None:
    imported(database, WHOLE)
    row = (BO, "asiantuntijavaihto", "Oppia lisää.", "Ilmasto: 5", "sv", "2+2", "5.4.2027 ip", "01")

    again = imported(database, {"Ilmoittautumiset": (APPLICATION_TITLES, row)})

    assert counted(again) == {Sheet.APPLICATIONS: (0, 1, 0, 0)}
    with database.look() as db:
        assert the_application(db).blocks == (4, 4)
        days = db.scalars(select(Availability)).one()
        assert (days.first_day.isoformat(), days.half, days.can) == ("2027-04-05", Half.AFTERNOON, False)


def test_columns_that_are_left_out_stay_as_they_are(database: Database) -> None:
    imported(database, WHOLE)
    only_titles = (
        ("Tehtävänimike", "Kieli", "Nimi", "Organisaatio", "Sähköposti"),
        ("johtaja", "sv", "Bo Nygård", "19", BO),
    )

    again = imported(database, {"Henkilöt": only_titles})

    assert counted(again) == {Sheet.PEOPLE: (0, 1, 0, 0)}
    with database.look() as db:
        bo = db.scalars(select(Person).where(Person.email == BO)).one()
        cajsa = db.scalars(select(Person).where(Person.email == CAJSA)).one()
        assert (bo.title, bo.supervisor_id) == ("johtaja", cajsa.id)


DEPUTY_TITLES = ("Sähköposti", "Nimi", "Organisaatio", "Kieli", "Sijaiset (sähköposti)")


def with_deputies(written: str) -> Sheets:
    return {"Henkilöt": (DEPUTY_TITLES, (BO, "Bo Nygård", "19", "sv", written))}


def deputies_of_bo(database: Database) -> list[tuple[str, str]]:
    with database.look() as db:
        found = select(Deputy).where(Deputy.may_answer).order_by(Deputy.email)
        return [(each.email, each.name) for each in db.scalars(found)]


def test_deputies_are_named_without_an_account_and_those_who_are_gone_may_no_longer(
    database: Database,
) -> None:
    imported(database, WHOLE)
    first = imported(database, with_deputies("Sisko Keksitty <Sisko@example.org>, tuuli@example.org"))
    named = deputies_of_bo(database)

    second = imported(database, with_deputies("sisko@example.org"))

    assert named == [("sisko@example.org", "Sisko Keksitty"), ("tuuli@example.org", "tuuli@example.org")]
    assert deputies_of_bo(database) == [("sisko@example.org", "Sisko Keksitty")]
    assert [counted(each)[Sheet.PEOPLE] for each in (first, second)] == [(0, 1, 0, 0), (0, 1, 0, 0)]


def test_the_same_deputies_twice_change_nothing_and_an_empty_cell_takes_them_away(
    database: Database,
) -> None:
    imported(database, WHOLE)
    imported(database, with_deputies("Sisko Keksitty <sisko@example.org>"))

    again = imported(database, with_deputies("Sisko Keksitty <sisko@example.org>"))
    emptied = imported(database, with_deputies(""))

    assert [counted(each)[Sheet.PEOPLE] for each in (again, emptied)] == [(0, 0, 1, 0), (0, 1, 0, 0)]
    assert deputies_of_bo(database) == []


def test_skipping_bad_rows_leaves_out_what_depends_on_them(database: Database) -> None:
    titles, aino, bo, _cajsa = PEOPLE
    people = (titles, aino, bo, (CAJSA, "", "19", "sv", ""))

    loaded = imported(database, WHOLE | {"Henkilöt": people}, skip_bad=True)

    assert [str(each.wrong) for each in loaded.problems] == ["The cell is empty."]
    assert [(each.sheet, each.row, str(each.wrong)) for each in loaded.left_out] == [
        ("Henkilöt", 3, f"The row depends on {CAJSA}, which could not be imported."),
        ("Ilmoittautumiset", 2, f"The row depends on {BO}, which could not be imported."),
    ]
    assert counted(loaded) == {
        Sheet.ORGANISATIONS: (2, 0, 0, 0),
        Sheet.PEOPLE: (1, 0, 0, 2),
        Sheet.ROUNDS: (1, 0, 0, 0),
        Sheet.HOST_OFFERS: (1, 0, 0, 0),
        Sheet.APPLICATIONS: (0, 0, 0, 1),
    }


def test_what_a_rule_refuses_is_told_with_its_row_and_nothing_is_saved(database: Database) -> None:
    imported(database, WHOLE)
    with database.change() as db:
        the_application(db).state = ApplicationState.PLACED
    changed = (BO, "asiantuntijavaihto", "Muuta.", "Ilmasto: 5", "sv; fi", "1", "", "")
    added = ("uusi@liitto.example.org", "Uusi Ihminen", "01", "fi", "")
    sheets: Sheets = {"Henkilöt": (*PEOPLE, added), "Ilmoittautumiset": (APPLICATION_TITLES, changed)}

    loaded = imported(database, sheets)

    assert [(each.sheet, each.row, str(each.wrong)) for each in loaded.problems] == [
        (
            "Ilmoittautumiset",
            2,
            "The application has moved on: it can no longer be changed by a spreadsheet.",
        )
    ]
    with database.look() as db:
        assert db.scalar(select(func.count(Person.id))) == 3
        assert the_application(db).aims == "Oppia."


def test_a_refused_row_is_skipped_and_the_others_are_saved(database: Database) -> None:
    imported(database, WHOLE)
    with database.change() as db:
        the_application(db).state = ApplicationState.PLACED
    changed = (BO, "asiantuntijavaihto", "Muuta.", "Ilmasto: 5", "sv; fi", "1", "", "")
    added = ("uusi@liitto.example.org", "Uusi Ihminen", "01", "fi", "")
    sheets: Sheets = {"Henkilöt": (*PEOPLE, added), "Ilmoittautumiset": (APPLICATION_TITLES, changed)}

    loaded = imported(database, sheets, skip_bad=True)

    assert counted(loaded) == {Sheet.PEOPLE: (1, 0, 3, 0), Sheet.APPLICATIONS: (0, 0, 0, 1)}
    with database.look() as db:
        assert the_application(db).aims == "Oppia."


def test_roles_reach_as_far_as_they_should(database: Database) -> None:
    people = (
        ("Sähköposti", "Nimi", "Organisaatio", "Kieli", "Roolit"),
        (AINO, "Aino", "01", "fi", "hr, koordinaattori"),
    )

    imported(database, BASE | {"Henkilöt": people})

    with database.look() as db:
        aino = db.scalars(select(Person)).one()
        held = {(each.role, each.organisation_id) for each in db.scalars(select(Appointee))}
        assert held == {(Role.HR, aino.organisation_id), (Role.COORDINATOR, None)}


def test_companions_may_name_each_other(database: Database) -> None:
    titles = ("Sähköposti", "Muoto", "Tavoitteet", "Kielet", "Päiviä", "Matkustaa yhdessä (sähköposti)")
    pair = (
        titles,
        (BO, "asiantuntijavaihto", "Oppia.", "sv", 2, CAJSA),
        (CAJSA, "asiantuntijavaihto", "Oppia.", "sv", 2, BO),
    )

    loaded = imported(database, BASE | {"Ilmoittautumiset": pair})

    assert loaded.problems == ()
    with database.look() as db:
        first, second = db.scalars(select(Application)).all()
        assert (first.travels_with_id, second.travels_with_id) == (second.id, first.id)


def test_a_row_without_a_round_belongs_to_the_only_one_or_says_that_it_must_be_named(
    database: Database,
) -> None:
    imported(database, WHOLE)
    titles, first = BASE["Kierrokset"]
    another = (titles, ("syksy-2027", *first[1:]))
    offers: Sheets = {"Vastaanottoilmoitukset": (HOST_OFFERS[0], (BO, "Ilmasto", "sv", 1))}
    imported(database, {"Kierrokset": another})

    unnamed = imported(database, offers)
    with database.change() as db:
        named = load(db, [excel(offers)], now=NOW, usual_round="syksy-2027")

    assert [str(each.wrong) for each in unnamed.problems] == ["The round is not named."]
    assert counted(named) == {Sheet.HOST_OFFERS: (1, 0, 0, 0)}


def test_what_a_coordinator_recorded_needs_who_when_and_why(database: Database) -> None:
    titles = (*HOST_OFFERS[0], "Kirjannut (sähköposti)", "Kirjattu", "Kirjaamisen syy")
    offers = (titles, (*HOST_OFFERS[1], AINO, "10.11.2026 klo 10.15", ""))

    loaded = imported(database, BASE | {"Vastaanottoilmoitukset": offers})

    assert [(each.column, str(each.wrong)) for each in loaded.problems] == [
        ("G", "Who recorded this, when and why belong together.")
    ]
