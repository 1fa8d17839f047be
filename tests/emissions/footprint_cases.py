"""A small Swedish municipality with everything that footprint pages must show, imported and calculated for real."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from emissions.models import Footprint, LedgerImport
from emissions.services.calculate_footprint import calculate_footprint
from emissions.services.import_ledger import import_ledger
from foundation.access import open_access
from foundation.changes.record import Actor, acting
from foundation.scoping import access_for_work
from organisations.models import Organisation

HEADER = (
    "kopare_id;kopare;verifikationsnummer;leverantor;leverantor_id;konto_nr;konto_text;belopp;datum;forvaltning;"
    "fakturanummer;grund;avtal;kommun_id;s_kod_nr;valuta"
)
SCHOOL, TECHNICAL = "Barn och utbildning", "Teknik och service"


@dataclass(frozen=True, slots=True)
class Posting:
    """One line of a supplier ledger."""

    day: str
    account: str
    account_name: str
    amount: str
    supplier: str = ""
    number: str = ""
    unit: str = SCHOOL
    currency: str = ""


FOOD = Posting("01-08", "64400", "Livsmedel", "12500.50", "Ekby Grönsaker AB", "559900-0011")
FOOD_RETURNED = Posting("01-08", "64400", "Livsmedel", "-500.25", "Ekby Grönsaker AB", "559900-0011")
FOOD_IN_MARCH = Posting("03-11", "64400", "Livsmedel", "8000.00", "Norra Mejeriet AB", "559900-0128")
BUILDING = Posting("03-28", "61700", "Husbyggn anläggn rep", "1200000.00", "Bygg i Ekby AB", "559900-0060", TECHNICAL)
SOLE_TRADER = Posting("02-05", "74500", "Konsulttjänster", "60000.00", "Lena Lindgren", "850709-9805")
WITHOUT_SUPPLIER = Posting("02-20", "65100", "Kontorsmaterial", "349.00")
ELECTRICITY = Posting("01-31", "62100", "El", "41250.00", "Energibolaget i Ekby AB", "559900-0037", TECHNICAL)
GRANT = Posting("03-01", "45300", "Bidrag, förening", "25000.00", "Ekby Idrottsförening", "802499-0055")
UNKNOWN = Posting("03-05", "67000", "Övrigt", "4321.00", "Diverse Handel AB", "559900-0094", TECHNICAL)
MACHINE = Posting("03-06", "12100", "Maskiner", "90000.00", "Bygg i Ekby AB", "559900-0060", TECHNICAL)
YEAR_OF_POSTINGS = (
    FOOD,
    FOOD_RETURNED,
    FOOD_IN_MARCH,
    BUILDING,
    SOLE_TRADER,
    WITHOUT_SUPPLIER,
    ELECTRICITY,
    GRANT,
    UNKNOWN,
    MACHINE,
)
# The same suppliers, accounts and months in Norwegian money, which has figures, and in Swiss francs, which have none.
FOOD_IN_NOK = replace(FOOD, amount="1000.00", currency="NOK")
FOOD_IN_CHF = replace(FOOD, amount="250.00", currency="CHF")
ELECTRICITY_IN_NOK = replace(ELECTRICITY, amount="300.00", currency="NOK")
UNKNOWN_IN_NOK = replace(UNKNOWN, amount="70.00", currency="NOK")
GRANT_IN_NOK = replace(GRANT, amount="40.00", currency="NOK")
ABROAD = (FOOD_IN_NOK, FOOD_IN_CHF, ELECTRICITY_IN_NOK, UNKNOWN_IN_NOK, GRANT_IN_NOK)
SEVERAL_CURRENCIES = (*YEAR_OF_POSTINGS, *ABROAD)
COUNTED = [line for line in YEAR_OF_POSTINGS if line not in (ELECTRICITY, GRANT)]
MONEY_COUNTED = sum((Decimal(line.amount) for line in COUNTED), Decimal(0))


def write_ledger(folder: Path, year: int, postings: Sequence[Posting]) -> Path:
    """Write a supplier ledger; the posting at place 0 stands in row 2."""
    rows = [
        f"212000-9999;Vik;{year}{place:04d};{line.supplier};{line.number};{line.account};{line.account_name};"
        f"{line.amount};{year}-{line.day};{line.unit};F-{place};;;9999;;{line.currency}"
        for place, line in enumerate(postings, start=1)
    ]
    path = folder / f"ledger-{year}-{len(list(folder.iterdir()))}.csv"
    path.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    return path


def write_vouchers(folder: Path, days: Sequence[str]) -> Path:
    """Write a general ledger (SIE 4) with one voucher of two lines on each day."""
    vouchers = [
        f'#VER A {number} {day} "x"\n{{\n#TRANS 4010 {{}} 100.00\n#TRANS 1930 {{}} -100.00\n}}'
        for number, day in enumerate(days, start=1)
    ]
    head = ["#FLAGGA 0", "#FORMAT PC8", "#SIETYP 4", '#FNAMN "Vik"', "#RAR 0 20250101 20251231", '#KONTO 4010 "Varor"']
    path = folder / f"general-{len(list(folder.iterdir()))}.se"
    path.write_text("\n".join([*head, *vouchers, ""]), encoding="cp437")
    return path


@contextmanager
def at_work(organisation: Organisation) -> Iterator[None]:
    """An access that writes for the organisation."""
    with open_access(access_for_work(organisation.pk)), acting(Actor("Fia Finans")):
        yield


def imported(
    organisation: Organisation, folder: Path, year: int, postings: Sequence[Posting] = YEAR_OF_POSTINGS
) -> LedgerImport:
    """Import the postings as a file of the year."""
    path = write_ledger(folder, year, postings)
    with at_work(organisation):
        return import_ledger(organisation=organisation, path=path, name=path.name).ledger_import


def calculated(
    organisation: Organisation, folder: Path, year: int = 2024, postings: Sequence[Posting] = YEAR_OF_POSTINGS
) -> Footprint:
    """Import the postings and calculate the year."""
    imported(organisation, folder, year, postings)
    with at_work(organisation):
        footprint = calculate_footprint(organisation=organisation, year=year)
        return Footprint.objects.select_related("organisation", "intensity_set").get(pk=footprint.pk)
