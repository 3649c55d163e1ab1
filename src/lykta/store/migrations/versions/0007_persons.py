"""Accounts of several persons with roles, and the wall between them that holds when the program forgets to ask.

Revision ID: 0007
"""

from alembic import op

revision = "0007"
down_revision = "0006"

TABLES = """
ALTER TABLE account ADD COLUMN roles TEXT[] DEFAULT '{}' NOT NULL;
ALTER TABLE account ADD COLUMN closed_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE account ADD COLUMN is_first_password BOOLEAN DEFAULT false NOT NULL;
ALTER TABLE account ADD COLUMN code_secret TEXT;
ALTER TABLE account ADD COLUMN code_offered TEXT;
ALTER TABLE account ADD COLUMN code_step BIGINT DEFAULT '0' NOT NULL;
CREATE TABLE recovery_code (
    account TEXT NOT NULL,
    code_hash TEXT NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (account, code_hash)
);
CREATE INDEX session_by_account ON session (account);
"""

# Roles without log-in, of which a transaction takes one on for a person; each has what the one before it has. Roles
# belong to the whole server, so another database may have made them, and a user of an authority's own server may not be
# allowed to.
PERSONS = ("lykta_person", "lykta_person_ads", "lykta_person_signals")
CHAIN = """
DO $$
BEGIN
    IF NOT pg_has_role('lykta_person_ads', 'lykta_person', 'MEMBER') THEN
        GRANT lykta_person TO lykta_person_ads;
    END IF;
    IF NOT pg_has_role('lykta_person_signals', 'lykta_person_ads', 'MEMBER') THEN
        GRANT lykta_person_ads TO lykta_person_signals;
    END IF;
END $$;
"""


ONE_ROLE = """
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'PERSON') THEN
        BEGIN
            CREATE ROLE PERSON NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END;
    END IF;
    IF NOT pg_has_role(session_user, 'PERSON', 'MEMBER') THEN
        EXECUTE format('GRANT PERSON TO %I', session_user);
    END IF;
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'lykta_app')
            AND NOT pg_has_role('lykta_app', 'PERSON', 'MEMBER') THEN
        GRANT PERSON TO lykta_app;
    END IF;
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO PERSON', current_schema());
END $$;
"""

# `lykta.account` and `lykta.roles` are set beside the role, for the transaction. Who is none of PERSONS is the program
# itself, as it collects, links and signs people in.
FUNCTIONS = """
CREATE FUNCTION lykta_is_person() RETURNS BOOLEAN LANGUAGE sql STABLE AS $$
    SELECT current_user IN ('lykta_person', 'lykta_person_ads', 'lykta_person_signals')
$$;

CREATE FUNCTION lykta_allow(VARIADIC wanted TEXT[]) RETURNS BOOLEAN LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF lykta_is_person()
            AND NOT coalesce(string_to_array(current_setting('lykta.roles', true), ',') && wanted, false) THEN
        RAISE insufficient_privilege USING MESSAGE = 'no role of this account sees these rows';
    END IF;
    RETURN true;
END $$;

CREATE FUNCTION lykta_cases_of(who TEXT) RETURNS SETOF TEXT LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path FROM CURRENT AS $$
    WITH RECURSIVE part AS (
        SELECT DISTINCT ON (case_id) case_id, kind, cells
        FROM case_entry WHERE member = who ORDER BY case_id, number DESC
    ), seen AS (
        SELECT case_id FROM part WHERE kind = 'opened' OR cells->>'part' IS NOT NULL
        UNION
        SELECT taken.cells->>'case' FROM case_entry taken JOIN seen USING (case_id) WHERE taken.kind = 'took_in'
    )
    SELECT case_id FROM seen
$$;
"""

# What is not named here, as accounts and log-ins, is closed to persons altogether.
GRANTS = """
GRANT SELECT ON home_mark, source, visit, audit_entry, case_entry TO lykta_person;
GRANT INSERT ON case_entry TO lykta_person;
GRANT SELECT ON ad, advertiser, advertiser_ad, archive_file, contact_wish, damage, finding, former_id, hub, linking_run,
    picture, sighting, snapshot TO lykta_person_ads;
GRANT INSERT ON contact_wish TO lykta_person_ads;
GRANT SELECT ON held_join, link, pair_judgement, review, tie, unheeded TO lykta_person_signals;
GRANT INSERT, UPDATE ON pair_judgement TO lykta_person_signals;
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'lykta_app') THEN
        GRANT SELECT, INSERT, UPDATE, DELETE ON recovery_code TO lykta_app;
    END IF;
END $$;
"""

# The log is the auditor's. Of a case its members see all entries and write in their own name; who opened one sees the
# line that they wrote.
ROWS = """
ALTER TABLE audit_entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON audit_entry FOR SELECT USING ((SELECT lykta_allow('auditor')));
CREATE POLICY added ON audit_entry FOR INSERT WITH CHECK ((SELECT NOT lykta_is_person()));
ALTER TABLE case_entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON case_entry FOR SELECT USING (
    (SELECT lykta_allow('investigator', 'analyst', 'manager', 'prosecutor', 'outreach'))
    AND (
        (SELECT NOT lykta_is_person())
        OR case_id IN (SELECT lykta_cases_of(current_setting('lykta.account', true)))
        OR (kind = 'opened' AND by_account = current_setting('lykta.account', true))
    )
);
CREATE POLICY written ON case_entry FOR INSERT WITH CHECK (
    (SELECT lykta_allow('investigator', 'analyst', 'manager', 'prosecutor', 'outreach'))
    AND (
        (SELECT NOT lykta_is_person())
        OR (
            by_account = current_setting('lykta.account', true)
            AND (
                (number = 1 AND kind = 'opened')
                OR case_id IN (SELECT lykta_cases_of(current_setting('lykta.account', true)))
            )
        )
    )
);
"""


def upgrade() -> None:
    op.execute(TABLES)
    for name in PERSONS:
        op.execute(ONE_ROLE.replace("PERSON", name))
    op.execute(CHAIN)
    op.execute(FUNCTIONS)
    op.execute(GRANTS)
    op.execute(ROWS)
