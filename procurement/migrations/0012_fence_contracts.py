"""A contract is read by the people of who keeps it and of those who share it, and written by the keeper's alone."""

from django.db import migrations

from foundation.postgres.row_security import READ, protect

SHARED = f"""
CREATE FUNCTION procurement_shared_contracts() RETURNS SETOF bigint
LANGUAGE plpgsql STABLE COST 1 ROWS 100 AS $$
BEGIN
    RETURN QUERY
    SELECT along.contract_id FROM procurement_contractbuyer AS along
    WHERE along.buyer_id = ANY (coalesce(nullif(current_setting('{READ}', true), ''), '{{}}')::bigint[]);
END
$$;
"""
SHARES = f"buyer_id = ANY (coalesce(nullif(current_setting('{READ}', true), ''), '{{}}')::bigint[])"
OF_SHARED = "contract_id IN (SELECT procurement_shared_contracts())"
PARTS = ("contractoption", "contractparty", "contractdocument", "obligation")


class Migration(migrations.Migration):
    dependencies = [("procurement", "0011_contracts")]

    operations = [
        migrations.RunSQL(SHARED, "DROP FUNCTION procurement_shared_contracts();"),
        protect("procurement_award", public_if="procurement_id IN (SELECT procurement_joined())"),
        protect("procurement_contractbuyer", public_if=SHARES),
        protect("procurement_contract", public_if="id IN (SELECT procurement_shared_contracts())"),
        *[protect(f"procurement_{part}", public_if=OF_SHARED) for part in PARTS],
        protect("procurement_contractchange", public_if=OF_SHARED, append_only=True),
        protect(
            "procurement_obligationstep",
            public_if=f"obligation_id IN (SELECT id FROM procurement_obligation WHERE {OF_SHARED})",
        ),
        protect("procurement_invitedsupplier"),
    ]
