"""When people change the supplier register, decide the lines of those suppliers anew – in a new mapping version."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from emissions.models import MappingVersion
from emissions.queries.mapping import decisions_under, keys_of_cards, latest_mapping_version
from emissions.services.map_keys import DECISION, classified, make_mapping_version
from organisations.models import Organisation


def reclassify_suppliers(*, organisation: Organisation, cards: Collection[int]) -> MappingVersion | None:
    """Return a new mapping version where a rule now decides otherwise about lines of these cards; else nothing.

    Must run in the transaction that changed the cards, which holds the ledger.
    """
    latest = latest_mapping_version(organisation)
    keys = keys_of_cards(organisation.pk, cards) if latest else []
    if latest is None or not keys:
        return None
    before = decisions_under(organisation.pk, latest.number, keys)
    moved = classified(latest, keys).join(before, on=["key", *DECISION], how="anti", nulls_equal=True)
    if moved.is_empty():
        return None
    note = _("Suppliers were merged or corrected.")
    return make_mapping_version(organisation=organisation, policies=dict(latest.policies), note=note, decided=moved)
