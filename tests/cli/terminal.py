"""A coordinator's terminal on a real database, whose clock stands where the test puts it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from cli.main import vaihto
from models.database import Database
from models.rehearsals import Rehearsal

OWNER = "helmi@example.org"
BY_PHONE = ("--by", OWNER, "--why", "soitti")


@dataclass(frozen=True)
class Terminal:
    database: Database

    def says(self, *words: str, typed: str = "") -> list[str]:
        """The lines that a command prints, to whom something is `typed`; it must succeed."""
        result = self._run(words, typed)
        assert result.exit_code == 0, result.output
        return result.stdout.splitlines()

    def warns(self, *words: str) -> list[str]:
        """What a command that succeeds says beside what it prints."""
        result = self._run(words)
        assert result.exit_code == 0, result.output
        return result.stderr.splitlines()

    def refuses(self, *words: str) -> list[str]:
        """The lines of a refusal, which is all that is printed."""
        result = self._run(words)
        assert (result.exit_code, result.stdout) == (1, ""), result.output
        return result.stderr.splitlines()

    def stumbles(self, *words: str) -> list[str]:
        """The lines of a refusal that comes after other things have been said."""
        result = self._run(words)
        assert result.exit_code == 1, result.output
        return result.stderr.splitlines()

    def stops(self, *words: str, typed: str) -> list[str]:
        """What is said when somebody who is asked does not say yes."""
        result = self._run(words, typed)
        assert result.exit_code == 1, result.output
        return result.stderr.splitlines()

    def fails(self, *words: str) -> str:
        """The last line of a usage error."""
        result = self._run(words)
        assert (result.exit_code, result.stdout) == (2, ""), result.output
        return result.stderr.splitlines()[-1]

    def rows(self, *words: str) -> list[list[str]]:
        """The cells of a list, without its titles."""
        return [line.split("\t") for line in self.says(*words)[1:]]

    @contextmanager
    def change(self) -> Iterator[Session]:
        with self.database.change() as db:
            yield db

    def until(self, now: datetime) -> None:
        with self.change() as db:
            db.get_one(Rehearsal, 1).now = now

    def _run(self, words: tuple[str, ...], typed: str = "") -> Result:
        return CliRunner().invoke(vaihto, list(words), input=typed, catch_exceptions=False)
