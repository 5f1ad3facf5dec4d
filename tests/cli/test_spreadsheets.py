from pathlib import Path

from click.testing import CliRunner, Result

from cli.spreadsheets import export_command, import_command
from tests.domain.spreadsheets.made import BASE, WHOLE, Sheets, octets


def ran(folder: Path, command: str, *arguments: str) -> Result:
    chosen = {"import": import_command, "export": export_command}[command]
    return CliRunner().invoke(chosen, [*arguments, "--data", str(folder / "data")])


def a_file(folder: Path, sheets: Sheets) -> str:
    file = folder / "kevat.xlsx"
    file.write_bytes(octets(sheets))
    return str(file)


def test_an_import_says_what_it_added_in_the_language_asked_for(tmp_path: Path) -> None:
    result = ran(tmp_path, "import", a_file(tmp_path, WHOLE), "--language", "en")

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Organisations: 2 added, 0 changed, 0 unchanged, 0 skipped",
        "People: 3 added, 0 changed, 0 unchanged, 0 skipped",
        "Rounds: 1 added, 0 changed, 0 unchanged, 0 skipped",
        "Host offers: 1 added, 0 changed, 0 unchanged, 0 skipped",
        "Applications: 1 added, 0 changed, 0 unchanged, 0 skipped",
    ]


def test_a_bad_import_ends_with_a_failure_and_every_problem(tmp_path: Path) -> None:
    people = (*BASE["Henkilöt"], ("eero@", "", "01", "fi", ""))

    result = ran(tmp_path, "import", a_file(tmp_path, BASE | {"Henkilöt": people}), "--language", "en")

    assert result.exit_code == 1
    assert result.stdout.splitlines() == ["2 problems: nothing was saved."]
    assert result.stderr.splitlines() == [
        "kevat.xlsx, Henkilöt, row 5, column A (Sähköposti): “eero@” is not an e-mail address. "
        "For example aino.virtanen@liitto.example.org.",
        "kevat.xlsx, Henkilöt, row 5, column B (Nimi): The cell is empty. Fill it in.",
    ]


def test_what_was_exported_is_imported_again_without_a_change(tmp_path: Path) -> None:
    ran(tmp_path, "import", a_file(tmp_path, WHOLE))

    to_excel = ran(tmp_path, "export", str(tmp_path / "ulos.xlsx"), "--round", "kevat-2027")
    to_folder = ran(tmp_path, "export", str(tmp_path / "ulos"), "--language", "sv")
    again = ran(tmp_path, "import", str(tmp_path / "ulos.xlsx"), str(tmp_path / "ulos"), "--language", "en")

    assert (to_excel.exit_code, to_folder.exit_code, again.exit_code) == (0, 0, 1)
    assert sorted(path.name for path in (tmp_path / "ulos").iterdir()) == [
        "anmälningar.csv",
        "omgångar.csv",
        "organisationer.csv",
        "personer.csv",
        "värdanmälningar.csv",
    ]
    assert next(line.partition(": ")[2] for line in again.stderr.splitlines()) == (
        "The same is already in sheet Organisaatiot, row 2. Leave one of them."
    )
    once = ran(tmp_path, "import", str(tmp_path / "ulos"), "--language", "en")
    assert [line.partition(": ")[2] for line in once.stdout.splitlines()] == [
        f"0 added, 0 changed, {number} unchanged, 0 skipped" for number in (2, 3, 1, 1, 1)
    ]
