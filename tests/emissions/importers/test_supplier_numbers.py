"""Organisation numbers and the ledger's own numbers of suppliers: two meanings, told apart by check digit and title."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from emissions.importers.column_contents import content_of
from emissions.importers.column_proposal import best_proposal
from emissions.importers.file_kinds import file_kind
from emissions.importers.file_samples import samples_of
from emissions.importers.supplier_numbers import ORGANISATION, OWN, told_apart
from emissions.services.import_ledger import ReadingChoices, import_ledger
from organisations.models import Organisation
from suppliers.models import SupplierCard
from tests.emissions.footprint_cases import at_work

VALID = ["923609016", "974760673", "971032081", "889640782"]
WRONG = ["923609017", "974760674", "971032082", "889640783"]
OURS = ["10045", "10046", "10047", "10048"]


@pytest.mark.parametrize(
    ("names", "columns", "guessed", "told"),
    [
        (["Leverandørnr"], [VALID], [OWN], [ORGANISATION]),
        (["Org.nr"], [OURS], [ORGANISATION], [OWN]),
        (["Org.nr"], [WRONG], [ORGANISATION], [ORGANISATION]),
        (["Leverandørnr"], [OURS], [OWN], [OWN]),
        (["Leverandørnr", "Org.nr"], [VALID, OURS], [OWN, ORGANISATION], [ORGANISATION, OWN]),
        (["Leverandørnr", "Org.nr"], [OURS, WRONG], [OWN, ORGANISATION], [OWN, ORGANISATION]),
        (["Leverandørnr", "Org.nr"], [VALID, VALID], [OWN, ORGANISATION], [OWN, ORGANISATION]),
    ],
)
def test_content_goes_before_the_title(
    names: list[str], columns: list[list[str]], guessed: list[str], told: list[str]
) -> None:
    guesses = {place: (meaning, 0.7, "named") for place, meaning in enumerate(guessed)}

    found = told_apart(guesses, names, [content_of(cells) for cells in columns])

    assert [meaning for _place, (meaning, _score, _reason) in sorted(found.items())] == told


@pytest.fixture
def place(vik: Organisation) -> Iterator[Organisation]:
    with at_work(vik):
        yield vik


def test_both_numbers_are_proposed_and_kept_in_the_register(place: Organisation, tmp_path: Path) -> None:
    rows = [
        f"61200;{own};{number};Firma {own} AS;0{day}.03.2024;{day}50,75;F-{day}"
        for day, (own, number) in enumerate(zip(OURS, VALID, strict=True), start=1)
    ]
    path = tmp_path / "table.csv"
    text = [
        "Kontokode;Org nr lev;Resk nr;Kreditor;Bokf dato;Sum ekskl;Fakt",
        *rows,
        "61200;10050;;Uten AS;05.03.2024;9,50;F-9",
    ]
    path.write_text("\n".join([*text, ""]), encoding="utf-8")
    proposal = best_proposal(samples_of(path, str(file_kind(path))))
    assert proposal
    columns = proposal.mapping.columns
    assert (columns["Resk nr"], columns["Org nr lev"]) == (ORGANISATION, OWN), "The titles are mixed up."

    mapping = {**proposal.mapping.as_json(), "chart": "kommun_bas"}
    import_ledger(organisation=place, path=path, name="t.csv", choices=ReadingChoices(mapping=mapping))

    cards = set(SupplierCard.objects.filter(organisation=place).values_list("number", "own_numbers", "name"))
    assert ("923609016", "10045", "Firma 10045 AS") in cards
    assert ("10050", "", "Uten AS") in cards, "Without an organisation number the ledger's own stands for it."
