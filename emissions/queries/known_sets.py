"""Factor sets by their code, shipped or an organisation's own: what results pin, and what may be chosen."""

from collections.abc import Sequence

from emissions.calculations.factor_set import FactorSet
from emissions.queries.own_sets import PREFIX, OwnKey, loaded, newest_version, own_keys, own_version, usable_sets
from emissions.queries.published import DEFAULT_FACTOR_SET, factor_set_called, factor_sets
from foundation.errors import NotFoundError
from organisations.models import Organisation


def pinned_set(code: str, version: str) -> FactorSet | None:
    """Return the set in the version that a result pins; None where it is there no longer, or out of sight."""
    if code.startswith(PREFIX):
        found = own_version(code, version)
        return loaded(OwnKey(found.pk, code, found.content_hash)).factor_set if found and not found.is_draft else None
    known = factor_sets().get(code)
    return known if known and known.version == version else None


def newest_set(code: str) -> FactorSet | None:
    """Return the set in its newest published version; None where it is there no longer, or out of sight."""
    if not code.startswith(PREFIX):
        return factor_sets().get(code)
    found = newest_version(code)
    return loaded(OwnKey(found.pk, code, found.content_hash)).factor_set if found else None


def is_a_set(code: str) -> bool:
    """Return whether a code is that of a shipped set, or could be one of an organisation's own."""
    return code in factor_sets() or code.startswith(PREFIX)


def sets_to_choose(organisation: Organisation) -> list[FactorSet]:
    """Return the sets that the organisation may calculate with: the default, its own and its networks', the others."""
    own = [
        loaded(OwnKey(row.pk, row.factor_set.code, row.content_hash)).factor_set for row in usable_sets(organisation)
    ]
    others = sorted((known for code, known in factor_sets().items() if code != DEFAULT_FACTOR_SET), key=_code)
    return [factor_sets()[DEFAULT_FACTOR_SET], *sorted(own, key=_title), *others]


def may_use(organisations: Sequence[Organisation], code: str) -> None:
    """Raise NotFoundError unless one of the organisations may calculate with the set."""
    if not code.startswith(PREFIX):
        factor_set_called(code)
    elif not own_keys(organisations, code):
        raise NotFoundError("There is no such factor set here, or nothing is calculated with it any more.")


def _code(known: FactorSet) -> str:
    return known.code


def _title(known: FactorSet) -> str:
    return known.source.title["en"].casefold()
