"""Signing in, and the audit log that nobody may change."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
TIME = sa.DateTime(timezone=True)
GONE = (
    *("audit_head", "audit_reasons", "audit_entries"),
    *(
        "kept_forms",
        "web_sessions",
        "login_links",
        "sign_in_departures",
        "identities",
        "providers",
        "rate_counts",
    ),
)


def refers_to(column: str) -> sa.ForeignKey:
    return sa.ForeignKey(column, deferrable=True, initially="DEFERRED")


def entering() -> None:
    with op.batch_alter_table("mails") as mails:
        mails.alter_column("round_id", existing_type=sa.Uuid(), nullable=True)
    _providers()
    op.create_table(
        "rate_counts",
        sa.Column("key", sa.String(100), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("ends_at", TIME, nullable=False, index=True),
    )
    _sessions()
    _audit()


def _providers() -> None:
    op.create_table(
        "providers",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("organisation_id", sa.Uuid(), refers_to("organisations.id"), nullable=False, index=True),
        sa.Column("code", sa.String(40), nullable=False, unique=True),
        sa.Column("issuer", sa.String(300), nullable=False, unique=True),
        sa.Column("client_id", sa.String(200), nullable=False),
        sa.Column("second_factor", sa.String(200), nullable=False),
        sa.Column("ended_at", TIME),
    )
    op.create_table(
        "identities",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("provider_id", sa.Uuid(), refers_to("providers.id"), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("person_id", sa.Uuid(), refers_to("people.id"), nullable=False, index=True),
        sa.Column("since", TIME, nullable=False),
        sa.UniqueConstraint("provider_id", "subject"),
        sa.UniqueConstraint("provider_id", "person_id"),
    )
    op.create_table(
        "sign_in_departures",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("provider_id", sa.Uuid(), refers_to("providers.id"), nullable=False),
        sa.Column("state_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("browser_hash", sa.String(64), nullable=False),
        sa.Column("nonce", sa.String(64), nullable=False),
        sa.Column("verifier", sa.String(128), nullable=False),
        sa.Column("leads_to", sa.String(300), nullable=False),
        sa.Column("asks_anew", sa.Boolean(), nullable=False),
        sa.Column("ends_at", TIME, nullable=False),
        sa.Column("used_at", TIME),
    )


def _sessions() -> None:
    op.create_table(
        "login_links",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("person_id", sa.Uuid(), refers_to("people.id"), index=True),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("code_hash", sa.String(64)),
        sa.Column("browser_hash", sa.String(64)),
        sa.Column("entrance", sa.String(40), nullable=False),
        sa.Column("leads_to", sa.String(300), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("ends_at", TIME, nullable=False),
        sa.Column("used_at", TIME),
        sa.Column("wrong_codes", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), refers_to("providers.id")),
        sa.Column("subject", sa.String(255)),
    )
    op.create_table(
        "web_sessions",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("person_id", sa.Uuid(), refers_to("people.id"), nullable=False, index=True),
        sa.Column("entrance", sa.String(40), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("proved_at", TIME),
        sa.Column("seen_at", TIME, nullable=False),
        sa.Column("ends_at", TIME, nullable=False),
        sa.Column("idle_minutes", sa.Integer(), nullable=False),
        sa.Column("ended_at", TIME),
        sa.Column("network", sa.String(45), nullable=False),
        sa.Column("browser", sa.String(60), nullable=False),
    )
    op.create_table(
        "kept_forms",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("person_id", sa.Uuid(), refers_to("people.id"), nullable=False, index=True),
        sa.Column("page", sa.String(300), nullable=False),
        sa.Column("fields", JSON, nullable=False),
        sa.Column("ends_at", TIME, nullable=False),
    )


def _audit() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("actor_id", sa.Uuid()),
        sa.Column("session_id", sa.Uuid()),
        sa.Column("network", sa.String(45), nullable=False),
        sa.Column("action", sa.String(80), nullable=False, index=True),
        sa.Column("object_kind", sa.String(40), nullable=False),
        sa.Column("object_id", sa.Uuid(), index=True),
        sa.Column("fields", JSON, nullable=False),
        sa.Column("request_id", sa.String(40), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
    )
    op.create_table(
        "audit_reasons",
        sa.Column("number", sa.Integer(), refers_to("audit_entries.number"), primary_key=True),
        sa.Column("words", sa.String(2000), nullable=False),
    )
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
    )
    op.execute(f"INSERT INTO audit_head (id, number, seal) VALUES (1, 0, '{'0' * 64}')")  # noqa: S608
    _never_changed()


def _never_changed() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_entries_no_{verb.lower()} BEFORE {verb} ON audit_entries "
                "BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit log is never changed'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_entries_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def not_entering() -> None:
    for table in GONE:
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION refuse_change()")
    op.execute("DELETE FROM mails WHERE round_id IS NULL")  # links that let in for ten minutes
    with op.batch_alter_table("mails") as mails:
        mails.alter_column("round_id", existing_type=sa.Uuid(), nullable=False)
