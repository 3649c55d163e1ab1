"""Cases as their entries, and people's wishes on further contact.

Revision ID: 0006
"""

from alembic import op

revision = "0006"
down_revision = "0005"

TABLES = """
CREATE TABLE case_entry (
    case_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    by_account TEXT NOT NULL,
    kind TEXT NOT NULL,
    cells JSONB NOT NULL,
    member TEXT,
    PRIMARY KEY (case_id, number)
);
CREATE INDEX case_entry_by_member ON case_entry (member);
CREATE TABLE contact_wish (
    number BIGINT GENERATED ALWAYS AS IDENTITY,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    wish TEXT NOT NULL,
    said_on DATE NOT NULL,
    case_id TEXT NOT NULL,
    PRIMARY KEY (number)
);
CREATE INDEX contact_wish_by_value ON contact_wish (kind, value);
"""

# What was done in a case is never changed, and neither is what a person wished; both are only added to.
RIGHTS = """
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'lykta_app') THEN
        GRANT SELECT, INSERT ON case_entry, contact_wish TO lykta_app;
    END IF;
END $$;
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(RIGHTS)
