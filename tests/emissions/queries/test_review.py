"""The groups of the review queue as they are read: whole, and one of them alone."""

from dataclasses import replace
from pathlib import Path

from emissions.queries.review import ReviewQueue
from organisations.models import Organisation
from tests.emissions.footprint_cases import YEAR_OF_POSTINGS, Posting, at_work, imported

HELP = Posting("04-02", "74000", "Övriga tjänster", "200000.00", "Städhjälpen AB", "559900-0169")
UNNUMBERED = [
    Posting("04-03", "74000", "Övriga tjänster", amount, name)
    for name, amount in (("Alfa", "900.00"), ("Beta", "-700"))
]


def test_a_group_alone_is_what_it_is_among_all(vik: Organisation, tmp_path: Path) -> None:
    elsewhere = replace(HELP, unit="Elsewhere", amount="-1000.00")
    imported(vik, tmp_path, 2024, [*YEAR_OF_POSTINGS, HELP, elsewhere, *UNNUMBERED])
    with at_work(vik):
        groups = ReviewQueue(vik, 2024).groups

        names = [one.key.supplier_name for one in groups if one.key.account == "74000"]
        assert names == ["Städhjälpen AB", "Alfa", "Beta"], "without a number each name is a supplier"
        assert [ReviewQueue(vik, 2024).group(one.item) for one in groups] == groups
        assert [one.stake for one in groups] == sorted((one.stake for one in groups), reverse=True)
