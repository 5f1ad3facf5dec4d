"""What Alembic runs: our tables, on the connection that the caller has already locked."""

from alembic import context

from migrations.rendering import plain
from models.tables import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",  # SQLite alters a table by copying it
    render_item=plain,
)
with context.begin_transaction():
    context.run_migrations()
