"""SAF-T and SIE 5 from the file to categories: arts decide wherever the account number hides them."""

from decimal import Decimal

from django.db import connection

from emissions.services.import_ledger import import_ledger
from organisations.models import Organisation
from tests.emissions.footprint_cases import at_work
from tests.emissions.importers.ledgers import SAMPLES
from tests.factories.organisations import make_organisation

DECIDED = """
SELECT DISTINCT key.account, decided.treatment, decided.category, card.number
FROM ledger_line line
JOIN posting_key key ON key.id = line.key_id
JOIN key_category decided ON decided.key_id = key.id
LEFT JOIN suppliers_suppliercard card ON card.id = key.supplier_id
WHERE line.import_id = %s AND key.account = ANY(%s) ORDER BY 1
"""


def imported(organisation: Organisation, name: str, *accounts: str) -> tuple[int, Decimal, list[tuple[object, ...]]]:
    with at_work(organisation):
        found = import_ledger(organisation=organisation, path=SAMPLES / name, name=name).ledger_import
        with connection.cursor() as cursor:
            cursor.execute(DECIDED, [found.pk, list(accounts)])
            return found.lines, found.debit + found.credit, cursor.fetchall()


def test_saft_of_a_municipality_is_classified_by_art(db: None) -> None:  # noqa: ARG001 - it lives in the database
    vik = make_organisation(
        "vik", country=Organisation.Country.NORWAY, chart=Organisation.Chart.KOSTRA, number="938801363"
    )
    found = imported(vik, "vik_saft_130.xml", "11150", "11806340", "02300", "10100", "21920")
    assert found == (
        16,
        Decimal(0),
        [
            ("02300", "capital_good", "construction.buildings", "S3"),
            ("10100", "excluded", None, None),
            ("11150", "purchase", "food.mixed", "999888777"),
            ("11806340", "energy", "energy.electricity", "999888666"),
            ("21920", "excluded", None, None),
        ],
    )


def test_sie5_of_a_company_is_classified_by_account(db: None) -> None:  # noqa: ARG001 - it lives in the database
    ekby = make_organisation("ekby-bolag", country=Organisation.Country.SWEDEN, chart=Organisation.Chart.BAS)
    lines, net, decided = imported(ekby, "ekby_bolag_5.sie", "5020", "5611", "7210", "2440")
    assert (lines, net) == (9, Decimal(0))
    assert decided == [
        ("2440", "excluded", None, "556677-8899"),
        ("2440", "excluded", None, "L8"),
        ("5020", "energy", "energy.electricity", "556677-8899"),
        ("5611", "energy", "energy.vehicle_fuel", "L8"),
        ("7210", "excluded", None, None),
    ]
