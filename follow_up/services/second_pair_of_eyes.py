"""Who may not check and close a deviation: whoever says that it is mended, or could have said so as the supplier."""

from django.utils.translation import gettext as _

from follow_up.calculations.supplier_keys import supplier_key
from follow_up.models import Deviation, DeviationState
from follow_up.queries.suppliers import contacts_of
from follow_up.services.deviation_steps import says_it_is_mended
from foundation.changes.record import current_actor
from procurement.models import ContractParty


def why_another(deviation: Deviation) -> str:
    """Return why somebody else than who acts now has to close the deviation; nothing where they may."""
    if deviation.state != DeviationState.MENDED:
        return ""
    if says_it_is_mended(deviation):
        return _("You say yourself that it is mended. Somebody else has to check and close it.")
    if supplier_says_so(deviation) and _told_it(deviation) and not _is_known(deviation):
        sentence = _(
            "You told the supplier at %(email)s, an address that neither the contract nor a contact that somebody else"
            " kept has. Somebody else has to check and close it."
        )
        return sentence % {"email": deviation.supplier_email}
    return ""


def supplier_says_so(deviation: Deviation) -> bool:
    """Whether it was said by a link that the deviation is mended."""
    return bool(deviation.mended_on) and deviation.mended_by_id is None and not deviation.mended_by_client


def _told_it(deviation: Deviation) -> bool:
    """Whether it was whoever acts now who wrote to the address that the supplier has."""
    told, actor = deviation.events.filter(action="tell").last(), current_actor()
    if told is None:
        return False
    return told.by_user_id == actor.user_id if actor.user_id else told.by_name == actor.name


def _is_known(deviation: Deviation) -> bool:
    parties = list(ContractParty.objects.filter(contract=deviation.contract_id))
    if any(party.email.lower() == deviation.supplier_email for party in parties):
        return True
    country = deviation.contract.country
    kept = (contacts_of(deviation.organisation, supplier_key(each.name, each.number, country)) for each in parties)
    actor = current_actor()
    return any(those.filter(email=deviation.supplier_email).exclude(made_by=actor.name).exists() for those in kept)
