"""How operations are described in OpenAPI: every error they can answer, ETags, and input without unknown fields."""

from typing import Any

from django.utils.translation import override
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import Direction
from rest_framework import serializers

from foundation.api.input import Input
from foundation.api.problem_details import PROBLEM_JSON, title_of

WRITES = ("POST", "PUT", "PATCH", "DELETE")
PATH_PARTS = {
    "organisation": "Short name of an organisation in sight, as in /o/<organisation>/.",
    "job": "Id of a job.",
    "ledger_import": "Id of an import.",
    "ledger_join": "Id of a join of two ledgers.",
    "supplier": "Id of a supplier in the register.",
    "merge": "Id of a merge of suppliers.",
    "year": "A year of accounts.",
    "footprint": "Id of a footprint.",
    "requirement": "Id of a requirement.",
    "version": "Id of a version of a requirement.",
    "adoption": "Id of the use of a requirement.",
    "example": "Id of an example.",
    "bank": "Place of an open bank, as in /banks/<bank>/.",
    "basket": "Id of a basket.",
    "item": "Id of a requirement's place in a basket.",
    "kind": "docx, pdf or xlsx.",
    "comment": "Id of a comment on a requirement.",
    "draft": "Id of a version that is not published.",
    "proposal": "Id of a proposal.",
    "procurement": "Id of a procurement.",
    "asked": "Id of what a procurement asks for.",
    "joint": "Id of a joint staircase.",
    "bid": "Id of a bid.",
    "contract": "Id of a contract.",
    "obligation": "One thing that a contract obliges to, by its id.",
    "control": "Id of a control.",
    "task": "Id of a planned task.",
    "evidence": "Id of a version of a piece of evidence.",
    "deviation": "Id of a deviation.",
    "report_request": "Id of a request for reports.",
    "report": "Id of a supplier's report.",
    "series": "Id of an activity series.",
    "own_set": "Id of a factor set of one's own.",
    "activity_set": "Code of a set of factors by activity.",
    "published": "terms, notice or ocds.",
    "table": "json or csv.",
    "factor_set": "Code of a factor set.",
    "network": "Short name of a network, as in /o/<organisation>/.",
    "category": "Code of a purchase category, such as food.meat_fish.",
    "code_list": "Name of a code list, such as cpv.",
    "code": "A code of the list.",
    "scheme": "cpv or unspsc.",
    "chart": "kostra, kommun_bas, bas or fi_kunta.",
}
ETAG = {"description": "The version of what was read.", "schema": {"type": "string"}}


class FieldErrorOutput(serializers.Serializer[Any]):
    """One thing that is wrong."""

    code = serializers.CharField(help_text="Stable and machine-readable.")
    message = serializers.CharField(help_text="A sentence in the language asked for.")
    field = serializers.CharField(allow_null=True, help_text="The field, parameter or column.")
    pointer = serializers.CharField(allow_null=True, help_text="Where in the body (RFC 6901).")
    place = serializers.CharField(allow_null=True, help_text="Where in a file, such as a row.")
    severity = serializers.ChoiceField(choices=["error", "warning", "notice"])


class ProblemOutput(serializers.Serializer[Any]):
    """An error as RFC 9457 problem details."""

    type = serializers.CharField(help_text="Stable: urn:klimatrappa:problem:… names the kind.")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="What is wrong and how to mend it.")
    instance = serializers.CharField(help_text="The id of the request, to quote when asking for help.")
    errors = FieldErrorOutput(many=True)  # type: ignore[assignment]  # a declared field hides it


class EnglishGenerator(SchemaGenerator):
    """Writes the document in English whatever language is active, so that it is the same on every machine."""

    def get_schema(self, request: Any = None, public: bool = False) -> Any:  # noqa: ANN401 - the library's signature
        """Return the document, each error answer described once."""
        with override("en"):
            return with_shared_problems(super().get_schema(request, public))  # type: ignore[no-untyped-call]


def with_shared_problems(document: dict[str, Any]) -> dict[str, Any]:
    """Return the document with equal error answers moved to its components."""
    shared: dict[str, Any] = {}
    for path in document["paths"].values():
        for described in path.values():
            for status, response in described["responses"].items():
                if PROBLEM_JSON in response.get("content", ()):
                    shared[f"Problem{status}"] = response
                    described["responses"][status] = {"$ref": f"#/components/responses/Problem{status}"}
    document["components"]["responses"] = dict(sorted(shared.items()))
    return document


class ApiSchema(AutoSchema):
    """Adds to each operation what all operations have in common."""

    def get_tags(self) -> list[str]:
        """Group operations by what they are about, not by the organisation in their address."""
        parts = [part for part in self._tokenize_path() if part != "organisations"]
        return [parts[0] if parts else "organisations"]

    def get_description(self) -> str:  # type: ignore[override]  # as the library has it
        """Return the docstring of the method, its wrapped lines joined."""
        paragraphs = str(super().get_description()).split("\n\n")
        return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)

    def get_serializer_name(self, serializer: Any, direction: str) -> str:  # noqa: ANN401, ARG002 - the library's
        """Name components by what they are; the library tells requests from answers itself."""
        return str(serializer.__class__.__name__).removesuffix("Output").removesuffix("Input")

    def _map_serializer(self, serializer: Any, direction: str, bypass_extensions: bool = False) -> Any:  # noqa: ANN401
        schema = super()._map_serializer(serializer, direction, bypass_extensions)  # type: ignore[no-untyped-call]
        if isinstance(serializer, Input) and direction == "request":
            schema["additionalProperties"] = False
        return schema

    def _resolve_path_parameters(self, variables: list[str]) -> list[dict[str, Any]]:
        parameters: list[dict[str, Any]] = super()._resolve_path_parameters(variables)  # type: ignore[no-untyped-call]
        for parameter in parameters:
            parameter["description"] = PATH_PARTS[parameter["name"]]
        return parameters

    def _get_response_bodies(self, direction: Direction = "response") -> dict[str, Any]:
        responses: dict[str, Any] = super()._get_response_bodies(direction)
        for response in responses.values():
            response["description"] = response["description"] or "What was asked for."
        if self.method == "GET":
            for code in [code for code in responses if code == "200"]:
                responses[code].setdefault("headers", {})["ETag"] = ETAG
                responses["304"] = {"description": "What If-None-Match named is still what is here."}
        problem = self.resolve_serializer(ProblemOutput(), direction).ref
        for status in self._error_statuses():
            content = {PROBLEM_JSON: {"schema": problem}}
            responses.setdefault(str(status), {"description": title_of(status), "content": content})
        return dict(sorted(responses.items()))

    def _error_statuses(self) -> list[int]:
        statuses = [400, 406, 429]
        if self.view.get_authenticators():
            statuses += [401, 403]
        if "{" in self.path:
            statuses.append(404)
        if self.method in WRITES:
            statuses += [409, 413, 415, 422]
        elif any(_takes_days(parameter) for parameter in self.get_override_parameters()):
            statuses.append(422)  # a day in a year that nobody can mean
        if any(getattr(parameter, "name", "") == "If-Match" for parameter in self.get_override_parameters()):
            statuses += [412, 428]
        return statuses


def _takes_days(parameter: Any) -> bool:  # noqa: ANN401 - what the library takes as parameters
    """Whether the parameters, as a serializer, hold a day."""
    fields = getattr(parameter, "_declared_fields", {}).values()
    return any(type(field) is serializers.DateField for field in fields)
