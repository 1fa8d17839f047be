"""Calculate every year of many organisations anew after a factor set, an index or a mapping has changed.

Starts from the sums of the years, so that the cost grows with categories and not with lines. Breakdowns by supplier,
unit, account and month are added when a footprint is first opened.
"""

from collections.abc import Sequence

from django.db import transaction

from emissions.calculations.spend_based import footprints_of
from emissions.models import Footprint
from emissions.queries.published import DEFAULT_FACTOR_SET
from emissions.services.footprint_basis import bases_of
from emissions.services.freeze_footprints import freeze
from foundation.jobs.progress import Progress, silent
from organisations.models import Organisation


@transaction.atomic
def recompute_footprints(
    *, organisations: Sequence[Organisation], factor_set: str = DEFAULT_FACTOR_SET, progress: Progress = silent
) -> list[Footprint]:
    """Return the footprints that the newest basis adds; years whose basis is unchanged keep the one they have.

    Needs an access that may write for every organisation.
    """
    bases = bases_of(organisations, factor_set)
    hashes = {basis.hash: basis for basis in bases}
    known = set(Footprint.objects.filter(basis_hash__in=hashes).values_list("basis_hash", flat=True))
    progress("calculating", 0, len(bases))
    new = [basis for fingerprint, basis in hashes.items() if fingerprint not in known]
    results = footprints_of([(basis.totals, basis.choice) for basis in new])
    progress("saving", len(bases) - len(new), len(bases))
    return freeze(list(zip(new, results, strict=True)))
