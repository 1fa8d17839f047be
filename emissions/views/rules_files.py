"""Rules as files: given out as Excel, CSV or JSON, and brought in after a look at what they would do."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from emissions.calculations.rule_sets import SetRule, Standing, as_json, from_json
from emissions.forms.rule_set import rules_in_file
from emissions.importers.rule_rows import MOST_BYTES, MOST_RULES, read_rule_rows
from emissions.models import ClassificationRule
from emissions.queries.mapping import latest_mapping_version, own_rows, rule_of_draft, set_rule_of
from emissions.queries.rule_preview import Previewer
from emissions.reports.preview_words import shown_preview
from emissions.reports.rule_files import COLUMN_NAMES, rule_document, rule_sheet, travelling
from emissions.reports.rule_words import RuleInWords, own_rule
from emissions.services.import_rules import BroughtIn, Looked, WrongRule, import_rules, look_at_rules
from emissions.views.accounts_seen import accounts_tabs, reader_at_home, rules_address
from foundation.downloads import file_of, plain_name
from foundation.errors import DomainError
from foundation.files.forms import too_large, upload_within
from foundation.problems import Problem
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.views.bounded import bounded

CHANGE = "emissions.change_rules"
HOUR = 3600
SALT = "emissions.rules"
FORM_BYTES = 8 * 1024 * 1024
"""What a form takes beside its file: the rules that were looked at come back in it."""
MOST_SIGNED = 2_000_000
MOST_SHOWN = 200
SENTENCES = {
    "file_empty": gettext_lazy("The file is empty. Choose another one."),
    "not_readable": gettext_lazy(
        "This is neither Excel, CSV nor JSON that can be read. Save it as .xlsx, and choose it again."
    ),
    "no_rules": gettext_lazy("The file holds no list of rules. Take a file that was given out on a page of rules."),
    "no_rows": gettext_lazy("There is no row below the titles. Write a row for each rule."),
    "workbook_is_too_large": gettext_lazy(
        "There is far more in the workbook than in such a table, or it reaches far beyond its cells. Copy the table "
        "into a new workbook, and choose that."
    ),
    "too_many_rows": gettext_lazy("There are more rows than %(most)s. Divide the file."),
    "too_many_columns": gettext_lazy(
        "The rules have %(found)s different fields, but at most %(most)s are read. Take a file that was given out on a "
        "page of rules, and leave its fields as they are."
    ),
}


@require_GET
@organisation_page("emissions.view_ledger")
def export(request: OrganisationRequest, kind: str) -> HttpResponseBase:
    """Give the own rules out, all but those that name a person's number."""
    owner = request.organisation
    latest = latest_mapping_version(owner)
    rules = travelling(map(set_rule_of, own_rows(owner.pk, latest.number) if latest else ()))
    name = plain_name(owner.name, _("Rules"))
    if kind != "json":
        return file_of([rule_sheet(rules)], name, kind)
    answer = JsonResponse(rule_document(rules, owner.name), json_dumps_params={"indent": 1, "ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return answer


def _too_large(request: OrganisationRequest) -> HttpResponse:
    return _page(request, {"refused": too_large(MOST_BYTES)}, status=413)


@csrf_exempt  # the token stands in a body that may be too large to read; `bounded` checks it
@require_http_methods(["GET", "POST"])
@organisation_page(CHANGE)
@bounded(MOST_BYTES + FORM_BYTES, _too_large)
def bring_in(request: OrganisationRequest) -> HttpResponse:
    """Take a file with rules, show what they would do, and bring them in when somebody says so."""
    if request.method == "GET":
        return _page(request, {})
    if "rules" in request.POST:
        return _brought_in(request)
    read = _uploaded(request)
    if isinstance(read, str):
        return _page(request, {"refused": read}, status=422)
    rules, wrong = read
    looked = look_at_rules(request.organisation, rules, wrong)
    good = [one.came for one in looked.compared]
    signed = signing.dumps(_kept(request, good, looked), salt=SALT, compress=True) if good else ""
    if len(signed) > MOST_SIGNED:
        return _page(request, {"refused": _("There is too much in the file. Divide it.")}, status=422)
    context = {**_shown(request, looked), "kept": signed}
    return _page(request, context, status=200 if good or not wrong else 422)


def _uploaded(request: OrganisationRequest) -> tuple[list[SetRule], list[WrongRule]] | str:
    """Return the rules of the file that came with the rows that are none, or why it cannot be read."""
    upload = upload_within(request, MOST_BYTES)
    if isinstance(upload, str):
        return upload
    rows = read_rule_rows(upload.read())
    if isinstance(rows, Problem):
        return str(SENTENCES[rows.code]) % rows.values
    return rules_in_file(rows, reader_at_home(request))


def _kept(request: OrganisationRequest, rules: list[SetRule], looked: Looked) -> dict[str, Any]:
    said = [{**as_json(rule), "row": rule.row} for rule in rules]
    return {"for": str(request.organisation.uuid), "seen": looked.seen, "rules": said}


def _brought_in(request: OrganisationRequest) -> HttpResponse:
    try:
        kept: dict[str, Any] = signing.loads(request.POST["rules"], salt=SALT, max_age=HOUR)
    except signing.BadSignature:
        kept = {}
    if kept.get("for") != str(request.organisation.uuid):
        gone = _("What was looked at is no longer there. Choose the file again.")
        return _page(request, {"refused": gone}, status=422)
    rules = [from_json(said, said["row"]) for said in kept["rules"]]
    replace = request.POST.get("conflicts") == "replace"
    try:
        made = import_rules(organisation=request.organisation, rules=rules, replace=replace, seen=kept["seen"])
    except DomainError as error:
        return _page(request, {"refused": str(error)}, status=409)
    messages.success(request, _said(made))
    return redirect(rules_address(request))


def _said(made: BroughtIn) -> str:
    if made.version is None:
        return _("Nothing was changed: all of it holds here already.")
    parts = [
        ngettext("One rule was added.", "%(count)s rules were added.", made.added) % {"count": made.added},
        ngettext("One rule was worded anew.", "%(count)s rules were worded anew.", made.changed)
        % {"count": made.changed},
    ]
    return " ".join(part for part, count in zip(parts, (made.added, made.changed), strict=True) if count)


def _shown(request: OrganisationRequest, looked: Looked) -> dict[str, Any]:
    """Return what came in groups, in words, and what it would move."""
    previewer = Previewer(request.organisation)
    groups = {standing: looked.of(standing) for standing in Standing}
    coming = {one.held.identity if one.held else f"row {one.came.row}": one.came for one in looked.compared}
    unmoved = {one.held.identity for one in (*groups[Standing.SAME], *groups[Standing.CONFLICT]) if one.held}
    fresh = [rule_of_draft(key, came.draft) for key, came in coming.items() if key not in unmoved]
    kept = [rule for rule in previewer.held_rules if rule.rule_id not in coming or rule.rule_id in unmoved]
    moves = bool(groups[Standing.NEW] or groups[Standing.CHANGED])
    preview = shown_preview(previewer.rules_by_year([*kept, *fresh]) if moves else [], looked.seen, previewer.year)
    return {
        "looked": looked,
        "groups": {
            str(standing): [(one.came.row, *_pair(request, one.came, one.held)) for one in found[:MOST_SHOWN]]
            for standing, found in groups.items()
        },
        "counts": {str(standing): len(found) for standing, found in groups.items()},
        "wrong": [(one.row, str(COLUMN_NAMES.get(one.field, "")), one.sentence) for one in looked.wrong[:MOST_SHOWN]],
        "preview": preview if moves else None,
    }


def _pair(request: OrganisationRequest, came: SetRule, held: SetRule | None) -> tuple[RuleInWords, RuleInWords | None]:
    return _in_words(request, came), _in_words(request, held) if held else None


def _in_words(request: OrganisationRequest, rule: SetRule) -> RuleInWords:
    values = {name: value for name, value in as_json(rule).items() if name != "id"}
    row = ClassificationRule(organisation=request.organisation, since_version=0, **values)
    return own_rule(row, reader_at_home(request))


def _page(request: OrganisationRequest, found: dict[str, Any], *, status: int = 200) -> HttpResponse:
    context = {
        "tabs": accounts_tabs(request, "rules"),
        "rules_address": rules_address(request),
        "most": MOST_RULES,
        "most_shown": MOST_SHOWN,
        **found,
    }
    return render_page(request, "emissions/rules_bring_in.html", context, status=status)
