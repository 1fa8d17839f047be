"""Posting keys: each distinct combination of what the source says, known by a fingerprint and numbered once.

Keys hold facts of the source, never rules, so that no rule ever touches a line. What the source calls an account is one
of them: rules ask for it, and an account that is called something else next year must not change this one.
"""

import hashlib

import polars as pl

from emissions.importers.ledger_lines import LINE_SCHEMA
from foundation.postgres.bulk import frame_of, staged
from organisations.models import Organisation
from suppliers.services.register import register_suppliers

SOURCE_COLUMNS = (
    "account",
    "account_name",
    "supplier_number",
    "supplier_name",
    "agreement",
    "commodity",
    "function",
    "unit",
)
COMPUTED = {"investment": pl.Boolean(), "movement": pl.String()}
KEY_COLUMNS = (
    "chart",
    "account",
    "account_name",
    "supplier_id",
    "agreement",
    "commodity",
    "function",
    "unit",
    "investment",
    "movement",
)
_SEPARATOR = "\x1f"
_MISSING = "\x00"


class KeyBook:
    """The posting keys of one organisation met so far in one import; `numbered` adds key_id to a batch of lines."""

    def __init__(self, organisation: Organisation, chart: str) -> None:
        self.organisation = organisation
        self.chart = chart
        schema = {name: LINE_SCHEMA[name] for name in SOURCE_COLUMNS}
        self._known = pl.DataFrame(schema={**schema, **COMPUTED, "key_id": pl.Int64})

    def numbered(self, lines: pl.DataFrame) -> pl.DataFrame:
        """Return the lines (SOURCE_COLUMNS and COMPUTED among their columns) with key_id, order kept."""
        on = [*SOURCE_COLUMNS, *COMPUTED]
        distinct = lines.select(on).unique(maintain_order=True)
        new = distinct.join(self._known, on=on, how="anti", nulls_equal=True)
        if not new.is_empty():
            self._known = pl.concat([self._known, self._number(new)])
        return lines.join(self._known, on=on, how="left", nulls_equal=True, maintain_order="left")

    def key_ids(self) -> list[int]:
        """Return every key met so far."""
        return self._known["key_id"].to_list()

    def _number(self, new: pl.DataFrame) -> pl.DataFrame:
        written = new.select("supplier_number", "supplier_name").unique(maintain_order=True)
        cards = register_suppliers(
            organisation_id=self.organisation.pk, country=self.organisation.country, written=written
        )
        keys = new.join(cards, on=["supplier_number", "supplier_name"], how="left", nulls_equal=True).with_columns(
            chart=pl.lit(self.chart), organisation_id=pl.lit(self.organisation.pk, dtype=pl.Int64)
        )
        numbered = number_keys(keys)
        return numbered.select([*SOURCE_COLUMNS, *COMPUTED, "key_id"])


def number_keys(keys: pl.DataFrame) -> pl.DataFrame:
    """Return the keys (organisation_id and KEY_COLUMNS among their columns) with key_id; new ones are written."""
    joined = pl.concat_str(
        [pl.col(name).cast(pl.String).fill_null(_MISSING) for name in KEY_COLUMNS], separator=_SEPARATOR
    )
    known = keys.with_columns(fingerprint=joined.map_elements(_fingerprint, return_dtype=pl.String))
    rows = known.select("organisation_id", "fingerprint", *KEY_COLUMNS).unique("fingerprint", maintain_order=True)
    with staged("posting_key", rows, "staged_keys"):
        ids = frame_of(_INSERT_KEYS, {}, {"fingerprint": pl.String(), "key_id": pl.Int64()})
    return known.join(ids, on="fingerprint", how="left", maintain_order="left").drop("fingerprint")


def _fingerprint(text: str) -> str:
    return "\\x" + hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


_COLUMNS = ", ".join(["organisation_id", "fingerprint", *KEY_COLUMNS])
_INSERT_KEYS = f"""
WITH added AS (
    INSERT INTO posting_key ({_COLUMNS}) SELECT {_COLUMNS} FROM staged_keys
    ON CONFLICT (organisation_id, fingerprint) DO NOTHING
    RETURNING fingerprint, id
)
SELECT '\\x' || encode(fingerprint, 'hex'), id FROM added
UNION ALL
SELECT '\\x' || encode(posting_key.fingerprint, 'hex'), posting_key.id
FROM posting_key JOIN staged_keys USING (organisation_id, fingerprint)
"""  # noqa: S608 - column names of our own
