"""How changes and the long work of the supplier register speak on the pages of the frame."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.changes.models import Change
from foundation.changes.sentences import Wording, register_changes
from foundation.jobs.models import Job
from foundation.jobs.words import JobWords, Outcome, Step, register_job_words
from organisations.models import Organisation
from suppliers.models import SupplierCard
from suppliers.services.decide_proposals import KIND as PROPOSAL
from suppliers.services.merge_suppliers import KIND as SUPPLIER

FIND_DOUBLES = "suppliers.find_doubles"


def register() -> None:
    """Word what is done with suppliers."""
    register_changes(
        SUPPLIER,
        Wording(
            name=_("Supplier"),
            sentences={
                "merged": _("said that {name} and {other} are one supplier"),
                "parted": _("parted {name} and {other} again"),
                "corrected": _("corrected the supplier {name}: {reason}"),
            },
            address=_supplier_page,
        ),
    )
    register_changes(
        PROPOSAL,
        Wording(
            name=_("Supplier"),
            sentences={
                "rejected": _("said that {name} and {other} are not the same supplier"),
                "later": _("put off whether {name} and {other} are the same supplier"),
            },
        ),
    )
    register_job_words(
        FIND_DOUBLES,
        JobWords(
            title=_("Looking for suppliers that stand there twice"),
            steps={
                "reading": Step(_("Reading suppliers and their money")),
                "comparing": Step(_("Comparing numbers and names")),
                "saving": Step(_("Putting the pairs together")),
            },
            outcome=_found,
        ),
    )


def _found(job: Job) -> Outcome:
    address = reverse("supplier_doubles", args=[_slug(job.organisation_id)])
    return Outcome(_("Everything has been looked through."), address, _("Show the pairs"))


def _supplier_page(change: Change) -> str:
    if not SupplierCard.objects.filter(uuid=change.object_id).exists():
        return ""
    return reverse("supplier", args=[_slug(change.organisation_id), change.object_id])


def _slug(organisation_id: int) -> str:
    return Organisation.objects.values_list("slug", flat=True).get(pk=organisation_id)
