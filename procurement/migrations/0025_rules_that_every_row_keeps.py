"""Rules that services promise are kept by PostgreSQL too: figures, shares, days in order, words that are known.

Every row that is written from now on keeps them. Rows that are there are checked, and where one breaks a rule its right
value is for people to find: the rule then stands for new and changed rows alone until it is validated, as
docs/operate.md says. What is certain is put right: an extension of no months is none.
"""

import logging

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import IntegrityError, migrations, models, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

log = logging.getLogger(__name__)

RULES = [
    (
        "askedrequirement",
        models.CheckConstraint(
            condition=models.Q(("weight__gte", 0), ("weight__lte", 100)), name="asked_weight_per_cent"
        ),
    ),
    (
        "award",
        models.CheckConstraint(condition=models.Q(("outcome__in", ["awarded", "ended"])), name="award_outcome_known"),
    ),
    (
        "award",
        models.CheckConstraint(
            condition=models.Q(("told_on__gte", models.F("decided_on"))), name="award_told_on_not_before_decided_on"
        ),
    ),
    (
        "award",
        models.CheckConstraint(
            condition=models.Q(("standstill_until__gte", models.F("told_on"))),
            name="award_standstill_until_not_before_told_on",
        ),
    ),
    ("bid", models.CheckConstraint(condition=models.Q(("tonnes__gte", 0)), name="bid_tonnes_not_negative")),
    (
        "bid",
        models.CheckConstraint(
            condition=models.Q(("state__in", ["received", "rejected", "withdrawn"])), name="bid_state_known"
        ),
    ),
    (
        "bidanswer",
        models.CheckConstraint(condition=models.Q(("points__gte", 0)), name="bid_answer_points_not_negative"),
    ),
    (
        "contract",
        models.CheckConstraint(
            condition=models.Q(
                ("kind__in", ["call_off", "mini_competition"]), ("parent__isnull", True), _connector="OR"
            ),
            name="only_a_call_off_has_a_framework",
        ),
    ),
    (
        "contract",
        models.CheckConstraint(
            condition=models.Q(
                ("parent__isnull", True), models.Q(("parent", models.F("id")), _negated=True), _connector="OR"
            ),
            name="contract_is_not_its_own_framework",
        ),
    ),
    (
        "contract",
        models.CheckConstraint(
            condition=models.Q(
                models.Q(("state", "signed"), _negated=True),
                models.Q(
                    ("first_day__isnull", False),
                    ("months__isnull", False),
                    ("last_day__isnull", False),
                    ("last_possible_day__isnull", False),
                ),
                _connector="OR",
            ),
            name="contract_signed_has_its_days",
        ),
    ),
    (
        "contract",
        models.CheckConstraint(
            condition=models.Q(("first_day__gte", models.F("signed_on"))),
            name="contract_first_day_not_before_signed_on",
        ),
    ),
    (
        "contract",
        models.CheckConstraint(
            condition=models.Q(("last_day__gte", models.F("first_day"))), name="contract_last_day_not_before_first_day"
        ),
    ),
    (
        "contract",
        models.CheckConstraint(
            condition=models.Q(("last_possible_day__gte", models.F("last_day"))),
            name="contract_last_possible_day_not_before_last_day",
        ),
    ),
    (
        "contract",
        models.CheckConstraint(
            condition=models.Q(("months__gte", 1), ("months__lte", 600)), name="contract_months_at_least_one"
        ),
    ),
    ("contract", models.CheckConstraint(condition=models.Q(("value__gte", 0)), name="contract_value_not_negative")),
    (
        "contract",
        models.CheckConstraint(
            condition=models.Q(("currency__in", ["DKK", "EUR", "NOK", "SEK"])), name="contract_currency_known"
        ),
    ),
    (
        "contract",
        models.CheckConstraint(
            condition=models.Q(("country__in", ["DK", "FI", "NO", "SE"])), name="contract_country_known"
        ),
    ),
    (
        "contract",
        models.CheckConstraint(
            condition=models.Q(("kind__in", ["call_off", "contract", "framework", "mini_competition"])),
            name="contract_kind_known",
        ),
    ),
    (
        "contract",
        models.CheckConstraint(
            condition=models.Q(("state__in", ["awarded", "signed", "withdrawn"])), name="contract_state_known"
        ),
    ),
    (
        "contractoption",
        models.CheckConstraint(
            condition=models.Q(("months__gte", 1), ("months__lte", 600)), name="contract_option_months_at_least_one"
        ),
    ),
    (
        "contractoption",
        models.CheckConstraint(
            condition=models.Q(("last_day__gte", models.F("first_day"))),
            name="contract_option_last_day_not_before_first_day",
        ),
    ),
    (
        "contractparty",
        models.CheckConstraint(
            condition=models.Q(("share__gte", 0), ("share__lte", 100)), name="contract_party_share_per_cent"
        ),
    ),
    (
        "invitedsupplier",
        models.CheckConstraint(condition=models.Q(("price__gte", 0)), name="invited_supplier_price_not_negative"),
    ),
    (
        "jointversion",
        models.CheckConstraint(
            condition=models.Q(("state__in", ["agreed", "dropped", "proposed", "replaced"])),
            name="joint_version_state_known",
        ),
    ),
    ("lot", models.CheckConstraint(condition=models.Q(("value__gte", 0)), name="lot_value_not_negative")),
    (
        "lot",
        models.CheckConstraint(
            condition=models.Q(("price_weight__gte", 0), ("price_weight__lte", 100)), name="lot_price_weight_per_cent"
        ),
    ),
    (
        "obligationstep",
        models.CheckConstraint(
            condition=models.Q(("origin__in", ["asked", "changed", "offered"])), name="obligation_step_origin_known"
        ),
    ),
    (
        "obligationstep",
        models.CheckConstraint(
            condition=models.Q(("last_day__gte", models.F("first_day"))),
            name="obligation_step_last_day_not_before_first_day",
        ),
    ),
    (
        "obligationstep",
        models.CheckConstraint(
            condition=models.Q(("bonus_amount__gte", 0)), name="obligation_step_bonus_amount_not_negative"
        ),
    ),
    (
        "obligationstep",
        models.CheckConstraint(
            condition=models.Q(("penalty_amount__gte", 0)), name="obligation_step_penalty_amount_not_negative"
        ),
    ),
    (
        "participant",
        models.CheckConstraint(
            condition=models.Q(("part__in", ["evaluator", "member", "responsible"])), name="participant_part_known"
        ),
    ),
    (
        "procurement",
        models.CheckConstraint(condition=models.Q(("value__gte", 0)), name="procurement_value_not_negative"),
    ),
    (
        "procurement",
        models.CheckConstraint(
            condition=models.Q(("price_weight__gte", 0), ("price_weight__lte", 100)),
            name="procurement_price_weight_per_cent",
        ),
    ),
    (
        "procurement",
        models.CheckConstraint(
            condition=models.Q(("months__gte", 1), ("months__lte", 600)), name="procurement_months_at_least_one"
        ),
    ),
    (
        "procurement",
        models.CheckConstraint(
            condition=models.Func(
                "options",
                output_field=models.BooleanField(),
                template="(1 <= ALL(%(expressions)s) AND 600 >= ALL(%(expressions)s))",
            ),
            name="procurement_options_at_least_one",
        ),
    ),
    (
        "procurement",
        models.CheckConstraint(
            condition=models.Q(("country__in", ["DK", "FI", "NO", "SE"])), name="procurement_country_known"
        ),
    ),
    (
        "procurement",
        models.CheckConstraint(
            condition=models.Q(
                ("stage__in", ["awarded", "evaluation", "idea", "market_dialogue", "stopped", "tender"])
            ),
            name="procurement_stage_known",
        ),
    ),
    (
        "procurement",
        models.CheckConstraint(
            condition=models.Q(("agreement__in", ["contract", "framework"])), name="procurement_agreement_known"
        ),
    ),
    (
        "procurement",
        models.CheckConstraint(
            condition=models.Q(
                (
                    "procedure__in",
                    [
                        "",
                        "comp-dial",
                        "innovation",
                        "neg-w-call",
                        "neg-wo-call",
                        "open",
                        "oth-mult",
                        "oth-single",
                        "restricted",
                    ],
                )
            ),
            name="procurement_procedure_known",
        ),
    ),
    (
        "requirementset",
        models.CheckConstraint(
            condition=models.Q(("price_weight__gte", 0), ("price_weight__lte", 100)),
            name="requirement_set_price_weight_per_cent",
        ),
    ),
    (
        "setrequirement",
        models.CheckConstraint(
            condition=models.Q(("weight__gte", 0), ("weight__lte", 100)), name="set_requirement_weight_per_cent"
        ),
    ),
    (
        "shownstaircase",
        models.CheckConstraint(
            condition=models.Q(("last_day__gte", models.F("first_day"))),
            name="shown_staircase_last_day_not_before_first_day",
        ),
    ),
    (
        "staircasestep",
        models.CheckConstraint(condition=models.Q(("bonus_amount__gte", 0)), name="step_bonus_amount_not_negative"),
    ),
    (
        "staircasestep",
        models.CheckConstraint(condition=models.Q(("penalty_amount__gte", 0)), name="step_penalty_amount_not_negative"),
    ),
]
EMPTY_EXTENSIONS = """
DO $$
DECLARE
    empty record;
    later record;
BEGIN
    FOR empty IN SELECT * FROM procurement_contractoption WHERE months = 0 ORDER BY contract_id, number DESC LOOP
        DELETE FROM procurement_contractoption WHERE id = empty.id;
        FOR later IN
            SELECT id FROM procurement_contractoption
            WHERE contract_id = empty.contract_id AND number > empty.number ORDER BY number
        LOOP
            UPDATE procurement_contractoption SET number = number - 1 WHERE id = later.id;
        END LOOP;
        UPDATE procurement_obligationstep SET option = option - 1
        WHERE option > empty.number
        AND obligation_id IN (SELECT id FROM procurement_obligation WHERE contract_id = empty.contract_id);
    END LOOP;
END $$;
UPDATE procurement_procurement SET options = array_remove(options, 0::smallint) WHERE 0 = ANY (options);
SET CONSTRAINTS ALL IMMEDIATE;
"""
UNCHECKED = """
SELECT quote_ident(relname), quote_ident(conname) FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
WHERE NOT convalidated AND conname = ANY (%s) ORDER BY relname, conname
"""


def check_kept_rows(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Check each rule for the rows that are there; one that some of them break is told and stays unchecked."""
    with editor.connection.cursor() as cursor:
        cursor.execute(UNCHECKED, [[rule.name for _model, rule in RULES]])
        for table, name in cursor.fetchall():
            try:
                with transaction.atomic(editor.connection.alias):
                    cursor.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}")
            except IntegrityError:
                log.warning("Rows of %s break the rule %s: see docs/operate.md", table, name)


class Migration(migrations.Migration):
    dependencies = [("procurement", "0024_close_what_others_may_not_read")]

    operations = [
        migrations.RunSQL(EMPTY_EXTENSIONS, migrations.RunSQL.noop),
        *[AddConstraintNotValid(model_name=model, constraint=rule) for model, rule in RULES],
        migrations.RunPython(check_kept_rows, migrations.RunPython.noop),
    ]
