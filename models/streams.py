"""The ids of workflows, which are also those of their streams of facts and lanes of mails. Pure."""

from uuid import UUID

ROUND = "round-"
EXCHANGE = "exchange-"
WORKSHOP = "workshop-"
ENTRANCE = "entrance-"  # a lane of mails alone: no workflow hears of who comes in


def of_round(round_id: UUID) -> str:
    return f"{ROUND}{round_id}"


def of_exchange(exchange_id: UUID) -> str:
    return f"{EXCHANGE}{exchange_id}"


def of_workshop(workshop_id: UUID) -> str:
    return f"{WORKSHOP}{workshop_id}"


def of_entrance(person_id: UUID) -> str:
    return f"{ENTRANCE}{person_id}"


def owner(stream_id: str) -> UUID:
    """The id of the row that a stream belongs to."""
    return UUID(stream_id.split("-", 1)[1])
