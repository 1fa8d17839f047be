"""What a supplier ledger has alone: the same whether the report of the join says it or an older one does not."""

from emissions.models import LedgerJoin
from emissions.queries.joins import unfound_sums
from organisations.models import Organisation
from tests.emissions.footprint_cases import at_work
from tests.factories.ledgers import joined_samples


def test_a_join_from_before_reports_said_it_is_summed(vik: Organisation) -> None:
    with at_work(vik):
        join = LedgerJoin.objects.get(pk=joined_samples(vik).pk)
        kept = unfound_sums(join)
        del join.report["missing"]

        assert kept
        assert unfound_sums(join) == kept
