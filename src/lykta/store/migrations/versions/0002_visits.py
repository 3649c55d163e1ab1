"""Visits: every planned look at a source, and what became of it.

Revision ID: 0002
"""

from alembic import op

revision = "0002"
down_revision = "0001"

TABLES = """
CREATE TABLE visit (
    source TEXT NOT NULL,
    planned_at TIMESTAMP WITH TIME ZONE NOT NULL,
    state TEXT NOT NULL,
    worker TEXT,
    leased_until TIMESTAMP WITH TIME ZONE,
    ended_at TIMESTAMP WITH TIME ZONE,
    why TEXT,
    pages INTEGER DEFAULT '0' NOT NULL,
    walked_all BOOLEAN DEFAULT false NOT NULL,
    PRIMARY KEY (source, planned_at)
);
CREATE INDEX visit_by_state ON visit (state, planned_at);
"""

# The ledger is never shortened by the program itself.
RIGHTS = """
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'lykta_app') THEN
        GRANT SELECT, INSERT, UPDATE ON visit TO lykta_app;
    END IF;
END $$;
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(RIGHTS)
