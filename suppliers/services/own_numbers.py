"""Keep on each card what the ledger itself calls the supplier, beside the organisation number."""

import polars as pl
from django.db import connection

from foundation.postgres.bulk import staged

LONGEST = 200
WRITTEN = ("supplier_number", "supplier_name", "supplier_own_number")


def keep_own_numbers(*, organisation_id: int, written: pl.DataFrame) -> None:
    """Write the own numbers (columns of WRITTEN, null where missing) on the cards of their numbers and names.

    The newest file says them all; a number that is the card's number already is not said twice.
    """
    own, number = pl.col("supplier_own_number"), pl.col("supplier_number").fill_null("").str.head(40)
    told = written.filter(own.is_not_null() & own.ne_missing(pl.col("supplier_number")))
    if told.is_empty():
        return
    cards = (
        told.select(number.alias("number"), pl.col("supplier_name").fill_null("").str.head(300).alias("name"), own)
        .unique()
        .group_by("number", "name")
        .agg(own.sort().str.join(", "))
        .select("number", "name", own_numbers=pl.col("supplier_own_number").str.head(LONGEST))
    )
    with staged("suppliers_suppliercard", cards, "staged_own_numbers"), connection.cursor() as cursor:
        cursor.execute(_KEEP, {"organisation_id": organisation_id})


_KEEP = """
UPDATE suppliers_suppliercard AS card SET own_numbers = staged.own_numbers
FROM staged_own_numbers AS staged
WHERE card.organisation_id = %(organisation_id)s AND card.number = staged.number AND card.name = staged.name
  AND card.own_numbers <> staged.own_numbers
"""
