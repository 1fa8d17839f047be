"""Hostile texts: CSV, SIE 4, KOSTRA reports and JSON."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks.hostile.case import LEDGER, MB, READ, Case, repeated, text_file

HEAD: Final = "kopare;verifikationsnummer;leverantor;leverantor_id;konto_nr;konto_text;belopp;datum;forvaltning"
ROW: Final = "Vik;{n};Lev {s} AB;5599000011;6440;Livsmedel;{n}.25;2024-{m:02d}-{d:02d};Skola"
_BAD: Final = "Vik;1;Lev AB;5599000011;6440;Livsmedel;12x50;2024-13-45;Skola\n"
_FINNISH: Final = "Toimittajan nimi;Y-tunnus;Tilinumero;Tilin nimi;Laskun summa ilman ALV;Tositepvm\n"
_SIE: Final = '#FLAGGA 0\n#SIETYP 4\n#FNAMN "Vik"\n#RAR 0 20240101 20241231\n#VER A 1 20240101 "x"\n{\n'
_KOSTRA: Final = f"0A2023 999900{' ' * 18}1120 115        1\n"
_KEYS: Final = ("leverantor", "leverantor_id", "konto_nr", "belopp", "datum")
_OBJECT: Final = json.dumps(dict(zip(_KEYS, ("Vik AB", "5599000011", "6440", 1.25, "2024-01-08"), strict=True)))


def row(n: int) -> str:
    """Return the n-th good row of a supplier ledger."""
    return ROW.format(n=n, s=n % 900, m=n % 12 + 1, d=n % 28 + 1)


def _rows(size: int) -> Iterator[str]:
    yield f"{HEAD}\n"
    for start in range(0, size, 10_000):
        yield "".join(f"{row(n)}\n" for n in range(start, min(start + 10_000, size)))


def _columns(size: int) -> Iterator[str]:
    yield ";".join([HEAD, *(f"extra_{n}" for n in range(size))]) + "\n"
    for n in range(200):
        yield f"{row(n)}{';x' * size}\n"


def _amounts(size: int) -> Iterator[str]:
    wild = ("1e308", "-1e308", "9" * 400, "0." + "0" * 400 + "1", "NaN", "inf", "1,2,3,4", "--1", "٣٤")
    yield f"{HEAD}\n"
    for amount in wild * size:
        yield row(1).replace("1.25", amount) + "\n"


def _long_header(path: Path, size: int) -> None:
    path.write_text(f"{HEAD};{'x' * size}\n{row(1)};y\n", encoding="utf-8")


def _nulls(size: int) -> Iterator[str]:
    yield f"{HEAD}\n"
    for n in range(size):
        yield (row(n) if n % 9 else row(n).replace("Lev", "L\0v").replace("Skola", "\0")) + "\n"


def _deep(path: Path, size: int) -> None:
    path.write_text('{"results": [{"leverantor": ' + "[" * size + "]" * size + "}]}", encoding="utf-8")


def _many_keys(size: int) -> Iterator[str]:
    yield "[{"
    for start in range(0, size, 1000):
        names = ", ".join(f'"k{n}": 1' for n in range(start, start + 1000))
        yield f'{names}}}, {{"konto_nr": 1, ' if start + 1000 < size else f"{names}}}]"


def _twice(size: int) -> Iterator[str]:
    rows = ", ".join([_OBJECT.replace('"6440"', '"1", "konto_nr": "6440"')] * size)
    yield f"[{rows}]"


def _halves(size: int) -> Iterator[str]:
    rows = ", ".join([_OBJECT.replace("Vik AB", r"Vik \ud800 \u0000 AB")] * size)
    yield f"[{rows}]"


def _no_numbers(size: int) -> Iterator[str]:
    wild = ("NaN", "Infinity", "-Infinity", "1e999999999", "-1e400", "9" * 5000)
    rows = ", ".join(_OBJECT.replace("1.25", amount) for amount in wild * size)
    yield f"[{rows}]"


CASES: Final = (
    Case("CSV: 300 MB in one line", LEDGER, repeated("", "konto;belopp;"), 300 * MB // 13, 700_000, "line_is_too_long"),
    Case(
        "CSV: a line of 300 MB below a header",
        LEDGER,
        repeated(f"{HEAD}\nA;", "x"),
        300 * MB,
        9 * MB,
        "line_is_too_long",
    ),
    Case(
        "CSV: 300 MB of one quoted field",
        LEDGER,
        repeated(f'{HEAD}\n"A', "x" * 79 + "\n"),
        300 * MB // 80,
        20_000,
        "quote_is_not_closed",
    ),
    Case(
        "CSV: 300 MB of lines of one letter",
        LEDGER,
        repeated(f"{HEAD}\n", "x\n"),
        150 * MB,
        2_000,
        "row_has_wrong_width",
    ),
    Case("CSV: 10 million good rows", LEDGER, text_file(_rows), 10_000_000, 2_000, READ),
    Case("CSV: 10,000 columns", LEDGER, text_file(_columns), 10_000, 1_100, "table_is_too_wide"),
    Case("CSV: a million bad rows", LEDGER, repeated(f"{HEAD}\n", _BAD), 1_000_000, 2_000, "amount_is_no_number"),
    Case("CSV: amounts such as 1e308", LEDGER, text_file(_amounts), 100, 2, "amount_is_no_number"),
    Case("CSV: a header of 10 MB", LEDGER, _long_header, 10 * MB, 100_000, "line_is_too_long", READ),
    Case(
        "CSV: a million rows with too many fields",
        LEDGER,
        repeated(f"{HEAD}\n", "A;1;2;3;4;5;6;7;8;9;10\n"),
        1_000_000,
        2_000,
        "row_has_wrong_width",
    ),
    Case(
        "CSV: a million quotation marks left open",
        LEDGER,
        repeated(f"{HEAD}\n", f'"{row(1)}\n'),
        1_000_000,
        300,
        "quote_is_not_closed",
    ),
    Case("CSV: nulls in texts of a million rows", LEDGER, text_file(_nulls), 1_000_000, 500, READ),
    Case(
        "CSV: UTF-16, a million bad rows",
        LEDGER,
        repeated(f"{HEAD}\n", _BAD, encoding="utf-16"),
        1_000_000,
        2_000,
        "amount_is_no_number",
    ),
    Case(
        "CSV: UTF-16 without a line end",
        LEDGER,
        repeated(f"{HEAD}\n", "x", encoding="utf-16"),
        150 * MB,
        9 * MB,
        "line_is_too_long",
    ),
    Case(
        "CSV: bare carriage returns, a million bad rows",
        LEDGER,
        repeated(f"{HEAD}\r", _BAD.replace("\n", "\r")),
        1_000_000,
        2_000,
        "amount_is_no_number",
    ),
    Case(
        "CSV: Finnish invoices, a million wrong numbers",
        LEDGER,
        repeated(_FINNISH, "Oy;131052-308T;4300;x;1e9;31.02.2024\n"),
        1_000_000,
        2_000,
        "amount_is_no_number",
    ),
    Case(
        "SIE: a voucher of 3 million lines",
        LEDGER,
        repeated(_SIE, "#TRANS 4010 {} 100.00 20240101 text\n", "}\n", "cp437"),
        3_000_000,
        3_000,
        READ,
    ),
    Case(
        "SIE: 3 million unknown records",
        LEDGER,
        repeated(_SIE, '#NONSENSE "x" {\n', "}\n"),
        3_000_000,
        3_000,
        "no_lines",
    ),
    Case(
        "SIE: a line of 300 MB",
        LEDGER,
        repeated("#FLAGGA 0\n#PROGRAM x 1\n#VER ", "1"),
        300 * MB,
        9 * MB,
        "line_is_too_long",
    ),
    Case(
        "SIE: a million vouchers out of balance",
        LEDGER,
        repeated("#FLAGGA 0\n#PROGRAM x 1\n#SIETYP 4\n", "#VER A 1 20240108 x\n{\n#TRANS 5010 {} 100.00\n}\n"),
        1_000_000,
        2_000,
        READ,
    ),
    Case("SIE: a million braces", LEDGER, repeated(_SIE, "{\n"), 1_000_000, 2_000, "file_is_truncated"),
    Case(
        "KOSTRA: a million crooked records",
        LEDGER,
        repeated(_KOSTRA, f"0A2023 999900{' ' * 18}9120 115        x\n"),
        1_000_000,
        2_000,
        "class_is_another",
    ),
    Case(
        "KOSTRA: balances, a million records",
        LEDGER,
        repeated(_KOSTRA.replace("0A", "0B"), _KOSTRA.replace("0A", "0B")),
        1_000_000,
        2_000,
        "report_is_a_balance",
    ),
    Case("JSON: a cell a million levels deep", LEDGER, _deep, 1_000_000, 1_000, "json_is_nested"),
    Case("JSON: 300 MB of brackets", LEDGER, repeated("", "["), 300 * MB, 300_000, "json_is_no_table"),
    Case(
        "JSON: a text of 300 MB without end",
        LEDGER,
        repeated('[{"leverantor": "', "x"),
        300 * MB,
        2 * MB,
        "json_row_is_too_long",
    ),
    Case("JSON: a million different keys", LEDGER, text_file(_many_keys), 1_000_000, 3_000, "table_is_too_wide"),
    Case("JSON: the same key twice in each row", LEDGER, text_file(_twice), 200_000, 100, "json_name_stands_twice"),
    Case("JSON: half letters and nulls", LEDGER, text_file(_halves), 200_000, 100, READ),
    Case(
        "JSON: NaN, Infinity, 1e999999999, 5,000 digits",
        LEDGER,
        text_file(_no_numbers),
        1_000,
        2,
        "amount_is_no_number",
    ),
)
