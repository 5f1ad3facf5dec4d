"""Every page that people can look at: where the sweep goes, and as whom.

A new page gets a line here; `test_addresses.py` fails until it has one. What stands in braces is a name of
`places.py`, which finds a row for it in the house.
"""

from dataclasses import dataclass

APPLICATION = "/my/applications/{application_id}"
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
        plain = (
            self.route.translate(dict.fromkeys(map(ord, "{}"), ""))
            .replace(":int", "")
            .strip("/")
            .replace("/", "-")
        )
        return (plain or "home") + (f"-{self.name}" if self.name else "")


ENTRANCE = (
    Address("/sign-in", "/sign-in", NOBODY),
    Address("/sign-in/code", "/sign-in/code", NOBODY),
    Address("/sign-in/{token}", "/sign-in/{login_link}", NOBODY),
    Address("/sign-in/{token}", "/sign-in/{ended_link}", NOBODY, name="ended", statuses=(410,)),
    Address("/sign-in/again/{kept_id}", "/sign-in/again/{kept_form}", "long inside"),
    Address("/me", "/me"),
    Address("/accesses", "/accesses"),
    Address("/audit", "/audit"),
    Address("/{unknown}", "/no-such-page", name="missing", statuses=(404,)),
)
PARTICIPANTS = (
    Address("/answer/{token}", "/answer/{answer_ask}", NOBODY, name="ask"),
    Address("/answer/{token}", "/answer/{answer_note}", NOBODY, name="note"),
    Address("/answer/{token}", "/answer/{answer_invitation}", NOBODY, name="invitation"),
    Address("/my", "/my", "guest"),
    Address("/my", "/my", "traveller", name="traveller"),
    Address("/my/people", "/my/people", "supervisor"),
    Address("/my/exchanges/{exchange_id}", "/my/exchanges/{proposed}", "guest", name="proposed"),
    Address("/my/exchanges/{exchange_id}", "/my/exchanges/{held}", "traveller", name="held"),
    Address("/my/exchanges/{exchange_id}", "/my/exchanges/{pair}", "mentee", name="pair"),
    Address("/my/notes/{note_id}", "/my/notes/{note}", "traveller"),
    Address("/my/learnt", "/my/learnt", "guest"),
    Address("/my/exchanges/{exchange_id}/travel-order", "/my/exchanges/{held}/travel-order", "traveller"),
    Address("/my/questions/{kind}/{row_id}", "/my/questions/note/{note}", "traveller"),
    Address("/my/rounds/{reference}/apply", "/my/rounds/{open_round}/apply", "guest"),
    Address("/my/rounds/{reference}/offer/{kind}", "/my/rounds/{open_round}/offer/shadowing", "host"),
    Address(APPLICATION, "/my/applications/{begun}", "beginner"),
    *(
        Address(
            "/my/applications/{application_id}/{step}", f"/my/applications/{{begun}}/{step}", "beginner", step
        )
        for step in ("wish", "weeks", "aims", "check")
    ),
    Address("/my/offers/{offer_id}", "/my/offers/{own_offer}", "host"),
    Address("/my/calendar", "/my/calendar", "guest"),
    Address("/my/data", "/my/data", "guest"),
)
ROUNDS = (
    Address("/", "/"),
    Address("/rounds", "/rounds"),
    Address("/rounds/{reference}", "/rounds/{round}", name="running"),
    Address("/rounds/{reference}", "/rounds/{open_round}", name="open"),
    Address("/rounds/{reference}", "/rounds/{planned_round}", name="planned"),
    Address("/rounds/{reference}", "/rounds/{draft_round}", name="draft"),
    Address("/rounds/new", "/rounds/new"),
    Address("/rounds/{reference}/prepare", "/rounds/{draft_round}/prepare"),
    *(
        Address("/rounds/{reference}/prepare/{part}", f"/rounds/{{draft_round}}/prepare/{part}", name=part)
        for part in ("design", "dates", "people", "letters", "check")
    ),
    Address("/rounds/{reference}/rehearsals", "/rounds/{draft_round}/rehearsals", name="playing"),
    Address("/rounds/{reference}/rehearsals", "/rounds/{open_round}/rehearsals", name="form"),
    Address("/rounds/{reference}/rehearsals/{number:int}", "/rounds/{draft_round}/rehearsals/1", name="done"),
    Address(
        "/rounds/{reference}/rehearsals/{number:int}", "/rounds/{draft_round}/rehearsals/2", name="plays"
    ),
    Address("/rounds/{reference}/applications", "/rounds/{open_round}/applications"),
    Address(
        "/rounds/{reference}/applications/{application_id}", "/rounds/{round}/applications/{application}"
    ),
    Address(
        "/rounds/{reference}/applications/{application_id}/fit",
        "/rounds/{round}/applications/{application}/fit",
    ),
    Address("/rounds/{reference}/offers", "/rounds/{open_round}/offers"),
    Address("/rounds/{reference}/enter", "/rounds/{open_round}/enter"),
    Address("/rounds/{reference}/offers/{offer_id}", "/rounds/{round}/offers/{own_offer}"),
    Address("/rounds/{reference}/offers/{offer_id}/fit", "/rounds/{round}/offers/{own_offer}/fit"),
    Address("/rounds/{reference}/import", "/rounds/{open_round}/import"),
    Address("/import", "/import"),
    Address("/rounds/{reference}/exchanges", "/rounds/{round}/exchanges"),
    Address("/rounds/{reference}/mails", "/rounds/{round}/mails"),
)
BOARD = (
    Address("/rounds/{reference}/plan", "/rounds/{planned_round}/plan", name="waiting"),
    Address("/rounds/{reference}/plan", "/rounds/{round}/plan", name="lived"),
    Address("/rounds/{reference}/plan", "/rounds/{draft_round}/plan", name="none"),
    Address("/rounds/{reference}/plan/{version:int}", "/rounds/{planned_round}/plan/1"),
    Address(
        "/rounds/{reference}/plan/{version:int}/certificate", "/rounds/{planned_round}/plan/1/certificate"
    ),
    Address(
        "/rounds/{reference}/plan/{version:int}/swap",
        "/rounds/{planned_round}/plan/1/swap?one={pilot_one}&other={pilot_other}",
    ),
    Address(
        "/rounds/{reference}/plan/{version:int}/{application_id}",
        "/rounds/{planned_round}/plan/1/{pilot_one}",
    ),
    Address("/rounds/{reference}/send-plan", "/rounds/{planned_round}/send-plan"),
    Address("/rounds/{reference}/send-plan/{number:int}", "/rounds/{planned_round}/send-plan/1"),
    Address("/rounds/{reference}/repairs", "/rounds/{round}/repairs"),
    Address("/rounds/{reference}/what-ifs", "/rounds/{planned_round}/what-ifs"),
    Address("/rounds/{reference}/what-ifs/{number:int}", "/rounds/{planned_round}/what-ifs/1"),
    Address("/rounds/{reference}/plan/compare", "/rounds/{planned_round}/plan/compare"),
)
PICTURES = (
    Address("/rounds/{reference}/calendar", "/rounds/{round}/calendar"),
    Address("/rounds/{reference}/flows", "/rounds/{round}/flows"),
    Address("/rounds/{reference}/figures", "/rounds/{round}/figures"),
    Address("/rounds/{reference}/report", "/rounds/{round}/report"),
    Address("/reports", "/reports"),
    Address("/reports/{year:int}", "/reports/{year}"),
)
DAILY = (
    Address("/exchanges/{exchange_id}", "/exchanges/{proposed}", name="proposed"),
    Address("/exchanges/{exchange_id}", "/exchanges/{held}", name="held"),
    Address("/people", "/people"),
    Address("/people/{person_id}", "/people/{person}"),
    Address("/mails", "/mails"),
    Address("/mails/{mail_id}", "/mails/{a_mail}"),
    Address("/templates", "/templates"),
    Address("/templates/{name}", "/templates/ask_guest"),
    Address("/inbox", "/inbox"),
    Address("/inbox/{mail_id}", "/inbox/{inbound_mail}"),
    Address("/organisations/{code}", "/organisations/{organisation}"),
    Address("/workshops", "/workshops"),
    Address("/workshops/new", "/workshops/new"),
    Address("/workshops/{workshop_id}", "/workshops/{workshop}"),
)
OPERATIONS = (
    Address("/operations", "/operations"),
    Address("/operations/queues", "/operations/queues", "administrator"),
    Address("/operations/mail", "/operations/mail", "administrator"),
    Address("/operations/integrations", "/operations/integrations", "administrator"),
    Address("/operations/providers", "/operations/providers", "administrator"),
    Address("/operations/providers/{provider_id}", "/operations/providers/{provider}"),
    Address("/operations/privacy", "/operations/privacy", "administrator"),
    Address("/operations/system", "/operations/system", "administrator"),
    Address("/api/v1/docs", "/api/v1/docs"),
    Address("/operations/cases/{stream_id}", "/operations/cases/exchange-{confirmed}"),
)
ADDRESSES = (*ENTRANCE, *PARTICIPANTS, *ROUNDS, *BOARD, *PICTURES, *DAILY, *OPERATIONS)

# What answers GET and is no page of ours, beside files whose name has an end, as in /audit.csv.
NO_PAGES = frozenset(
    {
        "/static/{name}",
        "/healthz",
        "/readyz",
        "/sign-in/with/{code}",  # leads to another organisation's sign-in
        "/sign-in/with/{code}/callback",
        "/mails/{mail_id}/html",  # a mail's own letter, shown in a frame of /mails/{mail_id}
        "/mails/{mail_id}/eml",
        "/rounds/{reference}/applications/{application_id}/beside",  # a piece of the list
        "/rounds/{reference}/solving",  # a stream
    }
)
STRANGERS = frozenset({"/{unknown}"})  # no route at all: what whoever is lost reads
