"""Write and import general ledgers (SIE 4) that do not say whom they paid."""

from collections.abc import Sequence
from pathlib import Path

from emissions.models import LedgerImport
from emissions.services.import_ledger import import_ledger
from organisations.models import Organisation
from tests.emissions.footprint_cases import Posting

CASH = "19300"


def general(
    place: Organisation, folder: Path, postings: Sequence[Posting], *, name: str = "general.se"
) -> LedgerImport:
    """Import a general ledger that has each posting in a voucher of its own, without its supplier."""
    vouchers = [
        f'#VER "" 2024{number:04d} 2024{posting.day.replace("-", "")} "x"\n{{\n'
        f"#TRANS {posting.account} {{}} {posting.amount}\n#TRANS {CASH} {{}} {-float(posting.amount):.2f}\n}}"
        for number, posting in enumerate(postings, start=1)
    ]
    names = [f'#KONTO {posting.account} "{posting.account_name}"' for posting in postings]
    head = ["#FLAGGA 0", "#FORMAT PC8", "#SIETYP 4", '#FNAMN "Vik"', "#RAR 0 20240101 20241231", *names]
    path = folder / name
    path.write_text("\n".join([*head, *vouchers, ""]), encoding="cp437")
    return import_ledger(organisation=place, path=path, name=path.name).ledger_import
