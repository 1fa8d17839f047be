"""What functions and units are called: as the official list says, else as a newer file; never by a personal number."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from emissions.services.import_ledger import import_ledger
from organisations.models import Organisation, Role, User
from tests.emissions.footprint_cases import at_work
from tests.emissions.services.ledger_state import asked
from tests.emissions.views.test_personal_numbers import text_of
from tests.factories.organisations import make_member, make_organisation

NUMBER = "010107 50160"
HEADER = "Konto;Kontonavn;Ansvar;Ansvarsnavn;Funksjon;Funksjonsnavn;Bilagsdato;Bilagsnr;Beløp"
OWN = f"Støtte {NUMBER}"


@pytest.fixture
def nes(db: None) -> Organisation:  # noqa: ARG001
    return make_organisation("nes", country=Organisation.Country.NORWAY, chart=Organisation.Chart.KOSTRA)


def hand_over(place: Organisation, folder: Path, year: int, rows: list[str]) -> None:
    path = folder / f"postings-{year}-{len(list(folder.iterdir()))}.csv"
    path.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    with at_work(place):
        import_ledger(organisation=place, path=path, name=path.name)


def row(year: int, unit: str, function: str, account: str = "11200;Kontorutstyr", amount: str = "1500,00") -> str:
    return f"{account};{unit};{function};05.03.{year};{year}1;{amount}"


def names_of(place: Organisation, kind: str) -> dict[str, str]:
    query = "SELECT code, name FROM ledger_name WHERE organisation_id = %s AND kind = %s"
    with at_work(place):
        return dict(asked(query, place.pk, kind))


def test_another_file_does_not_rename_what_is_known_better(nes: Organisation, tmp_path: Path) -> None:
    hand_over(
        nes,
        tmp_path,
        2024,
        [row(2024, "410;Ekby skole og SFO", "202;Grunnskolen vår"), row(2024, "420;Torget", "2024;SFO")],
    )
    hand_over(nes, tmp_path, 2023, [row(2023, "410;Ekby sk.", "202;Diverse"), row(2023, "420;Rådhuset", "222;")])

    assert names_of(nes, "function") == {"202": "Grunnskole", "222": "Skolelokaler", "2024": "SFO"}
    assert names_of(nes, "unit") == {"410": "Ekby skole og SFO", "420": "Torget"}


@pytest.mark.parametrize("by", ["function", "unit"])
def test_no_page_shows_a_number_in_the_name_or_code_of_a_function(
    by: str, nes: Organisation, tmp_path: Path, in_english: Callable[[User], Client]
) -> None:
    rows = [row(2024, f"77;Hjem {NUMBER}", f"9001;{OWN}"), row(2024, NUMBER.replace(" ", "") + ";", f"{NUMBER};")]
    hand_over(nes, tmp_path, 2024, [*rows, row(2024, "77;", "9001;", account="14700;Tilskudd", amount="9,00")])
    officer = in_english(make_member("Olle Officer", nes, Role.OFFICER))
    finance = in_english(make_member("Fia Finans", nes, Role.FINANCE))
    addresses = [
        f"mapping/?state=all&by={by}",
        f"mapping.csv?state=all&by={by}",
        "review/",
        "quality/",
        "quality/fix-list.xlsx",
    ]

    for address in [f"/o/nes/accounts/{each}" for each in addresses]:
        shown = officer.get(address)
        text = text_of(shown)
        assert shown.status_code == 200
        assert NUMBER not in text, address
        assert NUMBER.replace(" ", "") not in text, address
    assert NUMBER in text_of(finance.get(f"/o/nes/accounts/mapping/?state=all&by={by}"))
