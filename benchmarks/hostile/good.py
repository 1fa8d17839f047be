"""Good files of 30 and 300 MB, to show that memory does not grow with the file."""

import json
from typing import Final

from benchmarks.hostile.case import LEDGER, MB, READ, Case, Make, repeated

_NAMES: Final = "leverantor;leverantor_id;konto_nr;konto_text;belopp;datum"
_ROW: Final = "Ekby Grönsaker AB;559900-0011;64400;Livsmedel;1 234,50;2024-01-08\n"
_OBJECT: Final = json.dumps(dict(zip(_NAMES.split(";"), _ROW.strip().split(";"), strict=True)), ensure_ascii=False)
_SIE: Final = (
    '#FLAGGA 0\n#PROGRAM "x" 1\n#FORMAT PC8\n#SIETYP 4\n#ORGNR 559900-0011\n#RAR 0 20240101 20241231\n'
    '#KONTO 1910 "Kassa"\n#KONTO 5010 "Lokalhyra"\n'
)
_VOUCHER: Final = '#VER A 1 20240108 "Hyra"\n{\n#TRANS 5010 {} 100.00\n#TRANS 1910 {} -100.00\n}\n'


def _both(format_: str, make: Make, row: str) -> tuple[Case, Case]:
    rows = MB // len(row.encode())
    return (
        Case(f"{format_}: 30 MB of good rows", LEDGER, make, 30 * rows, 500, READ),
        Case(f"{format_}: 300 MB of good rows", LEDGER, make, 300 * rows, 0, READ),
    )


CASES: Final = (
    *_both("CSV", repeated(f"{_NAMES}\n", _ROW), _ROW),
    *_both("JSON", repeated(f'{{"results": [{_OBJECT}', f",{_OBJECT}", "]}"), _OBJECT),
    *_both("SIE", repeated(_SIE, _VOUCHER), _VOUCHER),
)
