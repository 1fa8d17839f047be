"""One account remapped: a rule for it, and all sums that follow, against summing the lines anew."""

from itertools import cycle

from django.db import connection

from benchmarks.figures import Figure, faster, seconds
from benchmarks.world import World
from emissions.models import ClassificationRule
from emissions.services.change_rules import RuleDraft, add_rule, end_rule
from foundation.access import open_access
from foundation.postgres.owner import as_owner
from foundation.scoping import access_for_work

ANEW = """
SELECT line.import_id, line.month, decided.treatment, decided.category, line.currency, sum(line.amount), count(*)
FROM ledger_line AS line
JOIN (
    SELECT DISTINCT ON (key_id) key_id, treatment, category
    FROM key_category WHERE organisation_id = %(organisation)s ORDER BY key_id, version DESC
) AS decided USING (key_id)
WHERE line.organisation_id = %(organisation)s
GROUP BY 1, 2, 3, 4, 5
"""
LARGEST = """
SELECT key.account FROM spend_cell AS cell
JOIN posting_key AS key ON key.organisation_id = cell.organisation_id AND key.id = cell.key_id
WHERE cell.organisation_id = %s GROUP BY key.account ORDER BY sum(cell.lines) DESC LIMIT 1
"""
CATEGORIES = cycle(("food.mixed", "services.other"))


def measure(world: World) -> list[Figure]:
    """Move the account with most lines of one municipality to another category, over all its years."""
    organisation = world.organisations[-1]
    access = access_for_work(organisation.pk)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(LARGEST, [organisation.pk])
        (account,) = cursor.fetchone()

    def remap() -> None:
        draft = RuleDraft(account=account, category=next(CATEGORIES), explanation="Benchmark")
        with open_access(access):
            add_rule(organisation=organisation, draft=draft)

    def forget() -> None:
        with open_access(access):
            for rule in ClassificationRule.objects.filter(organisation=organisation, until_version=None):
                end_rule(rule=rule)

    forget()
    ours = seconds(remap, before=forget)
    anew = seconds(lambda: _sum_anew(organisation.pk), times=3)
    lines = world.lines // len(world.organisations)
    against = f"the organisation's {lines:,} lines summed anew by category in SQL"
    return [faster(ours, anew, name="remap_account", against=against)]


def _sum_anew(organisation_id: int) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(ANEW, {"organisation": organisation_id})
        cursor.fetchall()
