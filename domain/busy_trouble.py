"""Why a calendar could not be read, in a code for the rows and in words for its owner."""

from enum import StrEnum

from models.languages import Words, _


class Trouble(StrEnum):
    FORBIDDEN = "forbidden"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    TOO_LARGE = "too_large"
    NOT_A_CALENDAR = "not_a_calendar"
    TOO_MUCH = "too_much"
    NO_PASSWORD = "no_password"  # noqa: S105


WORDS: dict[Trouble, Words] = {
    Trouble.FORBIDDEN: _("The address must begin with https:// and lead to a public server."),
    Trouble.UNREACHABLE: _("The server does not answer, or not safely, or too slowly."),
    Trouble.REFUSED: _(
        "The server does not give the calendar: the address has ended or asks for a password."
    ),
    Trouble.TOO_LARGE: _("The calendar is larger than five megabytes."),
    Trouble.NOT_A_CALENDAR: _("What is found there is not a calendar."),
    Trouble.TOO_MUCH: _("The calendar has too many entries to be read."),
    Trouble.NO_PASSWORD: _("The password that the operator keeps for the calendar is missing."),
}


class Unread(Exception):
    """A calendar that gave no busy times; earlier ones stay."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
