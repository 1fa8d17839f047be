"""Set an organisation's switchable policies, such as whether free-choice schools count. Makes a new mapping version."""

from django.db import transaction
from django.utils.translation import gettext as _

from emissions.models import MappingVersion
from emissions.queries.mapping import policies_under
from emissions.rules import policies as known_policies
from emissions.services.change_rules import require_seen
from emissions.services.ledger_lock import hold_ledger_soon
from emissions.services.map_keys import ensure_mapping_version, make_mapping_version
from foundation.changes.record import record_change
from foundation.errors import NotFoundError
from organisations.models import Organisation


@transaction.atomic
def set_policies(*, organisation: Organisation, policies: dict[str, bool], seen: int | None = None) -> MappingVersion:
    """Switch the given policies and return the mapping version that holds then; others stay as they are.

    Choices that are set already make no new version. Raises NotFoundError for a policy that there is not and
    ConflictError where the mapping has moved on since version `seen`.
    """
    if unknown := set(policies) - set(known_policies()):
        raise NotFoundError(_("There is no choice called %(names)s.") % {"names": ", ".join(sorted(unknown))})
    hold_ledger_soon(organisation)
    require_seen(organisation, seen)
    latest = ensure_mapping_version(organisation, follows=False)
    before = policies_under(latest)
    switched = {code: value for code, value in sorted(policies.items()) if before[code] is not value}
    if not switched:
        return latest
    version = make_mapping_version(organisation=organisation, policies={**latest.policies, **switched}, note="")
    for code, value in switched.items():
        record_change(
            organisation_id=organisation.pk,
            kind="emissions.policies",
            object_id=code,
            action="switched_on" if value else "switched_off",
            summary={"policy": code, "version": version.number},
        )
    return version
