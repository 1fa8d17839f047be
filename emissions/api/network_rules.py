"""Rules of networks over the API: a network publishes its set; a member reads it, and says what of it holds."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from rest_framework import serializers
from rest_framework.response import Response

from emissions.api.rules import CONDITIONS, READING, WRITING
from emissions.models import Follows, NetworkRuleSet
from emissions.queries.network_rules import SeenNetwork, seen_network, seen_networks, sets_of
from emissions.services.network_rules import Wish, choose_network_rules, publish_rule_set, take_over_rules
from foundation.api.fields import LongText, TypedUuid, YesOrNo
from foundation.api.input import Input
from foundation.api.operations import operation
from foundation.api.pagination import Key, NewestFirst
from organisations.api.client_view import ClientView
from organisations.models import Organisation


class PublishedRuleOutput(serializers.Serializer[dict[str, Any]]):
    """One rule of a published set."""

    id = serializers.UUIDField()
    precedence = serializers.IntegerField()

    def get_fields(self) -> dict[str, Any]:
        """Add the texts of a rule, all alike."""
        names = (*CONDITIONS, "treatment", "reason", "category", "explanation")
        return {**super().get_fields(), **{name: serializers.CharField() for name in names}}


class RuleSetVersionOutput(serializers.ModelSerializer[NetworkRuleSet]):
    """One published version of a network's rules."""

    rules = PublishedRuleOutput(many=True)

    class Meta:
        model = NetworkRuleSet
        fields = ["number", "note", "published_by", "published_at", "rules"]
        read_only_fields = fields


class NetworkRulesOutput(serializers.Serializer[SeenNetwork]):
    """A network's rules as the member meets them."""

    network = serializers.CharField(source="network.slug")
    name = serializers.CharField(source="network.name")
    is_member = serializers.BooleanField()
    is_on = serializers.BooleanField(source="choice.is_on", help_text="Whether the rules hold here.")
    follows = serializers.ChoiceField(source="choice.follows", choices=Follows.choices)
    taken = serializers.IntegerField(source="choice.taken", allow_null=True, help_text="The version that holds here.")
    switched_off = serializers.ListField(source="choice.switched_off", child=serializers.CharField())
    revision = serializers.SerializerMethodField(help_text="Send it back with a choice.")
    newest = RuleSetVersionOutput(allow_null=True, help_text="Null where one is no longer a member.")

    def get_revision(self, seen: SeenNetwork) -> int:
        """Return the revision of the choice; 0 where nobody made one yet."""
        return seen.choice.revision if seen.choice.pk else 0


class ByPlace:
    """Networks in the order of their places in addresses."""

    kinds: tuple[type, ...] = (str,)

    def __init__(self, networks: Sequence[SeenNetwork]) -> None:
        self.networks = sorted(networks, key=lambda one: one.network.slug)

    def after(self, key: Key | None, limit: int) -> Sequence[SeenNetwork]:
        """Return at most `limit` of the networks that follow."""
        left = [one for one in self.networks if key is None or one.network.slug > str(key[0])]
        return left[:limit]

    def key_of(self, row: SeenNetwork) -> Key:
        """Return the place of a network."""
        return (row.network.slug,)


class PublishRuleSetInput(Input):
    """What is new in a version."""

    note = LongText(max_length=300, required=False, default="")


class NetworkRulesInput(Input):
    """What the member wants of a network's rules."""

    is_on = YesOrNo()
    follows = serializers.ChoiceField(choices=Follows.choices, required=False, default=Follows.AUTOMATIC)
    switched_off = serializers.ListField(child=TypedUuid(), required=False, default=list, max_length=10_000)
    revision = serializers.IntegerField(min_value=0, help_text="As it was read.")


class RuleSetVersionsView(ClientView):
    """What a network has published."""

    needs = {"GET": READING, "POST": WRITING}

    @operation("List published rule sets", output=RuleSetVersionOutput, many=True)
    def get(self) -> Response:
        """The network's own, the newest first; members read them below network-rules."""
        return self.page(NewestFirst(sets_of(self.organisation)), RuleSetVersionOutput)

    @operation("Publish a rule set", output=RuleSetVersionOutput, status=201, body=PublishRuleSetInput)
    def post(self) -> Response:
        """The rules that hold for the network become the next version; members see it at once."""
        made = publish_rule_set(network=self.organisation, note=self.sent["note"])
        return Response(RuleSetVersionOutput(made).data, status=201)


class NetworkRulesListView(ClientView):
    """Rules of the networks of a member."""

    needs = {"GET": READING}

    @operation("List rules of networks", output=NetworkRulesOutput, many=True)
    def get(self) -> Response:
        """Every network that has published rules, with what of it holds here."""
        return self.page(ByPlace(seen_networks(self.organisation)), NetworkRulesOutput)


class NetworkRulesView(ClientView):
    """Rules of one network."""

    needs = {"GET": READING, "PUT": WRITING}

    @operation("Read rules of a network", output=NetworkRulesOutput)
    def get(self, network: str) -> Response:
        """The newest set, and what of it holds here."""
        return Response(shown(_seen(self.organisation, network)))

    @operation("Choose rules of a network", output=NetworkRulesOutput, body=NetworkRulesInput)
    def put(self, network: str) -> Response:
        """Lets them hold, all but those switched off, or no longer; makes a version of the member's mapping."""
        said = self.sent
        choose_network_rules(
            member=self.organisation,
            network=_seen(self.organisation, network).network,
            wish=Wish(said["is_on"], said["follows"], tuple(str(each) for each in said["switched_off"])),
            revision=said["revision"],
        )
        return Response(shown(_seen(self.organisation, network)))


class TakeOverView(ClientView):
    """The newest set of one network taken over."""

    needs = {"POST": WRITING}

    @operation("Take over rules of a network", output=NetworkRulesOutput)
    def post(self, network: str) -> Response:
        """The newest set holds from now on; where it does already, nothing is done."""
        take_over_rules(member=self.organisation, network=_seen(self.organisation, network).network)
        return Response(shown(_seen(self.organisation, network)))


def _seen(member: Organisation, slug: str) -> SeenNetwork:
    found = seen_network(member, slug)
    if found is None:
        raise Http404
    return found


def shown(seen: SeenNetwork) -> dict[str, Any]:
    """Return a network's rules as the API shows them."""
    return dict(NetworkRulesOutput(seen).data)
