"""Own rules of classification over the API: read, and brought in as a set."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.response import Response

from emissions.calculations.organisation_rules import DEFAULT_PRECEDENCE
from emissions.calculations.rule_sets import SetRule, Standing, from_json
from emissions.forms.rules import LAST_PRECEDENCE
from emissions.importers.rule_rows import MOST_RULES
from emissions.models import ClassificationRule
from emissions.queries.mapping import latest_mapping_version, rule_rows
from emissions.reports.line_words import Reader
from emissions.reports.rule_words import hidden_condition, shown_text
from emissions.services.import_rules import Looked, WrongRule, import_rules, look_at_rules
from foundation.api.fields import CodeText, LongText, TypedUuid, YesOrNo
from foundation.api.input import Input
from foundation.api.operations import operation
from foundation.api.pagination import OldestFirst
from foundation.errors import DomainError
from foundation.personal_numbers import without_personal_numbers
from organisations.api.client_view import ClientView
from organisations.api.clients import Needs, Reach

READING = Needs("emissions.view_ledger")
WRITING = Needs("emissions.change_rules", "ledger:write", Reach.WRITE)
CONDITIONS = ("supplier_number", "supplier_name", "account", "function", "commodity", "text", "agreement", "unit")


class ClassificationRuleOutput(serializers.ModelSerializer[ClassificationRule]):
    """One rule that holds: what it asks for, what then follows, and why. Empty texts ask for nothing."""

    rule = serializers.UUIDField(source="uuid")
    network = serializers.CharField(
        source="network.slug", default=None, allow_null=True, help_text="The network it was taken over from."
    )

    class Meta:
        model = ClassificationRule
        fields = [
            "rule", "network", *CONDITIONS, "treatment", "reason", "category", "precedence", "explanation",
            "since_version",
        ]  # fmt: skip
        read_only_fields = fields

    def to_representation(self, instance: ClassificationRule) -> dict[str, Any]:
        """Mask personal numbers for clients that may not see them."""
        shown = super().to_representation(instance)
        reader: Reader = self.context["reader"]
        return {**shown, **{name: shown_text(name, shown[name], reader) for name in (*CONDITIONS, "explanation")}}


class ClassificationRuleInput(Input):
    """One rule of a set; all conditions that are given must hold together."""

    id = TypedUuid(required=False, allow_null=True, default=None, help_text="Of a rule that is to be worded anew.")
    supplier_number = LongText(max_length=40, required=False, default="")
    supplier_name = LongText(max_length=200, required=False, default="", help_text="Part of the name.")
    account = LongText(
        max_length=20, required=False, default="", help_text="Or its first digits; with ! behind it, that one alone."
    )
    function = LongText(
        max_length=20, required=False, default="", help_text="Or its first digits; with ! behind it, that one alone."
    )
    commodity = LongText(
        max_length=20, required=False, default="", help_text="CPV, or unspsc: and a code; or first digits."
    )
    text = LongText(max_length=200, required=False, default="", help_text="Part of the account's name.")
    agreement = LongText(max_length=100, required=False, default="")
    unit = LongText(max_length=100, required=False, default="")
    treatment = serializers.ChoiceField(
        choices=["", "excluded", "purchase", "capital_good", "energy"], required=False, default=""
    )
    reason = LongText(max_length=40, required=False, default="", help_text="Code; of excluded rules.")
    category = CodeText(required=False, default="", allow_blank=True, help_text="Code of a leaf.")
    precedence = serializers.IntegerField(
        min_value=1, max_value=LAST_PRECEDENCE, required=False, default=DEFAULT_PRECEDENCE
    )
    explanation = LongText(max_length=300, help_text="Why, for whoever asks in a year.")


class ClassificationRuleSetInput(Input):
    """A set of rules."""

    rules = ClassificationRuleInput(many=True, max_length=MOST_RULES)  # type: ignore[call-arg]  # of the list around it
    only_look = YesOrNo(required=False, default=False, help_text="Say what it would do, and do nothing.")
    replace = YesOrNo(required=False, default=False, help_text="Rules in conflict say what the set says from now on.")
    leave_wrong = YesOrNo(required=False, default=False, help_text="Bring in the others without the wrong ones.")
    seen = serializers.IntegerField(
        required=False,
        allow_null=True,
        default=None,
        min_value=0,
        max_value=2**31 - 1,
        help_text="The mapping version of a look; 409 if the rules were changed since.",
    )


class WrongRuleOutput(serializers.Serializer[WrongRule]):
    """A rule that cannot be brought in."""

    row = serializers.IntegerField(help_text="Its place in the set, from 1.")
    field = serializers.CharField(help_text="Empty where it is the whole.")
    message = serializers.CharField(source="sentence")


class BroughtInOutput(serializers.Serializer[Any]):
    """What the set was to the rules that held when it was looked at or brought in, and what was done."""

    new = serializers.IntegerField()
    same = serializers.IntegerField()
    changed = serializers.IntegerField()
    conflict = serializers.IntegerField()
    wrong = WrongRuleOutput(many=True)
    mapping_version = serializers.IntegerField(allow_null=True, help_text="Null where nothing was done.")
    seen = serializers.IntegerField(help_text="The mapping version that it was compared with, to be sent on.")


class RulesView(ClientView):
    """The rules that hold."""

    needs = {"GET": READING}

    @operation("List classification rules", output=ClassificationRuleOutput, many=True)
    def get(self) -> Response:
        """Own rules and those of networks, in the order in which they were made."""
        latest = latest_mapping_version(self.organisation)
        rows = rule_rows(self.organisation.pk, latest.number if latest else 0).select_related("network")
        reader = Reader(self.api_client.sees_numbers_of(self.organisation), True, self.organisation.country)  # noqa: FBT003
        return self.page(OldestFirst(rows), ClassificationRuleOutput, reader=reader)


class RuleSetsView(ClientView):
    """Sets of rules brought in."""

    needs = {"POST": WRITING}

    @operation("Bring in a set of rules", output=BroughtInOutput, body=ClassificationRuleSetInput)
    def post(self) -> Response:
        """All of it makes one version of the mapping; the same set again does nothing.

        With wrong rules in it nothing is brought in (422), unless `leave_wrong` says so; `only_look` names them. Of two
        who send the same at once, one brings it in, and the other is told that all of it is there.
        """
        sent = list(enumerate(self.sent["rules"], start=1))
        hidden = {row: name for row, said in sent if (name := hidden_condition(said, self._reader))}
        sentence = _("Only those who see personal numbers can write rules for them.")
        wrong = [WrongRule(row, name, sentence) for row, name in hidden.items()]
        rules = [_rule(said, row) for row, said in sent if row not in hidden]
        if self.sent["only_look"]:
            return _told(look_at_rules(self.organisation, rules), wrong, None)
        if wrong and not self.sent["leave_wrong"]:
            raise DomainError(_("Row %(row)s: %(sentence)s") % {"row": wrong[0].row, "sentence": sentence})
        made = import_rules(
            organisation=self.organisation,
            rules=rules,
            replace=self.sent["replace"],
            leave_wrong=self.sent["leave_wrong"],
            seen=self.sent["seen"],
        )
        return _told(made.looked, wrong, made.version)

    @property
    def _reader(self) -> Reader:
        return Reader(self.api_client.sees_numbers_of(self.organisation), True, self.organisation.country)  # noqa: FBT003


def _told(looked: Looked, hidden: Iterable[WrongRule], version: int | None) -> Response:
    """Return what a look said of the set, those of its rules that its sender may not write among the wrong ones."""
    counts = {str(standing): len(looked.of(standing)) for standing in Standing}
    wrong = sorted((*looked.wrong, *hidden), key=lambda one: one.row)
    said = {**counts, "wrong": wrong, "mapping_version": version, "seen": looked.seen}
    return Response(BroughtInOutput(said).data)


def _rule(said: dict[str, Any], row: int) -> SetRule:
    texts = {name: value for name, value in said.items() if name != "id"}
    texts["explanation"] = without_personal_numbers(texts["explanation"]) or ""
    return from_json({**texts, "id": str(said["id"] or "")}, row)
