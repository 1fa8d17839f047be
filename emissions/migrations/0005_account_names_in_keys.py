"""A posting key says what the source called the account, so that a new name leaves earlier years as they are."""

from django.db import migrations

FROM_NAMES = """
ALTER TABLE posting_key ADD COLUMN account_name text;
UPDATE posting_key AS key SET account_name = named.name
FROM ledger_name AS named
WHERE named.organisation_id = key.organisation_id AND named.kind = 'account'
  AND named.chart = key.chart AND named.code = key.account;
"""


class Migration(migrations.Migration):
    dependencies = [("emissions", "0004_money_by_currency")]

    operations = [
        migrations.RunSQL(FROM_NAMES, reverse_sql="ALTER TABLE posting_key DROP COLUMN account_name"),
    ]
