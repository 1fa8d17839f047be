"""What the bank puts into the frame: its place in the navigation, its words for changes, its finders and panel."""

from django.utils.translation import gettext_lazy as _

from foundation.panels import register_panel
from foundation.search.documents import register_finder, register_kind
from organisations.frame import Section, register_section
from requirements_bank import change_words
from requirements_bank.queries.usage import PANEL, usage_by_adoption
from requirements_bank.reports import example_hits, search_hits


def register() -> None:
    """Place the pages and word what is done with requirements."""
    change_words.register()
    register_section(Section(_("Requirements"), "requirements", "requirements_bank.view_bank", "requirements", place=2))
    register_finder(search_hits.hits_in_bank)
    register_kind(search_hits.KIND, _("Requirement"))
    register_panel(PANEL, usage_by_adoption)
    register_finder(example_hits.hits_in_examples)
    register_kind(example_hits.KIND, _("Example"))
