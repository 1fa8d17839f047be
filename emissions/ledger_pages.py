"""Where accounts stand in the navigation, and how imports, rules and their long work speak on jobs and audit pages."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from emissions import receivers
from emissions.models import LedgerImport
from emissions.queries.supplier_money import money_for_register, sources_for_register, years_for_register
from emissions.reports.category_words import in_language
from emissions.rules import policies
from foundation.changes.models import Change
from foundation.changes.sentences import Wording, register_changes
from foundation.jobs.models import Job
from foundation.jobs.words import JobWords, Outcome, Step, register_job_words
from foundation.panels import register_panel
from organisations.frame import Section, register_section
from organisations.models import Organisation
from suppliers.queries.supplier_money import MONEY, SOURCES, YEARS

CHECK, IMPORT = "emissions.check_ledger", "emissions.import_ledger"


def register() -> None:
    """Place the pages, word imports, rules and policies, and hear of what happens to suppliers."""
    receivers.listen()
    register_panel(YEARS, years_for_register)
    register_panel(MONEY, money_for_register)
    register_panel(SOURCES, sources_for_register)
    register_section(
        Section(_("Accounts"), "accounts", "emissions.view_ledger", "accounts", place=5, needs_accounts=True)
    )
    register_job_words(
        CHECK,
        JobWords(
            title=_("Looking at a file"),
            steps={"reading": Step(_("Reading lines")), "classifying": Step(_("Finding out what counts"))},
            outcome=_checked,
        ),
    )
    register_job_words(
        IMPORT,
        JobWords(
            title=_("Importing a file"),
            steps={
                "storing": Step(_("Keeping the original")),
                "reading": Step(_("Reading lines"), _("Reading line {done} of {total}")),
                "summing": Step(_("Adding up")),
                "classifying": Step(_("Finding out what counts")),
            },
            outcome=_imported,
        ),
    )
    register_changes(
        "emissions.ledger_import",
        Wording(
            name=_("Accounts"),
            sentences={"imported": _("imported {name}"), "made_current": _("let {name} count again")},
            address=_import_page,
        ),
    )
    register_changes(
        "emissions.classification_rule",
        Wording(
            name=_("Rule"),
            sentences={
                "added": _("added the rule “{rule}”"),
                "changed": _("changed the rule “{rule}”"),
                "ended": _("ended the rule “{rule}”"),
                "added_again": _("let the rule “{rule}” hold again"),
            },
            address=_rules_page,
        ),
    )
    register_changes(
        "emissions.mapping_version",
        Wording(
            name=_("Mapping"),
            sentences={"renewed": _("took up the newer shipped rules: version {version} of the mapping")},
            address=_rules_page,
        ),
    )
    register_changes(
        "emissions.policies",
        Wording(
            name=_("Choice of rules"),
            sentences={
                "switched_on": _("switched on: {policy}"),
                "switched_off": _("switched off: {policy}"),
            },
            values={"policy": _policy_name},
            address=_rules_page,
        ),
    )


def _checked(job: Job) -> Outcome:
    address = reverse("ledger_upload", args=[_slug(job.organisation_id), job.uuid])
    return Outcome(_("The file has been looked at."), address, _("Show what it is"))


def _imported(job: Job) -> Outcome:
    slug = _slug(job.organisation_id)
    if job.result.get("accepted"):
        address = reverse("ledger_import", args=[slug, job.result["import"]])
        return Outcome(_("The accounts are imported."), address, _("Open the import"))
    address = reverse("ledger_upload", args=[slug, job.uuid])
    return Outcome(_("The file was not imported."), address, _("Show what is wrong"))


def _import_page(change: Change) -> str:
    if not LedgerImport.objects.filter(uuid=change.object_id).exists():
        return ""
    return reverse("ledger_import", args=[_slug(change.organisation_id), change.object_id])


def _rules_page(change: Change) -> str:
    return reverse("rules", args=[_slug(change.organisation_id)])


def _policy_name(code: str) -> str:
    known = policies().get(code)
    return in_language(known.names) if known else code


def _slug(organisation_id: int) -> str:
    return Organisation.objects.values_list("slug", flat=True).get(pk=organisation_id)
