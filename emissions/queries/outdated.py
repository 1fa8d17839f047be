"""Which footprints would come out otherwise if they were calculated anew on the same factor set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from emissions.calculations.spend_base import Span, spans_of
from emissions.models import Footprint
from emissions.queries.current_basis import OwnersChoice, choices_by_owner, pinned_basis
from emissions.queries.known_sets import is_a_set
from emissions.queries.published import pinned_figures
from emissions.queries.reference import reference_version
from emissions.queries.spend import AccountedYear, accounted_years
from foundation.access import current_access
from foundation.canonical import content_hash
from foundation.named_sql import set_wise_rows

# A correction is stamped when it is made and seen when it is committed; one made so long before may not have been seen.
UNSEEN = timedelta(hours=1)
SHIPPED_AND_CHOSEN = ("reference", "policies")


@dataclass(frozen=True, slots=True)
class _Moved:
    """A footprint whose mapping version or supplier register moved on, and the mapping version of now."""

    footprint: Footprint
    later: int


def outdated(footprints: Sequence[Footprint]) -> set[int]:
    """Return the ids of footprints that would come out otherwise if they were calculated anew on the same set.

    That is after other accounts, other published figures, another method, or shipped rules that moved on; and after
    rules or suppliers changed as far as they touch a posting of the year: what was decided for another year alone, or
    taken back since, changes nothing here. Of an organisation whose rows are out of sight, any such change counts.
    Needs the footprints' organisations. A year without accounts has nothing else to rest on.
    """
    owners = {footprint.organisation_id: footprint.organisation for footprint in footprints}
    accounts = accounted_years(sorted(owners))
    current = {(one.organisation_id, one.year): one for one in accounts}
    choices = {
        code: choices_by_owner(owners, accounts, code)
        for code in {footprint.factor_set for footprint in footprints}
        if is_a_set(code)
    }
    stale: set[int] = set()
    moved: list[_Moved] = []
    for footprint in footprints:
        now = current.get((footprint.organisation_id, footprint.year))
        if now is None:
            continue
        basis = _basis_now(footprint, now, choices.get(footprint.factor_set, {}))
        if basis is None or _without_decisions(basis) != _without_decisions(footprint.basis):
            stale.add(footprint.pk)
        elif basis != footprint.basis:
            moved.append(_Moved(footprint, now.version))
    return stale | _touched(moved)


def _basis_now(
    footprint: Footprint, accounts: AccountedYear, choices: Mapping[int, OwnersChoice]
) -> dict[str, Any] | None:
    """Return what the footprint would pin now; None where its factor set is there no longer."""
    owner = footprint.organisation
    if owner.pk not in choices:
        return None
    mapping = {
        **footprint.basis["mapping"],  # the policies are those of the version
        "version": accounts.version,
        "reference": reference_version(),
    }
    chosen = choices[owner.pk]
    figures = pinned_figures(chosen.choice, owner.country, accounts.year, accounts.currencies, chosen.owner)
    return pinned_basis(owner, accounts, mapping, content_hash(figures))


def _without_decisions(basis: Mapping[str, Any]) -> dict[str, Any]:
    """Return a basis without what counts every decision about rules and suppliers, of whichever year."""
    kept = {name: value for name, value in basis.items() if name not in ("mapping", "suppliers")}
    return kept | {name: basis["mapping"].get(name) for name in SHIPPED_AND_CHOSEN}


def _touched(moved: Sequence[_Moved]) -> set[int]:
    """Return those of the footprints for which the decisions made since make a difference."""
    readable = current_access().readable
    seen = [one for one in moved if one.footprint.organisation_id in readable]
    unseen = {one.footprint.pk for one in moved if one.footprint.organisation_id not in readable}
    if not seen:
        return unseen
    found = set_wise_rows("emissions.moved_footprints", parameters=_parameters(seen))
    return unseen | {row["footprint"] for row in found}


def _parameters(moved: Sequence[_Moved]) -> dict[str, Any]:
    footprints = [one.footprint for one in moved]
    spans = [(footprint.pk, span) for footprint in footprints for span in _spans(footprint)]
    return {
        "footprints": [footprint.pk for footprint in footprints],
        "organisation_ids": [footprint.organisation_id for footprint in footprints],
        "earlier": [footprint.mapping_number for footprint in footprints],
        "later": [one.later for one in moved],
        "supplier_revisions": [footprint.supplier_revision for footprint in footprints],
        "since": [footprint.calculated_at - UNSEEN for footprint in footprints],
        "spans_of": [footprint for footprint, _span in spans],
        "imports": [span.import_id for _footprint, span in spans],
        "investments": [span.investment for _footprint, span in spans],
        "firsts": [span.first for _footprint, span in spans],
        "lasts": [span.last for _footprint, span in spans],
    }


def _spans(footprint: Footprint) -> list[Span]:
    """Return the months that a footprint rests on."""
    return spans_of(
        (pin["import"], pin["investment"], date.fromisoformat(month))
        for pin in footprint.imports
        for month in pin["months"]
    )
