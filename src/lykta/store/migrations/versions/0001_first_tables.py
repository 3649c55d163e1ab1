"""The first tables: archive files, pages, ads, findings, links, advertisers, the order of review, accounts.

Revision ID: 0001
"""

from alembic import op

revision = "0001"
down_revision = None

TABLES = """
CREATE TABLE account (
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (name)
);
CREATE TABLE ad (
    id TEXT NOT NULL,
    source TEXT NOT NULL,
    key TEXT NOT NULL,
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    kind TEXT NOT NULL,
    posted_at TIMESTAMP WITH TIME ZONE,
    place TEXT,
    price TEXT,
    contact TEXT,
    pictures TEXT[] NOT NULL,
    snapshot TEXT NOT NULL,
    snapshot_sha256 TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ad_by_key ON ad (source, key);
CREATE TABLE advertiser (
    id TEXT NOT NULL,
    network TEXT NOT NULL,
    presence TEXT NOT NULL,
    says JSONB NOT NULL,
    first_at TIMESTAMP WITH TIME ZONE,
    last_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (id)
);
CREATE INDEX ix_advertiser_network ON advertiser (network);
CREATE TABLE advertiser_ad (
    ad TEXT NOT NULL,
    advertiser TEXT NOT NULL,
    network TEXT NOT NULL,
    first_seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    last_seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (ad)
);
CREATE INDEX ix_advertiser_ad_advertiser ON advertiser_ad (advertiser);
CREATE INDEX ix_advertiser_ad_network ON advertiser_ad (network);
CREATE TABLE archive_file (
    sha256 TEXT NOT NULL,
    length BIGINT NOT NULL,
    records INTEGER NOT NULL,
    input_sha256 TEXT NOT NULL,
    input_name TEXT NOT NULL,
    kept_at TIMESTAMP WITH TIME ZONE NOT NULL,
    read_to BIGINT DEFAULT '0' NOT NULL,
    read_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (sha256)
);
CREATE INDEX ix_archive_file_input_sha256 ON archive_file (input_sha256);
CREATE TABLE damage (
    archive TEXT NOT NULL,
    at BIGINT NOT NULL,
    problem TEXT NOT NULL,
    PRIMARY KEY (archive, at, problem)
);
CREATE TABLE finding (
    ad TEXT NOT NULL,
    extractor TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    value TEXT NOT NULL,
    kind TEXT NOT NULL,
    written TEXT NOT NULL,
    confidence REAL NOT NULL,
    version SMALLINT NOT NULL,
    obscured TEXT,
    extra JSONB NOT NULL,
    PRIMARY KEY (ad, extractor, start, "end", value)
);
CREATE INDEX finding_by_value ON finding (kind, value);
CREATE TABLE home_mark (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name)
);
CREATE TABLE hub (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    ads INTEGER NOT NULL,
    groups INTEGER NOT NULL,
    says JSONB NOT NULL,
    PRIMARY KEY (kind, value)
);
CREATE TABLE link (
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    bits FLOAT NOT NULL,
    because JSONB NOT NULL,
    PRIMARY KEY (a, b)
);
CREATE INDEX link_by_b ON link (b);
CREATE TABLE sign_in_key (
    key_hash TEXT NOT NULL,
    account TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (key_hash)
);
CREATE TABLE picture (
    sha256 TEXT NOT NULL,
    phash TEXT NOT NULL,
    dhash TEXT NOT NULL,
    phash_mirrored TEXT NOT NULL,
    dhash_mirrored TEXT NOT NULL,
    quality REAL NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    PRIMARY KEY (sha256)
);
CREATE TABLE review (
    network TEXT NOT NULL,
    position INTEGER NOT NULL,
    tier SMALLINT NOT NULL,
    headline JSONB NOT NULL,
    because JSONB NOT NULL,
    signals JSONB NOT NULL,
    families INTEGER NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE,
    ads INTEGER NOT NULL,
    advertisers INTEGER NOT NULL,
    sources JSONB NOT NULL,
    places JSONB NOT NULL,
    first_seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    last_seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (network)
);
CREATE INDEX ix_review_position ON review (position);
CREATE TABLE session (
    id_hash TEXT NOT NULL,
    account TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    last_seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id_hash)
);
CREATE TABLE sighting (
    source TEXT NOT NULL,
    key TEXT NOT NULL,
    seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    snapshot TEXT NOT NULL,
    PRIMARY KEY (source, key, seen_at, snapshot)
);
CREATE TABLE sign_in_try (
    account TEXT NOT NULL,
    tried_at TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE INDEX sign_in_try_by_account ON sign_in_try (account, tried_at);
CREATE TABLE snapshot (
    id TEXT NOT NULL,
    archive TEXT NOT NULL,
    at BIGINT NOT NULL,
    url TEXT NOT NULL,
    fetched_at TIMESTAMP WITH TIME ZONE NOT NULL,
    sha256 TEXT NOT NULL,
    content_type TEXT,
    status INTEGER,
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    adapter TEXT NOT NULL,
    problem TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX snapshot_by_source ON snapshot (source, kind, fetched_at);
CREATE INDEX snapshot_by_url ON snapshot USING hash (url);
CREATE TABLE source (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    domains TEXT[] NOT NULL,
    languages TEXT[] NOT NULL,
    adapter TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE tie (
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    network TEXT NOT NULL,
    because JSONB NOT NULL,
    PRIMARY KEY (a, b)
);
CREATE INDEX ix_tie_network ON tie (network);
"""

# The program's own role may never delete the record of what was archived.
RIGHTS = """
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'lykta_app') THEN
        REVOKE CREATE ON SCHEMA public FROM PUBLIC;
        GRANT USAGE ON SCHEMA public TO lykta_app;
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO lykta_app;
        REVOKE DELETE ON archive_file FROM lykta_app;
        REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM lykta_app;
    END IF;
END $$;
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(RIGHTS)
