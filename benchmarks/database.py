"""A database of the benchmark's own on the project's server, made anew for each run."""

import os

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from foundation.services import ensure

NAME = "klimatrappa_bench"


def fresh_database() -> None:
    """Make an empty benchmark database and point Django at it; must run before Django is set up."""
    url = os.environ.get("DATABASE_URL") or ensure().database_url
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(NAME)))
        create = sql.SQL("CREATE DATABASE {} TEMPLATE template0 LOCALE 'C.UTF-8'")
        connection.execute(create.format(sql.Identifier(NAME)))
    os.environ["DATABASE_URL"] = make_conninfo(url, dbname=NAME)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
