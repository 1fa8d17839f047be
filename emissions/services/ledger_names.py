"""Keep what accounts, units and functions are called: of each one name, chosen by a rule and not by chance.

An account has its newest name. For units and functions see emissions.calculations.kept_names; a function of KOSTRA is
called what the official list calls it, whatever a file says.
"""

from datetime import date

import polars as pl
from django.db import connection

from emissions.calculations.kept_names import ToldName, kept_name
from foundation.postgres.bulk import frame_of, staged
from organisations.models import Organisation
from organisations.reference.code_lists import kostra_functions

NAMES = (("account", "account_name"), ("unit", "unit_name"), ("function", "function_name"))
_NAME = ("kind", "code", "name")


def names_in(lines: pl.DataFrame) -> list[pl.DataFrame]:
    """Return what a batch of lines calls each account, unit and function: kind, code, name, lines.

    A function without a name is there, too, with null: the official list may have one.
    """
    frames = []
    for code, name in NAMES:
        named = lines.select(pl.lit(code).alias("kind"), pl.col(code).alias("code"), pl.col(name).alias("name"))
        known = named.drop_nulls("code" if code == "function" else None)
        frames.append(known.group_by(_NAME, maintain_order=True).agg(pl.len().cast(pl.Int64).alias("lines")))
    return frames


def keep_names(
    *, organisation: Organisation, import_id: int, chart: str, told: pl.DataFrame, month: date | None
) -> None:
    """Write the names of one import (frames of `names_in`); `month` is the last one that it covers.

    Of several names in the file the one on most lines speaks for it. Must run while the ledger is held.
    """
    if told.is_empty():
        return
    written = told.filter(pl.col("name").is_not_null())
    last = written.filter(pl.col("kind") == "account").unique(["kind", "code"], keep="last", maintain_order=True)
    summed = written.filter(pl.col("kind") != "account").group_by(_NAME, maintain_order=True).agg(pl.sum("lines"))
    most = summed.sort("lines", maintain_order=True).unique(["kind", "code"], keep="last", maintain_order=True)
    kept = _kept(most.select(_NAME), _known(organisation), month)
    if chart == Organisation.Chart.KOSTRA:
        kept = _with_official(kept, told)
    names = pl.concat([last.select(_NAME), kept.select(_NAME)])
    of_chart = pl.when(pl.col("kind") == "account").then(pl.lit(chart)).otherwise(pl.lit(""))
    owned = {"organisation_id": organisation.pk, "import_id": import_id}
    _write(names.with_columns(chart=of_chart, **{name: pl.lit(value) for name, value in owned.items()}))


def _known(organisation: Organisation) -> dict[tuple[str, str], ToldName]:
    schema = {"kind": pl.String(), "code": pl.String(), "name": pl.String(), "month": pl.Date()}
    found = frame_of(_KNOWN, {"organisation_id": organisation.pk}, schema)
    return {(kind, code): ToldName(name, month) for kind, code, name, month in found.iter_rows()}


def _kept(told: pl.DataFrame, known: dict[tuple[str, str], ToldName], month: date | None) -> pl.DataFrame:
    """Return the names of the file that stand, be they new or the same as before."""
    rows = []
    for kind, code, name in told.iter_rows():
        ours, earlier = ToldName(name, month), known.get((kind, code))
        if earlier is None or kept_name(code, earlier, ours) is ours:
            rows.append((kind, code, name))
    return pl.DataFrame(rows, schema=told.schema, orient="row")


def _with_official(kept: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """Return the names with those of the official list for every function that it has, also where the file has none."""
    listed = kostra_functions().filter(pl.col("name_nb").is_not_null()).select("code", name="name_nb")
    functions = told.filter(pl.col("kind") == "function").select("kind", "code").unique(maintain_order=True)
    official = functions.join(listed, on="code", how="inner", maintain_order="left")
    return pl.concat([kept.join(official, on=["kind", "code"], how="anti"), official.select(_NAME)])


def _write(names: pl.DataFrame) -> None:
    with staged("ledger_name", names, "staged_names"), connection.cursor() as cursor:
        cursor.execute(_INSERT)


_KNOWN = """
SELECT named.kind, named.code, named.name, date_trunc('month', source.period_to)::date AS month
FROM ledger_name AS named
LEFT JOIN emissions_ledgerimport AS source
    ON source.organisation_id = named.organisation_id AND source.id = named.import_id
WHERE named.organisation_id = %(organisation_id)s AND named.kind <> 'account' AND named.chart = ''
"""
_INSERT = """
INSERT INTO ledger_name (organisation_id, kind, chart, code, name, import_id)
SELECT organisation_id, kind, chart, code, name, import_id FROM staged_names
ON CONFLICT (organisation_id, kind, chart, code) DO UPDATE
SET name = excluded.name, import_id = excluded.import_id
WHERE ledger_name.name <> excluded.name OR ledger_name.kind <> 'account'
"""
