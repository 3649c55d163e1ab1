"""How Alembic runs our migrations: on a connection that is given, each in a transaction of its own."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, transaction_per_migration=True)
with context.begin_transaction():
    context.run_migrations()
