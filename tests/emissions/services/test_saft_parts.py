"""Parts of one SAF-T export never take each other's place; together they are the year."""

import zipfile
from pathlib import Path

import pytest

from emissions.models import LedgerImport, PeriodSource
from emissions.services.check_ledger import check_ledger
from emissions.services.import_ledger import LedgerNotAcceptedError, import_ledger
from organisations.models import Organisation
from tests.emissions.footprint_cases import at_work
from tests.emissions.importers.ledgers import SAMPLES

PARTS = SAMPLES / "vik_saft_parts.zip"


@pytest.fixture
def parts(tmp_path: Path) -> list[Path]:
    """The parts with transactions; the first two have January in common."""
    with zipfile.ZipFile(PARTS) as archive:
        names = archive.namelist()[1:]
        return [Path(archive.extract(name, tmp_path)) for name in names]


def test_a_part_does_not_replace_another_and_the_sentence_says_what_to_do(vik: Organisation, parts: list[Path]) -> None:
    with at_work(vik):
        import_ledger(organisation=vik, path=parts[0], name=parts[0].name)
        held = list(PeriodSource.objects.values_list("month", "ledger_import"))

        checked = check_ledger(organisation=vik, path=parts[1]).summary
        with pytest.raises(LedgerNotAcceptedError) as refused:
            import_ledger(organisation=vik, path=parts[1], name=parts[1].name)

        said = [problem for problem in refused.value.summary.problems if problem.is_error]
        assert [problem.code for problem in said] == ["file_is_another_part"]
        assert [problem.code for problem in checked.problems if problem.is_error] == ["file_is_another_part"]
        assert list(PeriodSource.objects.values_list("month", "ledger_import")) == held


def test_the_archive_takes_the_place_of_a_part_that_came_alone(vik: Organisation, parts: list[Path]) -> None:
    with at_work(vik):
        import_ledger(organisation=vik, path=parts[0], name=parts[0].name)
        whole = import_ledger(organisation=vik, path=PARTS, name="year.zip").ledger_import

        assert set(PeriodSource.objects.values_list("ledger_import", flat=True)) == {whole.pk}
        assert LedgerImport.objects.count() == 2


def test_parts_of_other_months_are_taken_one_after_another(vik: Organisation, parts: list[Path]) -> None:
    with at_work(vik):
        for part in (parts[0], parts[2]):
            import_ledger(organisation=vik, path=part, name=part.name)

        assert PeriodSource.objects.values("ledger_import").distinct().count() == 2
