"""Real connections: two readers open a footprint without its breakdowns at the same time."""

from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import connections

from emissions.models.footprints import Dimension
from emissions.services.calculate_footprint import break_down
from emissions.services.recompute_footprints import recompute_footprints
from organisations.models import Organisation
from tests.emissions.footprint_cases import YEAR_OF_POSTINGS, at_work, imported
from tests.factories.organisations import make_organisation


@pytest.mark.django_db(transaction=True)
def test_two_first_readers_make_one_breakdown(tmp_path: Path) -> None:
    place = make_organisation("vik", country="SE", chart=Organisation.Chart.KOMMUN_BAS)
    imported(place, tmp_path, 2024, YEAR_OF_POSTINGS)
    with at_work(place):
        (footprint,) = recompute_footprints(organisations=[place])
        assert not footprint.parts.filter(dimension=Dimension.ACCOUNT).exists()
    together, failures = Barrier(2), list[Exception]()

    def open_it() -> None:
        try:
            with at_work(place):
                together.wait(20)
                break_down(footprint)
        except Exception as error:  # noqa: BLE001 - told by the test
            failures.append(error)
        finally:
            connections.close_all()

    readers = [Thread(target=open_it) for _ in range(2)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(20)

    assert failures == []
    with at_work(place):
        accounts = footprint.parts.filter(dimension=Dimension.ACCOUNT)
        assert accounts.count() == len({line.account for line in YEAR_OF_POSTINGS} - {"45300"})
