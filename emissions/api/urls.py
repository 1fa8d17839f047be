"""The addresses of the API that belong to accounts, factors and footprints."""

from django.urls import path

from emissions.api import (
    activity,
    activity_factor_sets,
    activity_method,
    activity_values,
    factor_sets,
    footprint_parts,
    footprints,
    ledger_imports,
    ledger_joins,
    ledger_lines,
    network_rules,
    own_set_changes,
    own_sets,
    quality,
    rules,
    set_comparison,
    wording,
)

__all__ = ["urlpatterns", "wording"]  # problems are worded because the wording is imported

OWNER = "organisations/<slug:organisation>"
SERIES = f"{OWNER}/activity-series/<uuid:series>"
ACTIVITY_SETS = f"{OWNER}/activity-factor-sets"

activity_routes = [
    path(f"{OWNER}/activity-series/", activity.ActivitySeriesListView.as_view()),
    path(f"{SERIES}/", activity.ActivitySeriesView.as_view()),
    path(f"{SERIES}/values/", activity_values.ActivityValuesView.as_view()),
    path(f"{SERIES}/corrections/", activity_values.ActivityCorrectionsView.as_view()),
    path(f"{SERIES}/factors/", activity_method.ActivityFactorsView.as_view()),
    path(f"{SERIES}/method-breaks/", activity_method.ActivityBreaksView.as_view()),
    path(f"{ACTIVITY_SETS}/", activity_factor_sets.ActivityFactorSetsView.as_view()),
    path(f"{ACTIVITY_SETS}/<str:activity_set>/", activity_factor_sets.ActivityFactorSetView.as_view()),
    path(f"{ACTIVITY_SETS}/<str:activity_set>/factors/", activity_factor_sets.ActivityFactorsOfSetView.as_view()),
]
rule_routes = [
    path(f"{OWNER}/classification-rules/", rules.RulesView.as_view()),
    path(f"{OWNER}/classification-rule-sets/", rules.RuleSetsView.as_view()),
    path(f"{OWNER}/published-rule-sets/", network_rules.RuleSetVersionsView.as_view()),
    path(f"{OWNER}/network-rules/", network_rules.NetworkRulesListView.as_view()),
    path(f"{OWNER}/network-rules/<slug:network>/", network_rules.NetworkRulesView.as_view()),
    path(f"{OWNER}/network-rules/<slug:network>/take-over/", network_rules.TakeOverView.as_view()),
]
OWN_SET = f"{OWNER}/own-factor-sets/<uuid:own_set>"

own_set_routes = [
    path(f"{OWNER}/own-factor-sets/", own_sets.OwnSetsView.as_view()),
    path(f"{OWN_SET}/", own_sets.OwnSetView.as_view()),
    path(f"{OWN_SET}/versions/", own_sets.OwnVersionsView.as_view()),
    path(f"{OWN_SET}/figures/", own_sets.OwnFiguresView.as_view()),
    path(f"{OWN_SET}/categories/", own_sets.OwnCategoriesView.as_view()),
    path(f"{OWN_SET}/changes/", own_set_changes.OwnSetChangesView.as_view()),
    path(f"{OWN_SET}/publish/", own_sets.PublishOwnSetView.as_view()),
    path(f"{OWNER}/factor-set-comparison/", set_comparison.ComparisonView.as_view()),
    path(f"{OWNER}/factor-set-comparison/on-accounts/", set_comparison.OnAccountsView.as_view()),
]
urlpatterns = [
    *activity_routes,
    *own_set_routes,
    *rule_routes,
    path("factor-sets/", factor_sets.FactorSetsView.as_view()),
    path("factor-sets/<str:factor_set>/", factor_sets.FactorSetView.as_view()),
    path("factor-sets/<str:factor_set>/factors/", factor_sets.FactorsView.as_view()),
    path(f"{OWNER}/ledger-imports/", ledger_imports.LedgerImportsView.as_view()),
    path(f"{OWNER}/ledger-imports/<uuid:ledger_import>/", ledger_imports.LedgerImportView.as_view()),
    path(f"{OWNER}/ledger-imports/<uuid:ledger_import>/use/", ledger_imports.UseLedgerImportView.as_view()),
    path(f"{OWNER}/ledger-joins/", ledger_joins.LedgerJoinsView.as_view()),
    path(f"{OWNER}/ledger-joins/<uuid:ledger_join>/", ledger_joins.LedgerJoinView.as_view()),
    path(f"{OWNER}/ledger-imports/<uuid:ledger_import>/quality/", quality.ImportQualityView.as_view()),
    path(f"{OWNER}/ledger-quality/<int:year>/", quality.YearQualityView.as_view()),
    path(f"{OWNER}/ledger-quality/<int:year>/fix-list.xlsx", quality.FixListView.as_view()),
    path(f"{OWNER}/ledger-checks/", ledger_imports.LedgerChecksView.as_view()),
    path(f"{OWNER}/ledger-lines/", ledger_lines.LedgerLinesView.as_view()),
    path(f"{OWNER}/footprints/", footprints.FootprintsView.as_view()),
    path(f"{OWNER}/footprints/<uuid:footprint>/", footprints.FootprintView.as_view()),
    path(f"{OWNER}/footprints/<uuid:footprint>/parts/", footprint_parts.PartsView.as_view()),
    path(f"{OWNER}/footprints/<uuid:footprint>/gaps/", footprint_parts.GapsView.as_view()),
    path(f"{OWNER}/footprints/<uuid:footprint>/intensities/", footprint_parts.IntensitiesView.as_view()),
]
