"""Where the leader's page stands in the navigation."""

from django.utils.translation import gettext_lazy as _

from organisations.frame import Section, register_section


def register() -> None:
    """Place the page first."""
    register_section(Section(_("Overview"), "overview", "leadership.view_overview", "overview", place=1))
