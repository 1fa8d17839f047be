"""The addresses of the accounts desk: footprints with their lines, factor sets, accounts with their rules."""

from django.urls import path, register_converter

from emissions.views import (
    accounts,
    activity,
    activity_change,
    activity_import,
    column_mapping,
    compare_sets,
    exports,
    factor_sets,
    fix_applied,
    fix_list,
    footprints,
    footprints_compare,
    footprints_page,
    footprints_report,
    imports,
    joins,
    lines,
    lines_why,
    mapping,
    mapping_why,
    own_sets,
    own_sets_change,
    own_sets_read,
    own_sets_review,
    quality,
    remembered_mappings,
    review,
    review_several,
    rules,
    rules_change,
    rules_files,
    rules_networks,
    uploads,
)


class FileKind:
    """The kinds of files that tables are given out as."""

    regex = "csv|xlsx"

    def to_python(self, value: str) -> str:
        """Return the kind."""
        return value

    def to_url(self, value: str) -> str:
        """Return the kind."""
        return value


class RuleFileKind(FileKind):
    """The kinds of files that rules are given out as."""

    regex = "csv|xlsx|json"


register_converter(FileKind, "file_kind")
register_converter(RuleFileKind, "rule_file_kind")

FOOTPRINTS = "o/<slug:organisation>/footprints/"
FOOTPRINT = f"{FOOTPRINTS}<uuid:footprint>/"
FACTOR_SETS = "o/<slug:organisation>/factor-sets/"
OWN_SET = f"{FACTOR_SETS}own/<uuid:own_set>/"
OWN_DRAFT = f"{OWN_SET}draft/"
OWN_VERSION = f"{OWN_SET}versions/<int:number>/"

footprint_routes = [
    path(FOOTPRINTS, footprints.footprints, name="footprints"),
    path(f"{FOOTPRINTS}calculate", footprints.calculate, name="calculate_footprint"),
    path(f"{FOOTPRINTS}compare/", footprints_compare.compare, name="compare_years"),
    path(FOOTPRINT, footprints_page.footprint, name="footprint"),
    path(f"{FOOTPRINT}footprint.xlsx", exports.workbook, name="footprint_workbook"),
    path(f"{FOOTPRINT}report.pdf", footprints_report.report, name="footprint_report"),
    path(f"{FOOTPRINT}by/<str:dimension>.<file_kind:kind>", exports.breakdown, name="footprint_export"),
    path(f"{FOOTPRINT}lines/", lines.lines, name="footprint_lines"),
    path(f"{FOOTPRINT}lines.<file_kind:kind>", exports.lines, name="footprint_lines_export"),
    path(f"{FOOTPRINT}lines/<uuid:ledger_import>/<int:row>/", lines_why.why_line, name="why_line"),
    path(f"{FOOTPRINT}categories/<str:category>/", lines_why.why_category, name="why_category"),
]
own_set_routes = [
    path(f"{FACTOR_SETS}own/new/", own_sets_change.new, name="new_own_set"),
    path(OWN_SET, own_sets.own_set, name="own_set"),
    path(f"{OWN_SET}settings/", own_sets_change.settings, name="own_set_settings"),
    path(f"{OWN_SET}versions/new/", own_sets_change.new_version, name="new_own_version"),
    path(f"{OWN_VERSION}factors.<file_kind:kind>", own_sets.export, name="own_set_export"),
    path(f"{OWN_VERSION}original", own_sets.original, name="own_set_original"),
    path(f"{OWN_DRAFT}columns/", own_sets_read.columns, name="own_set_columns"),
    path(f"{OWN_DRAFT}categories/", own_sets_review.categories, name="own_set_categories"),
    path(f"{OWN_DRAFT}categories/<str:category>/", own_sets_review.category, name="own_set_category"),
    path(f"{OWN_DRAFT}publish", own_sets_change.publish, name="publish_own_set"),
    path(f"{OWN_DRAFT}drop", own_sets_change.drop, name="drop_own_draft"),
]
factor_set_routes = [
    *own_set_routes,
    path(f"{FACTOR_SETS}compare/", compare_sets.compare, name="compare_factor_sets"),
    path(f"{FACTOR_SETS}compare/comparison.<file_kind:kind>", compare_sets.export, name="compare_sets_export"),
    path(f"{FACTOR_SETS}compare/accounts/", compare_sets.compare_on_accounts, name="compare_on_accounts"),
    path(FACTOR_SETS, factor_sets.factor_set_list, name="factor_sets"),
    path(f"{FACTOR_SETS}<str:code>/", factor_sets.factor_set, name="factor_set"),
    path(f"{FACTOR_SETS}<str:code>/factors.<file_kind:kind>", factor_sets.factor_set_export, name="factor_set_export"),
]

ACCOUNTS = "o/<slug:organisation>/accounts/"
UPLOAD = f"{ACCOUNTS}uploads/<uuid:job>/"
IMPORT = f"{ACCOUNTS}imports/<uuid:ledger_import>/"
JOIN = f"{ACCOUNTS}joins/<uuid:join>/"
REMEMBERED = f"{ACCOUNTS}columns/"
QUALITY = f"{ACCOUNTS}quality/"
FIX_LIST = f"{QUALITY}fix-list/"
RULE = f"{ACCOUNTS}rules/<uuid:rule>/"
NETWORK_RULES = f"{ACCOUNTS}rules/networks/<slug:network>/"

ledger_routes = [
    path(ACCOUNTS, accounts.accounts, name="accounts"),
    path(f"{ACCOUNTS}uploads/", uploads.upload, name="upload_ledger"),
    path(UPLOAD, uploads.uploaded, name="ledger_upload"),
    path(f"{UPLOAD}check", uploads.check, name="check_upload"),
    path(f"{UPLOAD}columns/", column_mapping.columns, name="upload_columns"),
    path(f"{UPLOAD}remove", uploads.remove, name="remove_upload"),
    path(f"{UPLOAD}import", uploads.import_upload, name="import_upload"),
    path(REMEMBERED, remembered_mappings.remembered, name="remembered_mappings"),
    path(f"{REMEMBERED}<uuid:remembered>/forget", remembered_mappings.forget, name="forget_mapping"),
    path(f"{REMEMBERED}<uuid:remembered>/undo", remembered_mappings.undo, name="remember_again"),
    path(IMPORT, imports.ledger_import, name="ledger_import"),
    path(f"{IMPORT}original", imports.original, name="ledger_original"),
    path(f"{IMPORT}use", imports.use, name="use_import"),
    path(f"{IMPORT}read", imports.read_again, name="read_import_again"),
    path(JOIN, joins.ledger_join, name="ledger_join"),
    path(f"{JOIN}differences.xlsx", joins.ledger_join_export, name="ledger_join_export"),
    path(QUALITY, quality.quality, name="quality"),
    path(f"{QUALITY}fix-list.xlsx", fix_list.download, name="fix_list"),
    path(FIX_LIST, fix_list.bring_in, name="bring_fix_list"),
    path(f"{FIX_LIST}applied/<uuid:run>/", fix_applied.applied, name="fix_list_applied"),
    path(f"{FIX_LIST}applied/<uuid:run>/take-back", fix_applied.take_back, name="take_back_fix_list"),
    path(f"{FIX_LIST}<slug:file>/", fix_list.look, name="look_at_fix_list"),
    path(f"{FIX_LIST}<slug:file>/apply", fix_list.apply, name="apply_fix_list"),
    path(f"{FIX_LIST}<slug:file>/wrong.xlsx", fix_list.wrong, name="wrong_fix_rows"),
    path(f"{ACCOUNTS}mapping/", mapping.mapping, name="mapping"),
    path(f"{ACCOUNTS}mapping.<file_kind:kind>", mapping.export, name="mapping_export"),
    path(f"{ACCOUNTS}mapping/why/", mapping_why.why, name="mapping_why"),
    path(f"{ACCOUNTS}review/", review.review, name="review"),
    path(f"{ACCOUNTS}review/decide", review.decide, name="decide_review"),
    path(f"{ACCOUNTS}review/accept", review_several.accept, name="accept_review"),
    path(f"{ACCOUNTS}review/take-back", review_several.undo, name="take_back_review"),
    path(f"{ACCOUNTS}review/undo", review.undo, name="undo_review"),
    path(f"{ACCOUNTS}rules/", rules.rules, name="rules"),
    path(f"{ACCOUNTS}rules.<rule_file_kind:kind>", rules_files.export, name="rules_export"),
    path(f"{ACCOUNTS}rules/bring-in/", rules_files.bring_in, name="bring_in_rules"),
    path(f"{ACCOUNTS}rules/publish", rules_networks.publish, name="publish_rules"),
    path(NETWORK_RULES, rules_networks.network_rules, name="network_rules"),
    path(f"{NETWORK_RULES}rules/<uuid:rule>", rules_networks.network_rule, name="network_rule"),
    path(f"{ACCOUNTS}rules/new/", rules_change.new_rule, name="new_rule"),
    path(RULE, rules_change.rule, name="rule"),
    path(f"{RULE}end/", rules_change.end, name="end_rule"),
    path(f"{RULE}undo", rules_change.undo, name="undo_rule"),
    path(f"{ACCOUNTS}rules/policies/<str:policy>/", rules_change.policy, name="policy"),
]

ACTIVITY = "o/<slug:organisation>/activity/"
SERIES = f"{ACTIVITY}<uuid:series>/"

activity_routes = [
    path(ACTIVITY, activity.activity, name="activity"),
    path(f"{ACTIVITY}new/", activity_change.new, name="new_activity"),
    path(SERIES, activity.series, name="activity_series"),
    path(f"{SERIES}figures.<file_kind:kind>", activity.export, name="activity_export"),
    path(f"{SERIES}edit/", activity_change.edit, name="edit_activity"),
    path(f"{SERIES}enter/", activity_change.enter, name="enter_activity"),
    path(f"{SERIES}import/", activity_import.bring_in, name="import_activity"),
    path(f"{SERIES}import/template.xlsx", activity_import.template, name="activity_template"),
    path(f"{SERIES}values/<uuid:value>/", activity_change.correct, name="correct_activity"),
    path(f"{SERIES}break/", activity_change.mark_break, name="break_activity"),
    path(f"{SERIES}parts/<int:part>/", activity_change.factor, name="activity_factor"),
]

urlpatterns = [*footprint_routes, *factor_set_routes, *ledger_routes, *activity_routes]
