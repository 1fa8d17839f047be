"""Which contracts carry a version of a requirement, and how often it was found kept: the bank's panel of uses."""

from collections.abc import Iterator, Sequence

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from follow_up.models import CheckResult
from procurement.models import ContractState, Obligation
from requirements_bank.queries.usage import UsageRow, Use


def usage_in_contracts(*, versions: Sequence[int]) -> Iterator[UsageRow]:
    """Yield each signed contract in sight that carries one of these versions; registered for the bank's panel.

    How often it was kept is known of contracts whose checks the reader sees; of others it is missing.
    """
    carrying = Obligation.objects.filter(version__in=versions, contract__state=ContractState.SIGNED)
    found = carrying.select_related("contract__organisation").order_by("contract__title", "pk")
    checks = _checks(versions)
    seen: set[tuple[int, int]] = set()
    for obligation in found:
        contract, version = obligation.contract, obligation.version_id
        if version is None or (contract.pk, version) in seen:
            continue
        seen.add((contract.pk, version))
        kept, checked = checks.get((contract.pk, version), (None, None))
        yield UsageRow(
            version_id=version,
            organisation_id=contract.organisation_id,
            organisation=contract.organisation.name,
            use=Use.CONTRACT,
            since=contract.signed_on or timezone.localdate(),
            kept=kept,
            checked=checked,
            name=contract.title,
            address=reverse("contract", args=[contract.organisation.slug, contract.uuid]),
        )


def _checks(versions: Sequence[int]) -> dict[tuple[int, int], tuple[int, int]]:
    """Return by contract and version how many results said kept, and how many there are."""
    counted = (
        CheckResult.objects.filter(obligation__version__in=versions, void_because="")
        .values_list("contract_id", "obligation__version_id")
        .annotate(kept=Count("pk", filter=Q(is_kept=True)), checked=Count("pk"))
    )
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for contract, version, kept, checked in counted.order_by():
        if version is not None:
            found[contract, version] = (kept, checked)
    return found
