#!/bin/bash
# Run once by the PostgreSQL image on an empty data folder: the database, its owner, and the login of the web server.
# The web server's login owns nothing; it takes the role klimatrappa_app, which row-level security binds.
set -euo pipefail
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres \
  --set=owner_password="$OWNER_PASSWORD" --set=web_password="$WEB_PASSWORD" <<'SQL'
CREATE ROLE klimatrappa_owner LOGIN CREATEROLE CREATEDB PASSWORD :'owner_password';
CREATE ROLE klimatrappa_web LOGIN PASSWORD :'web_password';
CREATE ROLE klimatrappa_app NOLOGIN;
CREATE ROLE klimatrappa_loader NOLOGIN;
GRANT klimatrappa_app, klimatrappa_loader TO klimatrappa_owner WITH ADMIN OPTION;
GRANT klimatrappa_app, klimatrappa_loader TO klimatrappa_web;
CREATE DATABASE klimatrappa OWNER klimatrappa_owner;
REVOKE ALL ON DATABASE klimatrappa FROM PUBLIC;
GRANT CONNECT ON DATABASE klimatrappa TO klimatrappa_web;
SQL
