"""Purchase categories: the small tree that everything is sorted into."""

from django.http import Http404
from rest_framework import serializers
from rest_framework.response import Response

from foundation.api.fields import CodeText, Names, in_language
from foundation.api.input import Parameters
from foundation.api.operations import operation
from foundation.api.pagination import InMemory
from organisations.api.client_view import ClientView
from organisations.api.clients import Needs
from organisations.reference.categories import Category, categories, category_of, category_version

VIEWING = {"GET": Needs("organisations.view_categories")}


class CategoryOutput(serializers.Serializer[Category]):
    """One area or leaf of the tree."""

    code = serializers.CharField()
    parent = serializers.CharField(  # type: ignore[assignment]  # a declared field hides it
        allow_null=True, help_text="The area; null for an area itself."
    )
    name = serializers.SerializerMethodField(help_text="In the language asked for.")
    names = Names()
    descriptions = Names()
    ghg_category = serializers.IntegerField(
        source="scope3", help_text="GHG Protocol Scope 3 category of running purchases; capital goods are 2."
    )
    traits = serializers.SerializerMethodField(help_text="Such as goods, service, energy, fuel.")
    retired = serializers.BooleanField()
    version = serializers.SerializerMethodField(help_text="Version of the tree.")

    def get_name(self, category: Category) -> str:
        """Return the name in the reader's language."""
        return in_language(category.names) or category.code

    def get_traits(self, category: Category) -> list[str]:
        """Return the traits in alphabetical order."""
        return sorted(category.traits)

    def get_version(self, category: Category) -> str:  # noqa: ARG002 - the same for all
        """Return the version of the shipped tree."""
        return category_version()


class CategoryParameters(Parameters):
    """Which categories."""

    parent = CodeText(  # type: ignore[assignment]  # a declared field hides it
        required=False, help_text="Only the leaves of this area."
    )


class CategoriesView(ClientView):
    """The whole tree."""

    needs = VIEWING

    @operation("List purchase categories", output=CategoryOutput, many=True, parameters=CategoryParameters)
    def get(self) -> Response:
        """Areas and leaves in their order, each area before its leaves."""
        parent = self.asked.get("parent")
        found = [category for category in categories() if parent is None or category.parent == parent]
        return self.page(InMemory(found, lambda category: (category.position,), (int,)), CategoryOutput)


class CategoryView(ClientView):
    """One area or leaf."""

    needs = VIEWING

    @operation("Read a purchase category", output=CategoryOutput)
    def get(self, category: str) -> Response:
        """One area or leaf by its code."""
        found = category_of(category)
        if found is None:
            raise Http404
        return Response(CategoryOutput(found).data)
