"""What procurements put into the frame: their place in the navigation and their words for changes."""

from django.utils.translation import gettext_lazy as _

from organisations.frame import Section, register_section
from procurement import change_words


def register() -> None:
    """Place the pages and word what is done with procurements."""
    change_words.register()
    register_section(Section(_("Procurements"), "procurements", "procurement.view_procurement", "procurement", place=3))
