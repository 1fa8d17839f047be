"""A procurement is filled from each published notice; whatever is told has a sentence."""

from pathlib import Path

import pytest

from foundation.access import open_access
from foundation.scoping import access_for_work
from procurement.importers.notice import read_notice
from procurement.models import Lot
from procurement.reports.filling_sentences import filling_sentence
from procurement.services.fill_from_notice import procurement_from_notice
from tests.factories.organisations import make_organisation

pytestmark = [pytest.mark.real_files, pytest.mark.django_db]


def test_a_procurement_is_filled_from_each_published_notice(shared: Path) -> None:
    organisation = make_organisation("vik", name="Vik kommune")
    for path in sorted(shared.glob("samples/*/*.xml")):
        notice = read_notice(path).notice
        if notice is None:
            continue
        with open_access(access_for_work(organisation.pk)):
            procurement, problems = procurement_from_notice(organisation=organisation, notice=notice)
            lots = Lot.objects.filter(procurement=procurement).count()

        assert procurement.title, path.name
        assert all(filling_sentence(problem) for problem in problems), path.name
        assert lots != 1, path.name
        if notice.project.estimated_value and notice.project.estimated_value.currency == "NOK":
            assert procurement.value == notice.project.estimated_value.amount, path.name


def test_published_lots_become_lots(shared: Path) -> None:
    organisation = make_organisation("vik", name="Vik kommune")
    notice = read_notice(shared / "samples" / "eforms" / "cn_24_maximal.xml").notice
    assert notice is not None
    with open_access(access_for_work(organisation.pk)):
        procurement, _problems = procurement_from_notice(organisation=organisation, notice=notice)
        assert list(Lot.objects.filter(procurement=procurement).values_list("number", flat=True)) == [1, 2]
