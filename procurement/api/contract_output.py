"""Contracts as programs read them: in a list, and whole with extensions and what they oblige to, step by step."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from foundation.api.fields import Money
from procurement.api.fields import Figure
from procurement.models import Contract, ContractBuyer, ContractOption, ContractParty, Obligation, ObligationStep
from procurement.queries.contract_spend import SpendOfYear, spend_in_years
from procurement.queries.obligations import obligations_seen
from procurement.reports.contract_words import shown_number


class PartyOutput(serializers.ModelSerializer[ContractParty]):
    """A supplier in a contract."""

    party = serializers.UUIDField(source="uuid")
    number = serializers.SerializerMethodField(
        help_text="Its organisation number; empty where nobody has said it, hidden where it is a person's."
    )
    rank = serializers.IntegerField(allow_null=True, help_text="Who is asked first, of parallel ones.")
    share = Figure(allow_null=True, help_text="In per cent, of parallel ones.")

    class Meta:
        model = ContractParty
        fields = ["party", "name", "number", "rank", "share"]
        read_only_fields = fields

    def get_number(self, party: ContractParty) -> str:
        """Return the number, its digits hidden where it is that of a person."""
        return shown_number(party.number)


class ContractOutput(serializers.ModelSerializer[Contract]):
    """One contract in a list."""

    contract = serializers.UUIDField(source="uuid")
    kept_by = serializers.CharField(source="organisation.slug", help_text="Who keeps it, and alone changes it.")
    kind = serializers.CharField(help_text="contract, framework, call_off or mini_competition.")
    state = serializers.CharField(help_text="awarded, signed or withdrawn. Whether it runs is told by its days.")
    procurement = serializers.UUIDField(
        source="procurement.uuid", allow_null=True, help_text="It comes from; null if none is in sight."
    )
    framework = serializers.UUIDField(
        source="parent.uuid", allow_null=True, help_text="It was called off from; null if none is in sight."
    )
    value = Money(
        source="open_value",
        allow_null=True,
        help_text="Without VAT, with all extensions; null where nobody has said it, and while bids are sealed.",
    )
    last_day = serializers.DateField(allow_null=True, help_text="With the extensions that are used.")
    last_possible_day = serializers.DateField(allow_null=True, help_text="With all extensions.")
    parties = PartyOutput(many=True)

    class Meta:
        model = Contract
        fields = [
            "contract", "kept_by", "kind", "state", "title", "number", "case_number", "procurement", "framework",
            "country", "category", "value", "currency", "signed_on", "first_day", "last_day", "last_possible_day",
            "parties", "updated_at",
        ]  # fmt: skip
        read_only_fields = fields


class ContractOptionOutput(serializers.ModelSerializer[ContractOption]):
    """One extension."""

    months = serializers.IntegerField()
    notice_months = serializers.IntegerField()
    notice_on = serializers.DateField(allow_null=True, help_text="The last day on which the supplier can be told.")
    used_on = serializers.DateField(allow_null=True, help_text="The supplier was told; null: not used.")

    class Meta:
        model = ContractOption
        fields = ["number", "months", "first_day", "last_day", "notice_months", "notice_on", "used_on"]
        read_only_fields = fields


class ContractBuyerOutput(serializers.ModelSerializer[ContractBuyer]):
    """An organisation that shares a contract."""

    organisation = serializers.CharField(source="buyer.slug")
    name = serializers.CharField(source="buyer.name")
    may_call_off = serializers.BooleanField()

    class Meta:
        model = ContractBuyer
        fields = ["organisation", "name", "may_call_off"]
        read_only_fields = fields


class ObligationStepOutput(serializers.ModelSerializer[ObligationStep]):
    """One step, as it is written and on which days it holds."""

    origin = serializers.CharField(help_text="asked, offered or changed.")
    threshold = Figure()
    months = serializers.IntegerField(allow_null=True, help_text="After the first day, or day.")
    first_day = serializers.DateField(allow_null=True, help_text="It holds from; null: another asks for more before.")
    last_day = serializers.DateField(allow_null=True, help_text="It holds until.")
    notice_on = serializers.DateField(allow_null=True, help_text="The last day on which the supplier can be told.")
    option = serializers.IntegerField(help_text="The extension in which it begins; 0 within the agreed time.")
    needs_option = serializers.BooleanField(help_text="Whether it holds only if an extension is used that is not yet.")

    class Meta:
        model = ObligationStep
        fields = [
            "number", "origin", "threshold", "months", "day", "notice_months", "first_day", "last_day", "notice_on",
            "option", "needs_option", "proof", "goal",
        ]  # fmt: skip
        read_only_fields = fields


class ObligationOutput(serializers.ModelSerializer[Obligation]):
    """One thing that the supplier has promised, worded as at award."""

    obligation = serializers.UUIDField(source="uuid")
    party = serializers.UUIDField(source="party.uuid", allow_null=True, help_text="Null: it binds all of them.")
    version = serializers.UUIDField(
        source="version.uuid", allow_null=True, help_text="Of the requirement; null for the contract's own words."
    )
    language = serializers.CharField(help_text="Of title, wording and proof.")
    values = serializers.DictField(child=serializers.CharField(), help_text="Of its variables.")
    answer = serializers.CharField(help_text="What the bid answers to it.")
    direction = serializers.CharField(help_text="at_least or at_most; empty for what nothing measures.")
    low = Figure(allow_null=True, help_text="Of its thresholds.")
    high = Figure(allow_null=True, help_text="Of its thresholds.")
    audit_right = serializers.CharField(help_text="What right the buyer has to look into it; empty if not known.")
    themes = serializers.ListField(child=serializers.CharField(), help_text="What it is about, as in the bank.")
    steps = ObligationStepOutput(many=True)

    class Meta:
        model = Obligation
        fields = [
            "obligation", "party", "version", "code", "title", "wording", "proof", "language", "kind", "values",
            "answer", "audit_right", "themes", "unit", "direction", "period", "low", "high", "steps",
        ]  # fmt: skip
        read_only_fields = fields


class ContractSpendOutput(serializers.Serializer[Any]):
    """What the organisation's own accounts say of a contract in a year."""

    year = serializers.IntegerField()
    found = serializers.CharField(help_text="by_agreement, by_supplier or not_known.")
    why = serializers.CharField(allow_null=True, help_text="What is missing, by its code; null where nothing is.")
    shared_by = serializers.IntegerField(help_text="Contracts that share a supplier at the same time; 0: none.")
    money = serializers.DictField(child=serializers.CharField(), help_text="Without VAT, by currency.")
    kg_co2e = Figure(allow_null=True, help_text="Of the money that has a factor; null where none has.")
    money_with_factor = serializers.DictField(child=serializers.CharField(), help_text="By currency.")


class ContractDetail(ContractOutput):
    """One contract with its extensions, who shares it, and what it obliges to."""

    lot = serializers.UUIDField(source="lot.uuid", allow_null=True)
    beyond_because = serializers.CharField(help_text="Of a call-off: why more is called off in all than agreed.")
    withdrawn_because = serializers.CharField(help_text="Why it was withdrawn on its own; empty otherwise.")
    planned_first_day = serializers.DateField(allow_null=True, help_text="The day that the tender named.")
    months = serializers.IntegerField(allow_null=True, help_text="The agreed time.")
    options = ContractOptionOutput(many=True)
    shared_with = serializers.SerializerMethodField(help_text="As far as the client's organisation sees it.")
    obligations = serializers.SerializerMethodField()
    revision = serializers.IntegerField(help_text="Say it when the contract is changed.")
    spend = serializers.SerializerMethodField(help_text="In the newest years with accounts, newest first.")

    class Meta(ContractOutput.Meta):
        fields = [
            *ContractOutput.Meta.fields, "lot", "planned_first_day", "months", "beyond_because", "withdrawn_because",
            "options", "shared_with", "obligations", "revision", "spend",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(ContractBuyerOutput(many=True))
    def get_shared_with(self, contract: Contract) -> Any:  # noqa: ANN401 - JSON
        """Return who shares it."""
        return ContractBuyerOutput(contract.buyers.select_related("buyer"), many=True).data

    @extend_schema_field(ObligationOutput(many=True))
    def get_obligations(self, contract: Contract) -> Any:  # noqa: ANN401 - JSON
        """Return what it obliges to, in its order; nothing while bids are sealed."""
        return ObligationOutput(obligations_seen(contract), many=True).data

    @extend_schema_field(ContractSpendOutput(many=True))
    def get_spend(self, contract: Contract) -> Any:  # noqa: ANN401 - JSON
        """Return what the reader's organisation spent through it."""
        organisation = self.context.get("organisation")
        sees_numbers = self.context.get("sees_numbers", False)
        found = spend_in_years(organisation, contract, sees_numbers=sees_numbers) if organisation else []
        return ContractSpendOutput([_spend(each, contract) for each in found], many=True).data


def _spend(found: SpendOfYear, contract: Contract) -> dict[str, Any]:
    spend = found.by_contract[contract.pk]
    return {
        "year": found.year,
        "found": spend.found.value,
        "why": spend.why.value if spend.why else None,
        "shared_by": spend.shared_by,
        "money": {currency: f"{amount:.2f}" for currency, amount in sorted(spend.amounts.items())},
        "kg_co2e": spend.kg,
        "money_with_factor": {currency: f"{amount:.2f}" for currency, amount in sorted(spend.covered.items())},
    }
