"""How changes of examples speak."""

from django.utils.translation import gettext_lazy as _

from foundation.changes.sentences import Wording, register_changes
from requirements_bank.change_words.places import audience, page_of
from requirements_bank.models import Example

EXAMPLES = Wording(
    name=_("Example"),
    sentences={
        "written": _("wrote {code}"),
        "copied": _("copied {source} as {code}"),
        "changed": _("changed {code}"),
        "published": _("published {code}, seen by: {seen_by}"),
        "withdrawn": _("withdrew {code}"),
    },
    values={"seen_by": audience},
    address=page_of("example", Example),
)


def register() -> None:
    """Word what is done with examples."""
    register_changes("requirements_bank.example", EXAMPLES)
