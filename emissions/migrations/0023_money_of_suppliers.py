"""The money of each supplier and year, as the register shows it: summed once for the accounts that are there."""

from django.db import migrations

FILL = """
SET LOCAL enable_nestloop = off;
SET LOCAL enable_mergejoin = off;
INSERT INTO supplier_year (organisation_id, identity, year, name, shows, amount, counted, others, lines)
WITH base AS (
    SELECT
        kept.organisation_id, kept.year, (pinned ->> 'import')::bigint AS import_id,
        coalesce((pinned ->> 'investment')::boolean, false) AS investment, month::date AS month
    FROM year_base AS kept
    CROSS JOIN jsonb_array_elements(kept.imports) AS pinned
    CROSS JOIN jsonb_array_elements_text(pinned -> 'months') AS month
),
spent AS (
    SELECT
        base.organisation_id, base.year, cell.key_id, cell.currency, sum(cell.amount) AS amount, sum(cell.lines) AS lines
    FROM base
    JOIN spend_cell AS cell USING (organisation_id, import_id, month, investment)
    GROUP BY base.organisation_id, base.year, cell.key_id, cell.currency
),
decided AS (
    SELECT DISTINCT ON (organisation_id, key_id) organisation_id, key_id, treatment
    FROM key_category
    ORDER BY organisation_id, key_id, version DESC
),
by_currency AS (
    SELECT
        spent.organisation_id, spent.year, card.identity, trim(spent.currency) AS currency, sum(spent.amount) AS amount,
        sum(spent.lines) AS lines, coalesce(sum(spent.amount) FILTER (WHERE decided.treatment <> 'energy'), 0) AS counted
    FROM spent
    JOIN decided USING (organisation_id, key_id)
    JOIN posting_key AS key ON key.organisation_id = spent.organisation_id AND key.id = spent.key_id
    JOIN suppliers_suppliercard AS card ON card.organisation_id = spent.organisation_id AND card.id = key.supplier_id
    WHERE decided.treatment IN ('purchase', 'capital_good', 'energy', 'unclassified')
    GROUP BY spent.organisation_id, spent.year, card.identity, spent.currency
),
bought AS (
    SELECT
        by_currency.organisation_id, year, identity,
        coalesce(sum(amount) FILTER (WHERE currency = own.code), 0) AS amount,
        sum(counted) FILTER (WHERE currency = own.code) AS counted,
        coalesce(jsonb_object_agg(currency, amount::text) FILTER (WHERE currency <> own.code), '{}') AS others,
        sum(lines) AS lines
    FROM by_currency
    JOIN organisations_organisation AS organisation ON organisation.id = by_currency.organisation_id
    JOIN (VALUES ('NO', 'NOK'), ('SE', 'SEK'), ('DK', 'DKK'), ('FI', 'EUR')) AS own (country, code) USING (country)
    GROUP BY by_currency.organisation_id, year, identity
)
SELECT
    bought.organisation_id, bought.identity, bought.year, known.name,
    known.shows || CASE WHEN bought.counted < 0 THEN ARRAY['negative'] ELSE '{}' END,
    bought.amount, bought.counted, bought.others, bought.lines
FROM bought
JOIN known_supplier AS known USING (organisation_id, identity);

INSERT INTO register_year (organisation_id, year, show, suppliers, amount)
SELECT organisation_id, year, show, count(*), sum(amount)
FROM supplier_year CROSS JOIN unnest(array_append(shows, '')) AS show
GROUP BY organisation_id, year, show;
SET LOCAL enable_nestloop = on;
SET LOCAL enable_mergejoin = on;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("emissions", "0022_places_of_unfound_lines"),
        ("suppliers", "0009_keep_the_register"),
    ]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
