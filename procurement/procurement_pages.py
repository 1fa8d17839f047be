"""What procurements put into the frame: place in the navigation, words for changes, a finder, a button in the bank."""

from django.utils.translation import gettext_lazy as _

from foundation.broken_rules import register_rules
from foundation.panels import register_panel
from foundation.search.documents import register_finder, register_kind
from organisations.frame import Section, register_section
from procurement import change_words
from procurement.reports import search_hits
from procurement.reports.broken_rules import sentence_of_rule
from procurement.reports.way_into_procurement import way_into_procurement
from requirements_bank.queries.ways_on import PANEL


def register() -> None:
    """Place the pages and word what is done with procurements."""
    change_words.register()
    register_section(Section(_("Procurements"), "procurements", "procurement.view_procurement", "procurement", place=3))
    register_panel(PANEL, way_into_procurement)
    register_rules(sentence_of_rule)
    register_finder(search_hits.hits_in_contracts)
    register_kind(search_hits.KIND, _("Contract"))
