"""Where accounts stand in the navigation, and how imports, rules and their long work speak on jobs and audit pages."""

from pathlib import Path

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from emissions import receivers
from emissions.models import LedgerImport
from emissions.queries.supplier_money import (
    money_for_register,
    sources_for_register,
    years_for_register,
)
from emissions.reports.category_words import in_language
from emissions.rules import policies
from foundation.changes.models import Change
from foundation.changes.sentences import Wording, register_changes
from foundation.how_to import register_how_to
from foundation.jobs.models import Job
from foundation.jobs.words import JobWords, Outcome, Step, register_job_words
from foundation.panels import register_panel
from organisations.frame import Section, register_section
from organisations.models import Organisation
from suppliers.queries.supplier_money import MONEY, SOURCES, YEARS

CHECK, IMPORT, JOIN = "emissions.check_ledger", "emissions.import_ledger", "emissions.join_ledgers"


def register() -> None:
    """Place the pages, word imports, rules and policies, and hear of what happens to suppliers."""
    receivers.listen()
    register_how_to(Path(__file__).parent / "how_to")
    register_panel(YEARS, years_for_register)
    register_panel(MONEY, money_for_register)
    register_panel(SOURCES, sources_for_register)
    register_section(
        Section(_("Accounts"), "accounts", "emissions.view_ledger", "accounts", place=5, needs_accounts=True)
    )
    register_section(Section(_("Rules"), "rules", "emissions.view_ledger", "accounts", place=5, of_networks=True))
    register_job_words(
        CHECK,
        JobWords(
            title=_("Looking at a file"),
            steps={"reading": Step(_("Reading lines")), "classifying": Step(_("Finding out what counts"))},
            outcome=_checked,
            result_needs="emissions.import_ledger",
            private=("columns", "mapping", "sample"),
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
    register_job_words(
        JOIN,
        JobWords(
            title=_("Bringing two ledgers together"),
            steps={"joining": Step(_("Looking for the supplier ledger's postings in the general ledger"))},
            outcome=_joined,
        ),
    )
    register_changes(
        "emissions.ledger_import",
        Wording(
            name=_("Accounts"),
            sentences={
                "imported": _("imported {name}"),
                "made_current": _("let {name} count again"),
                "joined": _("brought {name} together with the supplier ledger"),
            },
            address=_import_page,
        ),
    )
    register_changes(
        "emissions.upload",
        Wording(name=_("Handed-over file"), sentences={"put_away": _("took {name} off the list of files")}),
    )
    register_changes(
        "emissions.remembered_mapping",
        Wording(
            name=_("Remembered columns"),
            sentences={
                "remembered": _("said what the columns of tables such as {name} are"),
                "changed": _("said anew what the columns of tables such as {name} are"),
                "forgotten": _("forgot what was said of the columns of tables such as {name}"),
                "remembered_again": _("remembered again what was said of the columns of tables such as {name}"),
            },
            address=_remembered_page,
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
        "emissions.rule_set",
        Wording(
            name=_("Rules"),
            sentences={
                "brought_in": _("brought rules in: {added} new, {changed} worded anew"),
                "taken_back": _("took {count} decisions of the review back"),
            },
            address=_rules_page,
        ),
    )
    register_changes(
        "emissions.network_rule_set",
        Wording(
            name=_("Rules of the network"),
            sentences={"published": _("published version {version} of the rules for members")},
            address=_rules_page,
        ),
    )
    register_changes(
        "emissions.network_rules",
        Wording(
            name=_("Rules of the network"),
            sentences={
                "switched_on": _("let the rules of {network} hold: version {version}"),
                "switched_off": _("let the rules of {network} hold no longer"),
                "taken_over": _("took over version {version} of the rules of {network}"),
                "followed": _("followed {network} to version {version} of its rules"),
                "rule_on": _("let a rule of {network} hold again"),
                "rule_off": _("switched a rule of {network} off"),
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


def _joined(job: Job) -> Outcome:
    slug, joins = _slug(job.organisation_id), job.result.get("joins", [])
    if not joins:
        return Outcome(
            _("There was nothing to bring together."), reverse("accounts", args=[slug]), _("Open the accounts")
        )
    address = reverse("ledger_join", args=[slug, joins[-1]])
    return Outcome(_("The ledgers have been brought together."), address, _("Show what they agree on"))


def _import_page(change: Change) -> str:
    if not LedgerImport.objects.filter(uuid=change.object_id).exists():
        return ""
    return reverse("ledger_import", args=[_slug(change.organisation_id), change.object_id])


def _remembered_page(change: Change) -> str:
    return reverse("remembered_mappings", args=[_slug(change.organisation_id)])


def _rules_page(change: Change) -> str:
    return reverse("rules", args=[_slug(change.organisation_id)])


def _policy_name(code: str) -> str:
    known = policies().get(code)
    return in_language(known.names) if known else code


def _slug(organisation_id: int) -> str:
    return Organisation.objects.values_list("slug", flat=True).get(pk=organisation_id)
