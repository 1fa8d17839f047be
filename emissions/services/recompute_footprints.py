"""Calculate years of many organisations anew after factors, prices, the method or shipped rules have changed.

Starts from the sums of the years, so that the cost grows with categories and not with lines. Breakdowns by supplier,
unit, account and month are added when a footprint is first opened.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence

from django.db import transaction

from emissions.calculations.spend_based import footprints_of
from emissions.models import Footprint, MappingVersion
from emissions.queries.footprints import newest_footprints
from emissions.queries.known_sets import may_use
from emissions.queries.outdated import outdated
from emissions.queries.own_sets import own_keys
from emissions.queries.published import DEFAULT_FACTOR_SET, factor_sets
from emissions.queries.reference import reference_version
from emissions.services.footprint_basis import BASIS, bases_of
from emissions.services.freeze_footprints import freeze
from emissions.services.map_keys import ensure_mapping_version
from foundation.jobs.progress import Progress, silent
from foundation.postgres.locks import hold_all
from organisations.models import Organisation


@transaction.atomic
def recompute_footprints(
    *,
    organisations: Sequence[Organisation],
    factor_set: str = DEFAULT_FACTOR_SET,
    years: Collection[int] | None = None,
    progress: Progress = silent,
) -> list[Footprint]:
    """Return the footprints that the newest basis adds; years whose basis is unchanged keep the one they have.

    All years with accounts unless some are chosen. Raises NotFoundError for a factor set that does not exist. Needs an
    access that may write for every organisation.
    """
    may_use(organisations, factor_set)
    _take_up_shipped_rules(organisations)
    bases = bases_of(organisations, factor_set, years)
    hashes = {basis.hash: basis for basis in bases}
    hold_all(BASIS, hashes)
    known = set(Footprint.objects.filter(basis_hash__in=hashes).values_list("basis_hash", flat=True))
    progress("calculating", 0, len(bases))
    new = [basis for fingerprint, basis in hashes.items() if fingerprint not in known]
    results = footprints_of([(basis.totals, basis.choice) for basis in new])
    progress("saving", len(bases) - len(new), len(bases))
    return freeze(list(zip(new, results, strict=True)))


@transaction.atomic
def renew_footprints(*, organisation: Organisation) -> list[Footprint]:
    """Calculate anew the newest footprint of each year that would rest on something else now, on its own factor set.

    Where that set is there no longer the footprint stays the newest. Needs an access that may write there.
    """
    newest = list(newest_footprints([organisation.pk]))
    stale = outdated(newest)
    years: dict[str, list[int]] = defaultdict(list)
    for footprint in newest:
        if footprint.pk in stale and _is_there(organisation, footprint.factor_set):
            years[footprint.factor_set].append(footprint.year)
    return [
        footprint
        for code, chosen in years.items()
        for footprint in recompute_footprints(organisations=[organisation], factor_set=code, years=chosen)
    ]


def _is_there(organisation: Organisation, factor_set: str) -> bool:
    return factor_set in factor_sets() or bool(own_keys([organisation], factor_set))


def _take_up_shipped_rules(organisations: Sequence[Organisation]) -> None:
    """Give those whose mapping stands on older shipped rules a new version of it."""
    versions = MappingVersion.objects.filter(organisation__in=organisations)
    newest = versions.order_by("organisation_id", "-number").distinct("organisation_id")
    current = reference_version()
    stale = {version.organisation_id for version in newest if version.reference_version != current}
    for organisation in sorted(organisations, key=lambda organisation: organisation.pk):
        if organisation.pk in stale:
            ensure_mapping_version(organisation)
