"""The second fence: PostgreSQL itself refuses rows of organisations outside the current access.

The backend sets app.readable, app.totals and app.writable; a policy made here lets a row be seen only if its
organisation is in the list, and written only if it is in the list of writable ones.
"""

from django.db.migrations import RunSQL

READ = "app.readable"
TOTALS = "app.totals"
WRITE = "app.writable"


def _allowed(column: str, setting: str) -> str:
    return f"{column} = ANY (coalesce(nullif(current_setting('{setting}', true), ''), '{{}}')::bigint[])"


def protect(table: str, *, column: str = "organisation_id", totals: bool = False, shared_rows: bool = False) -> RunSQL:
    """Return the migration operation that fences `table` by the organisation in `column`.

    With `totals`, an access to totals is enough to read. With `shared_rows`, rows without an organisation (shipped
    by the project itself) are readable by all and writable by none.
    """
    readable = _allowed(column, TOTALS if totals else READ)
    if shared_rows:
        readable = f"{column} IS NULL OR {readable}"
    writable = _allowed(column, WRITE)
    return RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;\n"
        f"CREATE POLICY {table}_read ON {table} FOR SELECT USING ({readable});\n"
        f"CREATE POLICY {table}_insert ON {table} FOR INSERT WITH CHECK ({writable});\n"
        f"CREATE POLICY {table}_update ON {table} FOR UPDATE USING ({writable}) WITH CHECK ({writable});\n"
        f"CREATE POLICY {table}_delete ON {table} FOR DELETE USING ({writable});",
        reverse_sql=(
            f"DROP POLICY {table}_read ON {table}; DROP POLICY {table}_insert ON {table};\n"
            f"DROP POLICY {table}_update ON {table}; DROP POLICY {table}_delete ON {table};\n"
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;"
        ),
    )
