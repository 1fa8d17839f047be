"""Let the supplier ledger tell the general ledger whom its postings paid; no line is counted twice, none changes.

The general ledger stays the spend base (decision 6) and every amount in it stays as it is. A posting that is found
again in the supplier ledger gets supplier, invoice, agreement and commodity code where it has none: in a new import,
the result, which takes the place of the general ledger as a corrected file would. Method: docs/methods/two_ledgers.md.
"""

import hashlib
import json
from collections.abc import Sequence

import polars as pl
from django.db import transaction

from emissions.calculations.ledger_join import METHOD_VERSION, LedgerJoin, joined
from emissions.calculations.ledger_report import missing_sums, reconciliation
from emissions.models import JoinedSupplierLedger, LedgerImport
from emissions.models import LedgerJoin as StoredJoin
from emissions.queries.ledgers_to_join import LedgersToJoin, ledgers_to_join, postings_of
from emissions.services.import_ids import next_import_id
from emissions.services.ledger_lock import hold_ledger
from emissions.services.map_keys import ensure_mapping_version, map_import
from emissions.services.period_sources import hand_over
from emissions.services.posting_keys import number_keys
from emissions.services.year_totals import refresh_years
from foundation.changes.record import current_actor, record_change
from foundation.jobs.progress import Progress, silent
from foundation.jobs.start import start_once
from foundation.named_sql import execute, rows, set_wise, statement
from foundation.postgres.bulk import frame_of, insert_frame, staged
from organisations.models import Organisation

JOIN = "emissions.join_ledgers"
KEY_FACTS: dict[str, pl.DataType] = {
    "key_id": pl.Int64(),
    "chart": pl.String(),
    "account": pl.String(),
    "account_name": pl.String(),
    "supplier_id": pl.Int64(),
    "agreement": pl.String(),
    "commodity": pl.String(),
    "function": pl.String(),
    "unit": pl.String(),
    "investment": pl.Boolean(),
    "movement": pl.String(),
}
_TOLD = ("supplier_id", "agreement", "commodity")
_COPIED = (
    "organisation", "file", "format", "encoding", "ledger", "chart", "currency", "granularity", "period_from",
    "period_to", "lines", "accounts", "debit", "credit", "summary", "problems",
)  # fmt: skip


def start_joins(organisation: Organisation, years: Sequence[int], *, calculates: bool = False) -> None:
    """Start the job that joins the organisation's ledgers of the years, if any of them has both.

    With `calculates` it calculates the years afterwards.
    """
    if ledgers_to_join(organisation.pk, years):
        more = {"calculates": True} if calculates else {}
        start_once(JOIN, organisation_id=organisation.pk, years=sorted(years), **more)


def standing_for(ledger_import: LedgerImport) -> LedgerImport:
    """Return the import that stands for one that is handed in again: itself, or the result of a join that counts.

    Such a result has the same lines in the same months, and knows whom they paid. Of several it is the newest that
    counts in any month.
    """
    results = LedgerImport.objects.filter(made_by__general=ledger_import, current_for__isnull=False)
    return results.select_related("organisation", "file").order_by("-pk").first() or ledger_import


@transaction.atomic
def join_ledgers(*, organisation: Organisation, years: Sequence[int], progress: Progress = silent) -> list[StoredJoin]:
    """Join the general ledgers in use with the supplier ledgers of their months; return the joins, new or known.

    Safe to run twice: a join is known by its imports. Must run within an access that may write for the organisation.
    """
    hold_ledger(organisation)
    pairs = ledgers_to_join(organisation.pk, years)
    joins = []
    for done, pair in enumerate(pairs):
        progress("joining", done, len(pairs))
        join = _known(pair) or _join(pair)
        _use(join, pair)
        joins.append(join)
    return joins


def _known(pair: LedgersToJoin) -> StoredJoin | None:
    """Return the join of the same ledgers if there is one."""
    found = StoredJoin.objects.filter(organisation=pair.general.organisation, fingerprint=_fingerprint(pair))
    return found.select_related("result", "general").first()


def _join(pair: LedgersToJoin) -> StoredJoin:
    organisation = pair.general.organisation
    general, supplier = (
        postings_of(organisation.pk, months, by_year=pair.by_year)
        for months in (pair.general_months, pair.supplier_months)
    )
    found = joined(general, supplier)
    told = _told(general, supplier, found)
    result = _write_result(pair, told) if told.height else None
    join = StoredJoin.objects.create(
        organisation=organisation,
        fingerprint=_fingerprint(pair),
        general=pair.general,
        result=result,
        report={**reconciliation(general, supplier, found).as_json(), "missing": missing_sums(supplier, found)},
        actor_name=current_actor().name,
    )
    JoinedSupplierLedger.objects.bulk_create(
        JoinedSupplierLedger(organisation=organisation, join=join, ledger_import=ledger) for ledger in pair.suppliers
    )
    _write_unfound(join, supplier, found)
    return join


def _told(general: pl.DataFrame, supplier: pl.DataFrame, found: LedgerJoin) -> pl.DataFrame:
    """Return the postings that learn something: row, key_id, what they are told, by which row of which import, way.

    A posting that names its supplier keeps it, and learns the invoice only from the same supplier.
    """
    by = supplier.select(
        pl.col("import_id", "row").name.prefix("by_"),
        by="line",
        by_party="party",
        by_invoice="invoice",
        **{f"by_{name}": name for name in _TOLD},
    )
    pairs = found.told.join(general, on="line").join(by, on="by")
    same = pl.col("party").is_null() | (pl.col("party") == pl.col("by_party"))
    learned = {name: pl.coalesce(name, f"by_{name}") for name in ("invoice", *_TOLD)}
    news = pl.any_horizontal(pl.col(name).is_null() & pl.col(f"by_{name}").is_not_null() for name in learned)
    columns = ("row", "key_id", *learned, "by_import_id", "by_row", "way")
    return pairs.filter(same.fill_null(value=False) & news).with_columns(**learned).select(columns)


def _write_result(pair: LedgersToJoin, told: pl.DataFrame) -> LedgerImport:
    """Write the general ledger anew, its postings as told."""
    organisation_id, number = pair.general.organisation_id, next_import_id()
    changed = _with_new_keys(organisation_id, told).select("row", "key_id", "invoice")
    parameters = {"organisation_id": organisation_id, "general": pair.general.pk, "result": number, "import_id": number}
    with set_wise(), staged("ledger_line", changed, "staged_told"):
        execute("emissions.copy_told_lines", parameters)
    with set_wise():
        execute("emissions.cells_of_lines", parameters)
    owned = {"organisation_id": pl.lit(organisation_id), "import_id": pl.lit(number)}
    insert_frame("told_line", told.select("row", "by_import_id", "by_row", "way").with_columns(**owned))
    actor = current_actor()
    return LedgerImport.objects.create(
        pk=number,
        fingerprint=_fingerprint(pair),
        imported_by_id=actor.user_id,
        actor_name=actor.name,
        **{name: getattr(pair.general, name) for name in _COPIED},
    )


def _with_new_keys(organisation_id: int, told: pl.DataFrame) -> pl.DataFrame:
    """Return the told postings with the posting keys that say what they learned."""
    facts = _key_facts(organisation_id, told["key_id"].unique().to_list())
    keys = told.select("key_id", *_TOLD).unique().join(facts.drop(_TOLD), on="key_id")
    owned = keys.with_columns(organisation_id=pl.lit(organisation_id, dtype=pl.Int64)).rename({"key_id": "old_key"})
    numbered = number_keys(owned).select("old_key", *_TOLD, "key_id")
    return told.rename({"key_id": "old_key"}).join(numbered, on=["old_key", *_TOLD], how="left", nulls_equal=True)


def _key_facts(organisation_id: int, keys: Sequence[int]) -> pl.DataFrame:
    """Return what the posting keys say: key_id and KEY_COLUMNS."""
    parameters = {"organisation_id": organisation_id, "keys": list(keys)}
    return frame_of(statement("emissions.key_facts"), parameters, KEY_FACTS)


def _use(join: StoredJoin, pair: LedgersToJoin) -> None:
    """Let the result, or the general ledger where it learned nothing, count where the ledger counted before."""
    target = join.result or join.general
    years = hand_over(pair.holders, target)
    if not years:
        return
    version = ensure_mapping_version(target.organisation)
    map_import(target, _keys_of(target), version)
    refresh_years(version, years)
    record_change(
        organisation_id=target.organisation_id,
        kind="emissions.ledger_import",
        object_id=target.uuid,
        action="joined",
        summary={"name": target.file.name, "suppliers": [ledger.file.name for ledger in pair.suppliers]},
    )


def _keys_of(ledger: LedgerImport) -> list[int]:
    parameters = {"organisation_id": ledger.organisation_id, "import_id": ledger.pk}
    return [row["key_id"] for row in rows("emissions.keys_of_import", parameters)]


def _write_unfound(join: StoredJoin, supplier: pl.DataFrame, found: LedgerJoin) -> None:
    """Write what the supplier ledgers have alone, each line with its place: the largest money is the first."""
    missing = supplier.join(found.found, on="line", how="anti")
    placed = missing.sort(pl.col("amount").abs(), "import_id", "row", descending=[True, False, False])
    owned = {"organisation_id": pl.lit(join.organisation_id), "join_id": pl.lit(join.pk)}
    places = pl.int_range(1, pl.len() + 1, dtype=pl.Int64)
    insert_frame("unfound_line", placed.select("import_id", "row", place=places, **owned))


def _fingerprint(pair: LedgersToJoin) -> str:
    """Return what the join of these ledgers is known by."""
    months = sorted((number, month.isoformat()) for number, month in pair.general_months | pair.supplier_months)
    imports = [pair.general.fingerprint, *(ledger.fingerprint for ledger in pair.suppliers)]
    return hashlib.sha256(json.dumps([METHOD_VERSION, imports, months]).encode()).hexdigest()
