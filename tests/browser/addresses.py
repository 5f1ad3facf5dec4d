"""Every page that people can look at: where the sweep goes, and as whom.

A new page gets a line here; `test_addresses.py` fails until it has one. What stands in braces is a name of
`places.py`, which finds a row for it in the house.
"""

from dataclasses import dataclass

NOBODY = ""  # who has not signed in


@dataclass(frozen=True)
class Address:
    """One page; `route` as the application writes it, `at` as a browser asks for it."""

    route: str
    at: str
    whose: str = "coordinator"
    name: str = ""  # where one route has several pages
    statuses: tuple[int, ...] = (200,)

    @property
    def title(self) -> str:
        """Of the test and of the screenshot."""
        plain = self.route.translate({ord("{"): None, ord("}"): None}).strip("/").replace("/", "-")
        return (plain or "home") + (f"-{self.name}" if self.name else "")


ADDRESSES = (
    Address("/", "/"),
    Address("/rounds", "/rounds"),
    Address("/rounds/{reference}", "/rounds/{round}", name="running"),
    Address("/rounds/{reference}", "/rounds/{open_round}", name="open"),
    Address("/rounds/{reference}", "/rounds/{planned_round}", name="planned"),
    Address("/rounds/{reference}", "/rounds/{draft_round}", name="draft"),
    Address("/rounds/{reference}/mails", "/rounds/{round}/mails"),
    Address("/mails", "/mails"),
    Address("/mails/{mail_id}", "/mails/{a_mail}"),
    Address("/inbox", "/inbox"),
    Address("/sign-in", "/sign-in", NOBODY),
    Address("/sign-in/{token}", "/sign-in/{login_link}", NOBODY),
    Address("/sign-in/{token}", "/sign-in/{ended_link}", NOBODY, name="ended", statuses=(410,)),
    Address("/answer/{token}", "/answer/{answer_ask}", NOBODY, name="ask"),
    Address("/answer/{token}", "/answer/{answer_note}", NOBODY, name="note"),
    Address("/answer/{token}", "/answer/{answer_invitation}", NOBODY, name="invitation"),
    Address("/{unknown}", "/no-such-page", name="missing", statuses=(404,)),
)

# What answers GET and is no page of ours: files, and what programs read.
NO_PAGES = frozenset(
    {
        "/static/{name}",
        "/healthz",
        "/readyz",
        "/feeds/{token}.ics",
        "/mails/{mail_id}/html",  # a mail's own letter, shown in a frame of /mails/{mail_id}
        "/mails/{mail_id}/eml",
    }
)
STRANGERS = frozenset({"/{unknown}"})  # no route at all: what whoever is lost reads
