-- Logins, roles and the database, for psql as superuser: the embedded server and the container both
-- run this file, and it may run again at any time. Passwords come from the environment.
-- pg_dump does not carry roles: keep this file with the backup.
\set ON_ERROR_STOP on
\getenv owner_password PORTAL_OWNER_PASSWORD
\getenv app_password PORTAL_APP_PASSWORD
\getenv backup_password PORTAL_BACKUP_PASSWORD

SELECT format('CREATE ROLE %I', wanted.name)
FROM (VALUES ('portal_owner'), ('portal_app'), ('portal_backup'),
             ('portal_ministry'), ('portal_department'), ('portal_corporation'),
             ('portal_enterprise'), ('portal_support'), ('portal_public'), ('portal_jobs')
     ) AS wanted(name)
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted.name)
\gexec

-- Owns everything, runs migrations and reference loads, serves no request.
ALTER ROLE portal_owner LOGIN NOSUPERUSER BYPASSRLS CREATEDB NOCREATEROLE NOREPLICATION
    PASSWORD :'owner_password';
-- Web and Celery: bare it reaches accounts and sessions only, the rest after SET LOCAL ROLE.
ALTER ROLE portal_app LOGIN NOSUPERUSER NOBYPASSRLS NOINHERIT NOCREATEDB NOCREATEROLE NOREPLICATION
    PASSWORD :'app_password';
ALTER ROLE portal_backup LOGIN NOSUPERUSER BYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION
    PASSWORD :'backup_password';
GRANT pg_read_all_data TO portal_backup;

-- One role per kind of organisation, one for published rows, one for the system's own work.
SELECT format('ALTER ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE', kind),
       format('GRANT %I TO portal_app WITH INHERIT FALSE, SET TRUE', kind),
       -- Downwards only: the test suite logs in as owner and steps down to what it tests.
       format('GRANT %I TO portal_owner WITH INHERIT FALSE, SET TRUE', kind)
FROM unnest(ARRAY['portal_ministry', 'portal_department', 'portal_corporation',
                  'portal_enterprise', 'portal_support', 'portal_public', 'portal_jobs']) AS kind
\gexec
GRANT portal_app TO portal_owner WITH INHERIT FALSE, SET TRUE;

-- In template1 too, so that every database the owner creates has them.
\connect template1
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE EXTENSION IF NOT EXISTS citext;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
-- Nothing here is a large object: nobody fills the disk with what no policy guards.
REVOKE EXECUTE ON FUNCTION lo_creat(integer), lo_create(oid), lo_from_bytea(oid, bytea) FROM PUBLIC;

SELECT 'CREATE DATABASE portal'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'portal')
\gexec
ALTER DATABASE portal OWNER TO portal_owner;
REVOKE ALL ON DATABASE portal FROM PUBLIC;
GRANT CONNECT ON DATABASE portal TO portal_app, portal_backup;
-- A list that is brought in is compared in temporary tables (docs/tenancy.md).
GRANT TEMPORARY ON DATABASE portal TO portal_ministry, portal_department, portal_corporation;

\connect portal
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE EXTENSION IF NOT EXISTS citext;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
-- Nothing here is a large object: nobody fills the disk with what no policy guards.
REVOKE EXECUTE ON FUNCTION lo_creat(integer), lo_create(oid), lo_from_bytea(oid, bytea) FROM PUBLIC;
