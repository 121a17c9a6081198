"""Runs the migrations on the connection that `bot.stores.versions` hands over."""

from alembic import context

from bot.stores.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table by building it anew
)
with context.begin_transaction():
    context.run_migrations()
