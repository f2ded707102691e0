"""Where Alembic begins with the history of the bank."""

from beraad.storage.bank.tables import bank_tables
from beraad.storage.migrate import run_migrations

run_migrations(bank_tables)
