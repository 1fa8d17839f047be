"""Write made-up postings in the forms that finance offices hand over: their names, order, marks and encodings."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from leadership.demonstration.cast import YEARS, Municipality
from leadership.demonstration.ledgers import postings

DEBT = "2440"
ONE_WITH_VAT_IN = 211


def write_ledgers(municipality: Municipality, year: int, folder: Path) -> list[Path]:
    """Write the municipality's files for a year into the folder and return them in the order they are handed over."""
    lines = postings(municipality, year)
    writers = {
        "postings": _write_postings,
        "account_table": _write_account_tables,
        "account_table_nynorsk": _write_account_tables_nynorsk,
        "supplier_ledger": _write_supplier_ledger,
        "sie": _write_both_ledgers,
    }
    return writers[municipality.form](lines, municipality, year, folder)


def _amount(column: str, mark: str) -> pl.Expr:
    """Cents as a text with two decimals."""
    cents = pl.col(column)
    whole = (cents.abs() // 100).cast(pl.String)
    rest = (cents.abs() % 100).cast(pl.String).str.zfill(2)
    return pl.concat_str(pl.when(cents < 0).then(pl.lit("-")).otherwise(pl.lit("")), whole, pl.lit(mark), rest)


def _write_postings(lines: pl.DataFrame, municipality: Municipality, year: int, folder: Path) -> list[Path]:
    """A Norwegian posting list: semicolons, decimal comma, dates the Norwegian way, UTF-8 with a mark."""
    path = folder / f"{municipality.slug}_hovedbok_{year}.csv"
    lines.with_row_index("voucher", offset=year * 1_000_000).select(
        pl.col("posted_on").dt.strftime("%d.%m.%Y").alias("Bilagsdato"),
        pl.col("voucher").cast(pl.String).alias("Bilagsnr"),
        pl.col("account").alias("Konto"),
        pl.col("account_name").alias("Kontonavn"),
        pl.col("unit").alias("Ansvar"),
        pl.col("unit_name").alias("Ansvarsnavn"),
        pl.col("function").alias("Funksjon"),
        pl.col("supplier_name").alias("Leverandør"),
        pl.col("supplier_number").alias("Organisasjonsnummer"),
        _amount("cents", ",").alias("Beløp"),
    ).write_csv(path, separator=";", include_bom=True)
    return [path]


def _write_account_tables(lines: pl.DataFrame, municipality: Municipality, year: int, folder: Path) -> list[Path]:
    names = ("konto", "konto_tekst", "ansvar", "ansvar_tekst", "tjeneste", f"regnskap_{year}", f"budsjett_{year}")
    return _account_tables(lines, municipality, year, folder, names)


def _write_account_tables_nynorsk(
    lines: pl.DataFrame, municipality: Municipality, year: int, folder: Path
) -> list[Path]:
    names = ("kontonr", "kontonamn", "ansvar", "ansvarsnamn", "teneste", f"rekneskap_{year}", f"budsjett_{year}")
    return _account_tables(lines, municipality, year, folder, names)


def _account_tables(
    lines: pl.DataFrame, municipality: Municipality, year: int, folder: Path, names: tuple[str, ...]
) -> list[Path]:
    """Two tables, running and investment: one row per account, unit and function, whole kroner with thin groups."""
    account, account_name, unit, unit_name, function, actual, budget = names
    sums = lines.group_by("account", "account_name", "unit", "unit_name", "function").agg(pl.col("cents").sum())
    rows = sums.sort("account", "unit", "function").select(
        pl.col("account").alias(account),
        pl.col("account_name").alias(account_name),
        pl.col("unit").alias(unit),
        pl.col("unit_name").alias(unit_name),
        pl.concat_str("function", pl.lit("00")).alias(function),
        pl.col("cents").map_elements(_grouped, return_dtype=pl.String).alias(actual),
        (pl.col("cents") // 1_000_000 * 1_000_000).map_elements(_grouped, return_dtype=pl.String).alias(budget),
    )
    paths = []
    for name, first in (("drift", "1"), ("investering", "0")):
        path = folder / f"{municipality.slug}_{name}_{year}.csv"
        rows.filter(pl.col(account).str.starts_with(first)).write_csv(path, separator=";", include_bom=True)
        paths.append(path)
    return paths


def _grouped(cents: int) -> str:
    return f"{round(Decimal(cents) / 100):,}".replace(",", " ")


def _write_supplier_ledger(lines: pl.DataFrame, municipality: Municipality, year: int, folder: Path) -> list[Path]:
    paid = lines.filter(pl.col("supplier_name").is_not_null()).with_row_index("voucher", offset=year * 1_000_000)
    return [_supplier_ledger(paid, municipality, year, folder)]


def _supplier_ledger(paid: pl.DataFrame, municipality: Municipality, year: int, folder: Path) -> Path:
    """A Swedish supplier ledger 1.1: fifteen columns, commas, decimal point, UTF-8."""
    path = folder / f"{municipality.slug}_leverantorsreskontra_{year}.csv"
    paid.select(
        pl.lit(f"{municipality.number[:6]}-{municipality.number[6:]}").alias("kopare_id"),
        pl.lit(municipality.name).alias("kopare"),
        pl.col("voucher").cast(pl.String).alias("verifikationsnummer"),
        pl.col("supplier_name").alias("leverantor"),
        pl.col("supplier_number").alias("leverantor_id"),
        pl.col("account").alias("konto_nr"),
        pl.col("account_name").alias("konto_text"),
        _amount("cents", ".").alias("belopp"),
        pl.col("posted_on").cast(pl.String).alias("datum"),
        pl.col("unit_name").alias("forvaltning"),
        pl.concat_str(pl.lit("F"), pl.col("voucher").cast(pl.String)).alias("fakturanummer"),
        pl.lit("").alias("grund"),
        pl.lit("").alias("avtal"),
        pl.lit("").alias("kommun_id"),
        pl.lit("").alias("s_kod_nr"),
    ).write_csv(path)
    return path


def _write_both_ledgers(lines: pl.DataFrame, municipality: Municipality, year: int, folder: Path) -> list[Path]:
    """A SIE file that names no supplier; for the newest year the supplier ledger, too, now and then with VAT in it."""
    general = _write_sie(lines, municipality, year, folder)
    if year < YEARS[-1]:
        return general
    paid = lines.with_row_index("voucher", offset=1).filter(pl.col("supplier_name").is_not_null())
    with_vat = pl.when(pl.col("voucher") % ONE_WITH_VAT_IN == 0).then(pl.col("cents") * 5 // 4).otherwise("cents")
    return [*general, _supplier_ledger(paid.with_columns(cents=with_vat), municipality, year, folder)]


def _write_sie(lines: pl.DataFrame, municipality: Municipality, year: int, folder: Path) -> list[Path]:
    """A SIE 4E file in the code page of the format: balances, and each invoice a balanced voucher against debt."""
    accounts = lines.select("account", "account_name").unique().sort("account")
    units = lines.select("unit", "unit_name").unique().sort("unit")
    head = [
        "#FLAGGA 0", "#FORMAT PC8", "#SIETYP 4", '#PROGRAM "Demonstration" 1', f"#GEN {year + 1}0115",
        f'#FNAMN "{municipality.name}"', f"#ORGNR {municipality.number[:6]}-{municipality.number[6:]}",
        f"#RAR 0 {year}0101 {year}1231", "#VALUTA SEK", '#DIM 1 "Ansvar"',
        *(f'#OBJEKT 1 "{code}" "{name}"' for code, name in units.iter_rows()),
        *(f'#KONTO {code} "{name}"' for code, name in accounts.iter_rows()), f'#KONTO {DEBT} "Leverantörsskulder"',
        *_balances(lines),
    ]  # fmt: skip
    path = folder / f"{municipality.slug}_{year}.se"
    with path.open("w", encoding="cp437", newline="\r\n") as target:
        target.write("\n".join(head) + "\n")
        for number, row in enumerate(lines.iter_rows(named=True), start=1):
            target.write(_voucher(number, row))
    return [path]


def _balances(lines: pl.DataFrame) -> list[str]:
    """Results of the year, and balance accounts that begin it at nothing."""
    sums = dict(lines.group_by("account").agg(pl.col("cents").sum()).sort("account").iter_rows())
    records = []
    for account, cents in {**sums, DEBT: sums.get(DEBT, 0) - sum(sums.values())}.items():
        kroner = f"{Decimal(cents) / 100:.2f}"
        if account[0] in "12":
            records += [f"#IB 0 {account} 0.00", f"#UB 0 {account} {kroner}"]
        else:
            records.append(f"#RES 0 {account} {kroner}")
    return records


def _voucher(number: int, row: dict[str, Any]) -> str:
    kroner = Decimal(row["cents"]) / 100
    text = row["supplier_name"] or "Omföring"
    return (
        f'#VER A {number} {row["posted_on"]:%Y%m%d} "{text}"\n{{\n'
        f'#TRANS {row["account"]} {{1 "{row["unit"]}"}} {kroner:.2f}\n#TRANS {DEBT} {{}} {-kroner:.2f}\n}}\n'
    )
