"""The second fence: PostgreSQL itself refuses rows of organisations outside the current access.

The backend sets app.readable, app.rows, app.totals and app.writable; a policy made here lets a row be seen only if its
organisation is in the list, and written only if it is in the list of writable ones.
"""

from django.db.migrations import RunSQL

READ = "app.readable"
ROWS = "app.rows"
TOTALS = "app.totals"
WRITE = "app.writable"


def allowed(column: str, setting: str) -> str:
    """Return the SQL condition that the organisation in `column` is in the list of `setting`."""
    return f"{column} = ANY (coalesce(nullif(current_setting('{setting}', true), ''), '{{}}')::bigint[])"


def protect(
    table: str,
    *,
    column: str = "organisation_id",
    rows: bool = False,
    totals: bool = False,
    totals_if: str = "",
    public_if: str = "",
    append_only: bool = False,
    open_reading: bool = False,
) -> RunSQL:
    """Return the migration operation that fences `table` by the organisation in `column`.

    Without more, only the organisation's own people read. With `rows`, those with whom it shares down to the line read
    too; with `totals`, those with whom it shares sums, where `totals_if` (SQL) may narrow which rows are such sums.
    Rows that `public_if` (SQL) holds for are read by everybody: what is published, or shipped by the project itself
    without an organisation, which nobody then may write. With `append_only`, a row once written can be neither changed
    nor removed. With `open_reading`, everybody reads, since the access is built from the table; writing is fenced all
    the same.
    """
    readable = allowed(column, READ)
    if rows or totals_if:
        readable = allowed(column, ROWS)
    if totals:
        sums = allowed(column, TOTALS)
        readable = f"{readable} OR ({totals_if}) AND {sums}" if totals_if else sums
    if public_if:
        readable = f"{readable} OR ({public_if})"
    if open_reading:
        readable = "true"
    writable = allowed(column, WRITE)
    policies = {
        "read": f"FOR SELECT USING ({readable})",
        "insert": f"FOR INSERT WITH CHECK ({writable})",
    }
    if not append_only:
        policies["update"] = f"FOR UPDATE USING ({writable}) WITH CHECK ({writable})"
        policies["delete"] = f"FOR DELETE USING ({writable})"
    made = "".join(f"CREATE POLICY {table}_{name} ON {table} {rule};\n" for name, rule in policies.items())
    dropped = "".join(f"DROP POLICY {table}_{name} ON {table};\n" for name in policies)
    return RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;\n{made}",
        reverse_sql=f"{dropped}ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )
