"""What follow-up puts into the frame: its place in the navigation, words for changes, panels on pages of lower apps."""

from django.utils.translation import gettext_lazy as _

from follow_up import change_words, receivers
from follow_up.queries.carried import usage_in_contracts
from foundation.panels import register_panel
from organisations.frame import Section, register_section
from requirements_bank.queries.usage import PANEL as USAGE


def register() -> None:
    """Place the pages, word what is done in follow-up, and hear of what happens to contracts."""
    change_words.register()
    receivers.listen()
    register_panel(USAGE, usage_in_contracts)
    register_section(Section(_("Follow-up"), "follow_up", "follow_up.view_follow_up", "contracts", place=4))
