"""Baskets: gather requirements for a purchase and fill in their variables."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api.fields import Money, PatternText, TypedText, WordsText
from foundation.api.input import Input
from foundation.api.operations import operation
from foundation.api.pagination import NewestFirst
from foundation.api.problem_details import UnfitError
from organisations.api.client_view import ClientView
from organisations.api.clients import Needs, Reach
from organisations.models import Organisation
from organisations.reference.categories import category_of
from requirements_bank.api.adoptions import version_named
from requirements_bank.calculations.variable_values import open_variables
from requirements_bank.models import Basket, BasketItem
from requirements_bank.queries.baskets import Line, basket_called, baskets_of, lines_of
from requirements_bank.reports.requirement_words import shown
from requirements_bank.services.basket_purchase import say_what_is_bought
from requirements_bank.services.baskets import (
    BasketNotPossibleError,
    add_version,
    make_basket,
    remove_item,
    rename_basket,
)
from requirements_bank.services.fill_basket import fill_item

READING = Needs("requirements_bank.view_bank")
WRITING = Needs("requirements_bank.use_bank", "bank:write", Reach.WRITE)
NOTE_LENGTH, LONGEST = 2000, 240
COUNTRIES = Organisation.Country.choices
VALUES = {"type": "object", "additionalProperties": {"type": "string"}}


@extend_schema_field(VALUES)
class Values(serializers.Field[Any, Any, Any, Any]):
    """Values of variables by name: numbers, days (ISO 8601) and options as texts; an empty text takes a value away."""

    default_error_messages = {"invalid": _("Give the values by variable, each as a text.")}

    def to_internal_value(self, data: Any) -> dict[str, str]:  # noqa: ANN401 - the framework's signature
        """Return the values as they came."""
        if not isinstance(data, dict) or not all(isinstance(text, str) for text in data.values()):
            self.fail("invalid")
        return dict(data)

    def to_representation(self, value: Any) -> Any:  # noqa: ANN401 - the framework's signature
        """Return the values as they are kept."""
        return value


class AmountText(PatternText):
    """An amount of money that is not negative, as a text like amounts everywhere; a number in JSON is none."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(r"^[0-9]{1,12}(\.[0-9]{1,2})?\Z", **options)

    def run_validation(self, data: Any = serializers.empty) -> Any:  # noqa: ANN401 - the framework's signature
        """Return the amount, which fits the pattern by then."""
        text = super().run_validation(data)
        return Decimal(text) if text else None


class BasketOutput(serializers.ModelSerializer[Basket]):
    """One basket."""

    basket = serializers.UUIDField(source="uuid")
    value = Money(allow_null=True, help_text="Of the purchase, without VAT, over the whole contract.")
    months = serializers.IntegerField(allow_null=True, help_text="How long the contract runs.")
    currency = serializers.CharField(help_text="Of the value, by the country: ISO 4217.")
    requirements = serializers.IntegerField(source="held", help_text="How many lie in it.")

    class Meta:
        model = Basket
        fields = [
            "basket", "name", "category", "value", "months", "country", "currency", "requirements", "made_by",
            "created_at", "updated_at", "archived_at",
        ]  # fmt: skip
        read_only_fields = fields


class BasketItemOutput(serializers.Serializer[Line]):
    """One requirement in a basket."""

    item = serializers.UUIDField(source="item.uuid")
    code = serializers.CharField(source="item.code")
    title = serializers.CharField(source="item.title")
    version = serializers.UUIDField(
        source="version.uuid", allow_null=True, default=None, help_text="Null where its owner took it out of sight."
    )
    number = serializers.IntegerField(source="version.number", allow_null=True, default=None)
    newer = serializers.UUIDField(source="newer.uuid", allow_null=True, default=None, help_text="A newer version.")
    kind = serializers.CharField(source="version.kind", allow_null=True, default=None)
    values = Values(source="item.values", help_text="What was chosen; the others have their defaults.")
    open_variables = serializers.SerializerMethodField(help_text="Variables with neither value nor default.")
    wording = serializers.SerializerMethodField(help_text="Filled in, in the language asked for.")
    note = serializers.CharField(source="item.note")

    def get_open_variables(self, line: Line) -> list[str]:
        """Return their names."""
        return list(open_variables(line.content, line.values)) if line.content else []

    def get_wording(self, line: Line) -> str | None:
        """Return the wording with its values; null where it is out of sight."""
        return shown(line.version, values=line.values).wording_text if line.version else None


class BasketDetail(BasketOutput):
    """One basket with what lies in it, in the order of a procurement."""

    items = serializers.SerializerMethodField()

    class Meta(BasketOutput.Meta):
        fields = [*BasketOutput.Meta.fields, "items"]
        read_only_fields = fields

    @extend_schema_field(BasketItemOutput(many=True))
    def get_items(self, basket: Basket) -> Any:  # noqa: ANN401 - JSON
        """Return the items."""
        return [BasketItemOutput(line).data for line in lines_of(basket)]


class BasketInput(Input):
    """A purchase, as far as it is known."""

    name = WordsText(max_length=200)
    category = serializers.CharField(
        max_length=60, required=False, default="", allow_blank=True, help_text="An area or a leaf of the categories."
    )
    value = AmountText(required=False, allow_null=True, default=None, help_text="In the currency of the country.")
    months = serializers.IntegerField(min_value=1, max_value=LONGEST, required=False, allow_null=True, default=None)
    country = serializers.ChoiceField(
        choices=COUNTRIES, required=False, help_text="Where it is bought; the organisation's own unless named."
    )


class BasketChange(Input):
    """What a basket is called and what is bought; what is left out stays, null and an empty category take away."""

    name = WordsText(max_length=200, required=False)
    category = serializers.CharField(
        max_length=60, required=False, allow_blank=True, help_text="An area or a leaf of the categories."
    )
    value = AmountText(required=False, allow_null=True, help_text="In the currency of the country.")
    months = serializers.IntegerField(min_value=1, max_value=LONGEST, required=False, allow_null=True)
    country = serializers.ChoiceField(choices=COUNTRIES, required=False, help_text="Where it is bought.")


class BasketItemChange(Input):
    """Values and a note; what is left out stays."""

    values = Values(required=False)
    note = TypedText(max_length=NOTE_LENGTH, allow_blank=True, required=False)


class NewItemInput(BasketItemChange):
    """A version to put into the basket."""

    version = serializers.UUIDField(help_text="A published version.")


def check_category(sent: Mapping[str, Any]) -> None:
    """Refuse a category that there is not; none at all is fine."""
    if sent.get("category") and category_of(sent["category"]) is None:
        raise UnfitError({"category": [ErrorDetail(_("There is no such category."), "unknown_category")]})


class BasketView(ClientView):
    """Something of one basket of the organisation; any other is 404, whatever is sent."""

    basket: Basket

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        """Look the basket up before anything that was sent is read."""
        super().initial(request, *args, **kwargs)
        found = basket_called(self.organisation, self.kwargs["basket"])
        if found is None:
            raise Http404
        self.basket = found

    def answer(self) -> Response:
        """Answer with the basket as it is now."""
        return Response(BasketDetail(baskets_of(self.organisation).get(pk=self.basket.pk)).data)

    def fill(self, item: BasketItem) -> None:
        """Keep the values and the note that were sent; UnfitError names each value that does not fit."""
        try:
            fill_item(item, texts=self.sent.get("values"), note=self.sent.get("note"))
        except BasketNotPossibleError as error:
            wrong = {name: [ErrorDetail(text, "unfit_value")] for name, text in error.fields.items()}
            raise UnfitError({"values": wrong}) from error


class BasketsView(ClientView):
    """The baskets of an organisation."""

    needs = {"GET": READING, "POST": WRITING}

    @operation("List baskets", output=BasketOutput, many=True)
    def get(self) -> Response:
        """The newest first; those that were put away stay."""
        return self.page(NewestFirst(baskets_of(self.organisation)), BasketOutput)

    @operation("Make a basket", output=BasketDetail, status=201, body=BasketInput)
    def post(self) -> Response:
        """A basket without requirements."""
        check_category(self.sent)
        made = make_basket(organisation=self.organisation, **self.sent)
        return Response(BasketDetail(baskets_of(self.organisation).get(pk=made.pk)).data, status=201)


class OneBasketView(BasketView):
    """One basket."""

    needs = {"GET": READING, "PATCH": WRITING}

    @operation("Read a basket", output=BasketDetail)
    def get(self, basket: UUID) -> Response:  # noqa: ARG002 - looked up already
        """What lies in it, with values, notes and newer versions."""
        return self.answer()

    @operation("Change a basket", output=BasketDetail, body=BasketChange)
    def patch(self, basket: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Its name and what is bought: category, value, months and country. What is left out stays as it is."""
        said = dict(self.sent)
        check_category(said)
        with transaction.atomic():
            if "name" in said:
                rename_basket(self.basket, said.pop("name"))
            if said:
                say_what_is_bought(self.basket, **said)
        return self.answer()


class BasketItemsView(BasketView):
    """What is put into a basket."""

    needs = {"POST": WRITING}

    @operation("Put a requirement into a basket", output=BasketDetail, body=NewItemInput)
    def post(self, basket: UUID) -> Response:  # noqa: ARG002 - looked up already
        """A published version with values and a note. Sent again, the requirement still lies there once."""
        with transaction.atomic():
            self.fill(add_version(basket=self.basket, version=version_named(self.sent["version"])))
        return self.answer()


class BasketItemView(BasketView):
    """One requirement in a basket."""

    needs = {"GET": READING, "PATCH": WRITING, "DELETE": WRITING}

    @operation("Read a requirement of a basket", output=BasketItemOutput)
    def get(self, basket: UUID, item: UUID) -> Response:  # noqa: ARG002 - looked up already
        """What it says with its values, and whether there is a newer version."""
        line = next((line for line in lines_of(self.basket) if line.item.uuid == item), None)
        if line is None:
            raise Http404
        return Response(BasketItemOutput(line).data)

    @operation("Fill in a requirement of a basket", output=BasketDetail, body=BasketItemChange)
    def patch(self, basket: UUID, item: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Keep values of variables and a note; what is left out stays as it is."""
        self.fill(self._item(item))
        return self.answer()

    @operation("Take a requirement out of a basket", output=BasketDetail)
    def delete(self, basket: UUID, item: UUID) -> Response:  # noqa: ARG002 - looked up already
        """It can be put back on the basket's page for people."""
        remove_item(self._item(item))
        return self.answer()

    def _item(self, uuid: UUID) -> BasketItem:
        found = BasketItem.objects.filter(basket=self.basket, uuid=uuid, removed_at=None).first()
        if found is None:
            raise Http404
        return found
