"""Every table of a tenant is fenced by PostgreSQL itself, and managers and policies say the same."""

import pytest
from django.apps import apps
from django.db import connection, models

from foundation.postgres.url import APPLICATION_ROLE
from foundation.scoping import OrganisationOwned, SharedRows, SharedTotals

# Tables with an organisation's id and no row-level security, each with the reason.
EXEMPT: dict[str, str] = {}
# Tables whose rows can be neither changed nor removed once they are written.
APPEND_ONLY = {
    "emissions_activityvalue",
    "emissions_fixanswer",
    "emissions_methodbreak",
    "emissions_networkruleset",
    "follow_up_controlanswer",
    "follow_up_controlsignature",
    "follow_up_deviationevent",
    "follow_up_sectorriskchange",
    "follow_up_statementfile",
    "follow_up_supplierstatement",
    "follow_up_weightchange",
    "foundation_change",
    "procurement_contractchange",
    "procurement_evaluationchange",
    "requirements_bank_decision",
}
# Tables without an organisation's id that are fenced all the same: by another column.
FENCED_BY_ANOTHER = {
    "organisations_organisation": "its own id",
    "organisations_share": "owner_id: the owner decides",
    "organisations_networkmembership": "network_id and member_id",
}

TENANT_TABLES = """
SELECT class.relname, class.relrowsecurity
FROM pg_class AS class
JOIN pg_attribute AS attribute ON attrelid = class.oid AND attname = 'organisation_id' AND NOT attisdropped
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
ORDER BY relname
"""
POLICIES = "SELECT tablename, cmd, coalesce(qual, '') FROM pg_policies WHERE schemaname = 'public'"

pytestmark = pytest.mark.django_db


def tenant_tables() -> dict[str, bool]:
    with connection.cursor() as cursor:
        cursor.execute(TENANT_TABLES)
        return dict(cursor.fetchall())


def policies() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(POLICIES)
        for table, command, condition in cursor.fetchall():
            found.setdefault(table, {})[command] = found.get(table, {}).get(command, "") + condition
    return found


def owned_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if issubclass(model, OrganisationOwned)]


def test_every_table_with_an_organisation_is_fenced() -> None:
    open_tables = {table for table, is_fenced in tenant_tables().items() if not is_fenced}

    assert open_tables == set(EXEMPT), "Add protect(table) to a migration, or the table with a reason to EXEMPT."


def test_every_fenced_table_says_who_may_do_what() -> None:
    found = policies()
    tables = {table for table, is_fenced in tenant_tables().items() if is_fenced} | set(FENCED_BY_ANOTHER)
    changing = {"UPDATE", "DELETE"}
    wrong = {
        table: set(found.get(table, {}))
        for table in tables
        if set(found.get(table, {})) != {"SELECT", "INSERT"} | (set() if table in APPEND_ONLY else changing)
    }

    assert wrong == {}


def test_reading_is_limited_unless_the_access_is_built_from_the_table() -> None:
    open_reading = {table for table, commands in policies().items() if commands["SELECT"] == "true"}

    assert open_reading == {
        "organisations_membership",
        "organisations_networkmembership",
        "organisations_organisation",
        "organisations_serviceaccount",
        "organisations_share",
    }


@pytest.mark.parametrize("model", owned_models(), ids=lambda model: model._meta.label)
def test_the_manager_and_the_policy_let_the_same_people_read(model: type[models.Model]) -> None:
    setting = "app.totals" if issubclass(model, SharedTotals) else "app.rows" if issubclass(model, SharedRows) else ""
    expected = setting or "app.readable"
    condition = policies()[model._meta.db_table]["SELECT"]

    assert expected in condition, f"{model._meta.label} is scoped by {expected}, its policy says: {condition}"


def test_the_application_may_truncate_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
            " AND has_table_privilege(%s, oid, 'TRUNCATE')",
            [APPLICATION_ROLE],
        )
        assert cursor.fetchall() == []


def test_no_view_passes_by_the_fence() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm')"
            " AND NOT coalesce('security_invoker=true' = ANY (reloptions), false)"
        )
        assert cursor.fetchall() == [], "A view acts as its owner: give it WITH (security_invoker = true)."


def test_no_function_of_ours_acts_as_its_owner() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef ORDER BY proname"
        )
        assert cursor.fetchall() == []
