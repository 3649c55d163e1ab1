"""The audit log with the nodes of its tree, its checkpoints, and the purpose that a session was given.

Revision ID: 0004
"""

from alembic import op

revision = "0004"
down_revision = "0003"

TABLES = """
CREATE TABLE audit_entry (
    number BIGINT NOT NULL,
    entry TEXT NOT NULL,
    PRIMARY KEY (number)
);
CREATE TABLE audit_node (
    level SMALLINT NOT NULL,
    index BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (level, index)
);
CREATE TABLE audit_checkpoint (
    size BIGINT NOT NULL,
    note TEXT NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (size)
);
ALTER TABLE session ADD COLUMN purpose TEXT;
ALTER TABLE session ADD COLUMN ground TEXT;
"""

# The program itself may add to the log and read it, and nothing else.
RIGHTS = """
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'lykta_app') THEN
        GRANT SELECT, INSERT ON audit_entry, audit_node, audit_checkpoint TO lykta_app;
    END IF;
END $$;
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(RIGHTS)
