"""How changes of requirements and of their use speak."""

from django.utils.translation import gettext_lazy as _

from foundation.changes.sentences import Wording, register_changes
from requirements_bank.change_words.places import audience, page_of
from requirements_bank.models import Requirement

REQUIREMENTS = Wording(
    name=_("Requirement"),
    sentences={
        "drafted": _("began version {version} of {code}"),
        "sent_to_review": _("sent version {version} of {code} to review"),
        "discarded": _("threw the draft of version {version} of {code} away"),
        "sent_back": _("sent version {version} of {code} back: {reason}"),
        "published": _("published version {version} of {code}"),
        "retired": _("retired version {version} of {code}: {reason}"),
        "shown": _("changed who sees {code}: {visibility}"),
        "reviewed": _("let version {version} of {code} stand until {day}"),
    },
    values={"visibility": audience},
    address=page_of("requirement", Requirement),
)
USES = Wording(
    name=_("Use of requirements"),
    sentences={
        "adopted": _("began to use {code} version {version}"),
        "made_variant": _("began a variant of {code}: {variant}"),
        "took_newer": _("went over to version {version} of {code}"),
        "passed_over": _("stays with version {version} of {code}, although there is version {newer}: {reason}"),
        "shown_to": _("chose who sees that {code} is used: {seen_by}"),
        "ended": _("stopped using {code}: {reason}"),
    },
    values={"seen_by": audience},
)


def register() -> None:
    """Word what is done with requirements."""
    register_changes("requirements_bank.requirement", REQUIREMENTS)
    register_changes("requirements_bank.adoption", USES)
