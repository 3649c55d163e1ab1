"""What each linking run was made from and with, so that its result can be made again.

Revision ID: 0005
"""

from alembic import op

revision = "0005"
down_revision = "0004"

TABLES = """
CREATE TABLE linking_run (
    as_of TIMESTAMP WITH TIME ZONE NOT NULL,
    ads INTEGER NOT NULL,
    ads_sha256 TEXT NOT NULL,
    advertisers INTEGER NOT NULL,
    networks INTEGER NOT NULL,
    version TEXT NOT NULL,
    settings JSONB NOT NULL,
    weights JSONB NOT NULL,
    PRIMARY KEY (as_of)
);
"""

RIGHTS = """
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'lykta_app') THEN
        GRANT SELECT, INSERT ON linking_run TO lykta_app;
    END IF;
END $$;
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(RIGHTS)
