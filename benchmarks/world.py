"""A made-up world of the wanted size: 30 municipalities over five years, the same for the same number of lines.

Posting keys and cells follow measurements: on 10 million lines about 830,000 cells. Lines are made by numpy and loaded
by the real loader; keys are classified by the real classification, sums are made by the real services.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import polars as pl
from django.db import connection, transaction

from emissions.importers.ledger_lines import LINE_SCHEMA, Batch, LedgerHeader, LedgerReading
from emissions.importers.ledger_summary import SummaryBuilder
from emissions.models import LedgerImport
from emissions.services.load_lines import LineLoader
from emissions.services.map_keys import ensure_mapping_version, map_import
from emissions.services.period_sources import make_current
from emissions.services.year_totals import refresh_years
from foundation.access import Access, open_access
from foundation.files.models import StoredFile
from foundation.scoping import access_for_work
from organisations.models import Organisation
from organisations.reference.code_lists import account_groups

ORGANISATIONS = 30
YEARS = range(2020, 2025)
KEYS = 500
CREDITS = 0.05
BATCH = 100_000


@dataclass(frozen=True, slots=True)
class World:
    """The organisations that were made and the access that reads all of them."""

    organisations: list[Organisation]
    access: Access
    lines: int


def make_world(lines: int) -> World:
    """Fill the database with about `lines` ledger lines."""
    organisations = [_organisation(number) for number in range(ORGANISATIONS)]
    share = max(lines // (ORGANISATIONS * len(YEARS)), 1)
    for organisation in organisations:
        with open_access(access_for_work(organisation.pk)):
            for year in YEARS:
                _year(organisation, year, share)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    everyone = tuple(organisation.pk for organisation in organisations)
    return World(organisations, Access(writable=everyone), share * ORGANISATIONS * len(YEARS))


def _organisation(number: int) -> Organisation:
    return Organisation.objects.create(
        slug=f"kommune-{number}",
        name=f"Kommune {number}",
        kind=Organisation.Kind.MUNICIPALITY,
        country=Organisation.Country.SWEDEN,
        chart=Organisation.Chart.KOMMUN_BAS,
        number=f"21200{number:05d}",
    )


@transaction.atomic
def _year(organisation: Organisation, year: int, lines: int) -> None:
    generator = np.random.default_rng([organisation.pk, year])
    batches = (random_lines(generator, year, start, min(BATCH, lines - start)) for start in range(0, lines, BATCH))
    version = ensure_mapping_version(organisation)
    add_import(organisation, year, batches)
    refresh_years(version, [year])


@transaction.atomic
def add_import(
    organisation: Organisation,
    year: int,
    batches: Iterable[pl.DataFrame],
    ledger: Literal["general", "supplier"] = "general",
) -> LedgerImport:
    """Load lines of a year, classify their keys and let them count; the sums of the year are not made."""
    header = LedgerHeader(format="benchmark", currency="SEK", chart="kommun_bas", granularity="day", ledger=ledger)
    name = f"{organisation.pk} {year} {ledger}"
    stored = StoredFile.objects.create(
        organisation=organisation,
        sha256=hashlib.sha256(name.encode()).hexdigest(),
        size=0,
        name="benchmark",
        content_type="",
    )
    ledger_import = LedgerImport.objects.create(
        organisation=organisation,
        file=stored,
        fingerprint=stored.sha256,
        format="benchmark",
        ledger=ledger,
        chart="kommun_bas",
        currency="SEK",
        granularity="day",
        period_from=date(year, 1, 1),
        period_to=date(year, 12, 31),
        lines=0,
        accounts=0,
        debit=0,
        credit=0,
        summary={},
    )
    summing = SummaryBuilder(LedgerReading(header))
    loader = LineLoader(organisation=organisation, import_id=ledger_import.pk, header=header)
    for batch in map(Batch, batches):
        loader.add(batch)
        summing.add(batch)
    loader.finish()
    said = summing.finish()
    ledger_import.lines, ledger_import.accounts, ledger_import.summary = said.lines, said.accounts, said.as_json()
    ledger_import.debit, ledger_import.credit = said.debit, said.credit
    ledger_import.save()
    make_current(ledger_import, loader.months())
    map_import(ledger_import, loader.keys.key_ids(), ensure_mapping_version(organisation))
    return ledger_import


def random_lines(generator: np.random.Generator, year: int, start: int, size: int) -> pl.DataFrame:
    """Return `size` lines of a year: few keys carry most lines, amounts are lognormal, one in twenty is a credit."""
    accounts = _accounts()
    key = np.minimum(generator.zipf(1.3, size) - 1, KEYS - 1)
    cents = np.round(generator.lognormal(7.5, 1.6, size) * 100).astype(np.int64)
    cents *= np.where(generator.random(size) < CREDITS, -1, 1)
    frame = pl.DataFrame(
        {
            "row": np.arange(start + 2, start + size + 2),
            "day": generator.integers(0, 365, size),
            "account": accounts[key % len(accounts)],
            "supplier": key,
            "cents": cents,
        }
    )
    columns = frame.select(
        "row",
        posted_on=pl.lit(date(year, 1, 1)) + pl.duration(days="day"),
        voucher=pl.col("row").cast(pl.String),
        account="account",
        account_name=pl.concat_str(pl.lit("Konto "), "account"),
        amount=pl.col("cents").cast(pl.Decimal(18, 4)) / pl.lit(100).cast(pl.Decimal(18, 4)),
        supplier_number=pl.concat_str(pl.lit("5560"), pl.col("supplier").cast(pl.String).str.zfill(6)),
        supplier_name=pl.concat_str(pl.lit("Leverantör "), pl.col("supplier").cast(pl.String)),
        invoice=pl.concat_str(pl.lit("F"), pl.col("row").cast(pl.String)),
        unit=pl.concat_str(pl.lit("U"), (pl.col("supplier") % 20).cast(pl.String)),
        currency=pl.lit("SEK"),
    )
    absent = [pl.lit(None, dtype=kind).alias(name) for name, kind in LINE_SCHEMA.items() if name not in columns.columns]
    return columns.with_columns(absent).select(pl.col(name).cast(kind) for name, kind in LINE_SCHEMA.items())


def _accounts() -> np.ndarray:
    groups = account_groups("kommun_bas")
    codes = [code for code in groups[groups.columns[0]].to_list() if code[0] in "4567"]
    return np.array([code.ljust(5, "0") for code in codes])
