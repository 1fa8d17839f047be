"""What follow-up puts into the frame: its place in the navigation, words for changes, a finder, panels."""

from django.utils.translation import gettext_lazy as _

from follow_up import change_words, receivers
from follow_up.queries.carried import usage_in_contracts
from follow_up.reports import search_hits
from follow_up.reports.contract_panel import follow_up_of
from follow_up.reports.supplier_panel import follow_up_card
from foundation.panels import register_panel
from foundation.search.documents import register_finder, register_kind
from organisations.frame import Section, register_section
from procurement.queries.contract_panel import PANEL as CONTRACT
from requirements_bank.queries.usage import PANEL as USAGE
from suppliers.queries.known_elsewhere import PANEL as SUPPLIER


def register() -> None:
    """Place the pages, word what is done in follow-up, and hear of what happens to contracts."""
    change_words.register()
    receivers.listen()
    register_panel(USAGE, usage_in_contracts)
    register_panel(CONTRACT, follow_up_of)
    register_panel(SUPPLIER, follow_up_card)
    register_section(Section(_("Follow-up"), "follow_up", "follow_up.view_follow_up", "contracts", place=4))
    register_finder(search_hits.hits_in_follow_up)
    register_kind(search_hits.OBLIGATION, _("Obligation"))
    register_kind(search_hits.DEVIATION, _("Deviation"))
