"""Calculate and freeze one year's footprint; the same basis gives the same footprint.

The basis pins imports, mapping version, factor sets, price data and method under one hash. Totals come first, from the
sums of the year; the breakdowns by supplier, unit, account and month follow from the spend cells in one statement.
"""

import polars as pl
from django.db import transaction
from django.utils.translation import gettext as _

from emissions.calculations.spend_based import footprint_of
from emissions.models import Footprint
from emissions.models.footprints import Dimension
from emissions.queries.known_sets import may_use
from emissions.queries.published import DEFAULT_FACTOR_SET
from emissions.queries.spend import parts_of_spend
from emissions.services.footprint_basis import BASIS, bases_of, spend_of
from emissions.services.freeze_footprints import PART_SCHEMA, freeze
from emissions.services.map_keys import ensure_mapping_version
from emissions.signals import footprint_calculated
from foundation.errors import DomainError
from foundation.jobs.progress import Progress, silent
from foundation.postgres.bulk import insert_frame
from foundation.postgres.locks import hold
from organisations.models import Organisation


class NothingToCalculateError(DomainError):
    """The year has no accounts."""


@transaction.atomic
def calculate_footprint(
    *, organisation: Organisation, year: int, factor_set: str = DEFAULT_FACTOR_SET, progress: Progress = silent
) -> Footprint:
    """Return the frozen footprint of the organisation's year on the newest imports, mapping and figures.

    An equal basis returns the footprint that is there. Raises NothingToCalculateError for a year without accounts and
    NotFoundError for a factor set that does not exist. Needs an access that may write for the organisation.
    """
    progress("gathering", 0, 4)
    may_use([organisation], factor_set)
    ensure_mapping_version(organisation)
    bases = bases_of([organisation], factor_set, [year])
    if not bases:
        raise NothingToCalculateError(
            _("There are no accounts for %(year)s yet. Import a ledger that covers the year first.") % {"year": year}
        )
    (basis,) = bases
    hold(BASIS, basis.hash)
    known = Footprint.objects.filter(organisation=organisation, basis_hash=basis.hash).first()
    if known is None:
        progress("calculating", 1, 4)
        (known,) = freeze([(basis, footprint_of(basis.totals, basis.choice))])
    progress("breaking_down", 2, 4)
    break_down(known)
    footprint_calculated.send(Footprint, footprint=known)
    progress("done", 4, 4)
    return known


def break_down(footprint: Footprint) -> None:
    """Add the breakdowns by supplier, unit, account and month where they are not there yet."""
    if not _is_broken_down(footprint):
        _break_down_once(footprint)


def _is_broken_down(footprint: Footprint) -> bool:
    return footprint.parts.filter(dimension=Dimension.ACCOUNT).exists()


@transaction.atomic
def _break_down_once(footprint: Footprint) -> None:
    """Add the breakdowns unless another reader, who opened the footprint at the same time, did."""
    hold("footprint", footprint.pk)
    if _is_broken_down(footprint):
        return
    known = footprint.intensity_set.intensities.exclude(kg_per_unit=None)
    intensities = [(row.category, row.currency, str(row.kg_per_unit)) for row in known]
    owner = {"organisation_id": footprint.organisation_id, "footprint_id": footprint.pk}
    parts = parts_of_spend(
        spend_of(footprint),
        footprint.mapping_number,
        footprint.currency,
        intensities,
        supplier_revision=footprint.supplier_revision,
    )
    insert_frame("emissions_footprintpart", pl.DataFrame([{**owner, **row} for row in parts], schema=PART_SCHEMA))
