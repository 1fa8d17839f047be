"""Official code lists, searchable: CPV, KOSTRA, account groups, municipalities."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import polars as pl
from django.http import Http404
from rest_framework import serializers
from rest_framework.response import Response

from foundation.api.fields import CodeText, Names, WordsText, in_language
from foundation.api.input import Parameters
from foundation.api.operations import operation
from foundation.api.pagination import InMemory
from organisations.api.client_view import ClientView
from organisations.api.clients import Needs
from organisations.reference import code_lists
from organisations.reference.sources import Source, sources

VIEWING = {"GET": Needs("organisations.view_categories")}
FRAMES: dict[str, Callable[[], pl.DataFrame]] = {
    "cpv": code_lists.cpv_codes,
    "kostra_arter": code_lists.kostra_arts,
    "kostra_funksjoner": code_lists.kostra_functions,
    "kommun_bas": partial(code_lists.account_groups, "kommun_bas"),
    "bas": partial(code_lists.account_groups, "bas"),
    "fi_kunta": partial(code_lists.account_groups, "fi_kunta"),
    "municipalities_no": partial(code_lists.municipalities, "NO"),
    "municipalities_se": partial(code_lists.municipalities, "SE"),
}
OWN_LANGUAGE = {"municipalities_no": "nb", "municipalities_se": "sv"}


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a list; `parent` and `kind` where the list has them. `haystack` is what a search looks through."""

    code: str
    parent: str | None
    kind: str | None
    names: Mapping[str, str]
    haystack: str


@cache
def codes_of(name: str) -> tuple[Code, ...]:
    """Return a list in the order of its codes; KeyError for a list that there is not."""
    return tuple(_code(row, OWN_LANGUAGE.get(name, "nb")) for row in FRAMES[name]().iter_rows(named=True))


def _code(row: Mapping[str, Any], language: str) -> Code:
    names = {column[-2:]: row[column] for column in row if column.startswith("name_") and len(column) == len("name_nb")}
    if "name" in row:
        names[language] = row["name"]
    if not any(names.values()) and row.get("series_name_nb"):
        names["nb"] = row["series_name_nb"]
    names = {tongue: name for tongue, name in names.items() if name}
    code = row.get("code") or row["prefix"]
    parent, kind = row.get("parent") or row.get("county_code"), row.get("kind") or row.get("level")
    return Code(code, parent, kind, names, " ".join([code, *names.values()]).casefold())


class CodeListOutput(serializers.Serializer[tuple[str, Source]]):
    """A code list and where it comes from."""

    code_list = serializers.CharField(help_text="Its place in addresses.")
    title = serializers.CharField()
    publisher = serializers.CharField()
    version = serializers.CharField()
    licence = serializers.CharField()
    taken_from = serializers.CharField(help_text="Empty for what the project wrote itself.")
    note = serializers.CharField()
    codes = serializers.IntegerField(help_text="How many there are.")


class CodeOutput(serializers.Serializer[Code]):
    """One code."""

    code = serializers.CharField()
    parent = serializers.CharField(  # type: ignore[assignment]  # a declared field hides it
        allow_null=True, help_text="The code above it, where the list is a tree."
    )
    kind = serializers.CharField(allow_null=True)
    name = serializers.SerializerMethodField(help_text="In the language asked for, else in one that there is.")
    names = Names()

    def get_name(self, code: Code) -> str | None:
        """Return a name; None where no published name is known."""
        return in_language(code.names)


class CodeParameters(Parameters):
    """Which codes."""

    q = WordsText(required=False, help_text="Words or digits, all of which must occur.")
    parent = CodeText(  # type: ignore[assignment]  # a declared field hides it
        required=False, help_text="Only the codes right below this one."
    )


class CodeListsView(ClientView):
    """All code lists."""

    needs = VIEWING

    @operation("List code lists", output=CodeListOutput, many=True)
    def get(self) -> Response:
        """The lists with their sources and licences."""
        known = sources("code_lists")
        rows = [{**_plain(known[name]), "code_list": name, "codes": len(codes_of(name))} for name in FRAMES]
        return self.page(InMemory(rows, lambda row: (row["code_list"],)), CodeListOutput)


class CodesView(ClientView):
    """The codes of one list."""

    needs = VIEWING

    @operation("Search codes", output=CodeOutput, many=True, parameters=CodeParameters)
    def get(self, code_list: str) -> Response:
        """Codes in their order, all of them or those that a search finds."""
        words = self.asked.get("q", "").casefold().split()
        parent = self.asked.get("parent")
        found = [
            code
            for code in _known_codes(code_list)
            if (parent is None or code.parent == parent) and all(word in code.haystack for word in words)
        ]
        return self.page(InMemory(found, lambda code: (code.code,)), CodeOutput)


class CodeView(ClientView):
    """One code."""

    needs = VIEWING

    @operation("Read a code", output=CodeOutput)
    def get(self, code_list: str, code: str) -> Response:
        """One code with its names."""
        found = next((entry for entry in _known_codes(code_list) if entry.code == code), None)
        if found is None:
            raise Http404
        return Response(CodeOutput(found).data)


def _known_codes(name: str) -> tuple[Code, ...]:
    if name not in FRAMES:
        raise Http404
    return codes_of(name)


def _plain(source: Source) -> dict[str, object]:
    return {name: getattr(source, name) for name in ("title", "publisher", "version", "licence", "taken_from", "note")}
