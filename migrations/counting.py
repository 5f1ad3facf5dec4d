"""What pages count and sort is read from indexes alone, without the rows."""

from alembic import op

COUNTED = (
    ("ix_applications_counted", "applications", ["round_id", "state"]),
    ("ix_endorsements_counted", "endorsements", ["state", "application_id"]),
    ("ix_offers_counted", "offers", ["round_id", "state", "most"]),
    ("ix_exchanges_counted", "exchanges", ["round_id", "state"]),
    ("ix_wishes_fulfilled", "wishes", ["application_id", "organisation_id", "rank", "offer_id"]),
    ("ix_pairings_listed", "pairings", ["schedule_id", "application_id", "offer_id", "id"]),
)


def counting() -> None:
    for name, table, columns in COUNTED:
        op.create_index(name, table, columns)


def not_counting() -> None:
    for name, table, _columns in COUNTED:
        op.drop_index(name, table)
