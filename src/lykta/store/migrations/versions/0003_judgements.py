"""People's judgements on pairs of ads, joins that wait for one, and ids that were.

Revision ID: 0003
"""

from alembic import op

revision = "0003"
down_revision = "0002"

TABLES = """
CREATE TABLE pair_judgement (
    id TEXT NOT NULL,
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    level TEXT NOT NULL,
    decision TEXT NOT NULL,
    by_account TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    why TEXT NOT NULL,
    withdrawn_by TEXT,
    withdrawn_at TIMESTAMP WITH TIME ZONE,
    withdrawn_why TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX pair_judgement_by_a ON pair_judgement (a);
CREATE INDEX pair_judgement_by_b ON pair_judgement (b);
CREATE TABLE held_join (
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    ads TEXT[] NOT NULL,
    says JSONB NOT NULL
);
CREATE INDEX held_join_by_a ON held_join (a);
CREATE INDEX held_join_by_b ON held_join (b);
CREATE TABLE unheeded (
    judgement TEXT NOT NULL,
    against TEXT[] NOT NULL,
    PRIMARY KEY (judgement)
);
CREATE TABLE former_id (
    id TEXT NOT NULL,
    became TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id)
);
"""

# A judgement is withdrawn, never erased; an id that was is never forgotten.
RIGHTS = """
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'lykta_app') THEN
        GRANT SELECT, INSERT, UPDATE ON pair_judgement, former_id TO lykta_app;
        GRANT SELECT, INSERT, DELETE ON held_join, unheeded TO lykta_app;
    END IF;
END $$;
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(RIGHTS)
