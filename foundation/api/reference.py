"""The OpenAPI document as a person reads it: operations by subject, then the shapes that they take and give."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Schema = Mapping[str, Any]
_PREFIXES = ("#/components/schemas/", "#/components/responses/")


@dataclass(frozen=True, slots=True)
class Field:
    """One field or parameter: `shape` is the name of the shape it holds, if it holds one."""

    name: str
    kind: str
    shape: str
    is_required: bool
    meaning: str


@dataclass(frozen=True, slots=True)
class Operation:
    """What one method at one address does."""

    anchor: str
    method: str
    path: str
    summary: str
    meaning: str
    scope: str
    parameters: tuple[Field, ...]
    body: tuple[tuple[str, Field], ...]
    answer: tuple[str, Field | None]
    errors: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Operations about one subject."""

    anchor: str
    title: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A named shape with its fields, or the texts that it allows."""

    anchor: str
    name: str
    meaning: str
    fields: tuple[Field, ...]
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """The whole document."""

    groups: tuple[Group, ...]
    shapes: tuple[Shape, ...]
    scopes: tuple[tuple[str, str], ...]


def reference_of(document: Schema) -> Reference:
    """Return what the page shows of an OpenAPI document made by this project."""
    operations: dict[str, list[Operation]] = {}
    for path, methods in document["paths"].items():
        for method, described in methods.items():
            found = _operation(document, path, method, described)
            operations.setdefault(described["tags"][0], []).append(found)
    schemas = document["components"]["schemas"]
    return Reference(
        groups=tuple(
            Group(f"about-{tag}", tag.replace("-", " ").capitalize(), tuple(found)) for tag, found in operations.items()
        ),
        shapes=tuple(_shape(name, schema) for name, schema in schemas.items() if not _is_page(schema)),
        scopes=tuple(_scopes(document)),
    )


def _operation(document: Schema, path: str, method: str, described: Schema) -> Operation:
    answers = dict(described["responses"])
    good = next(status for status in answers if status.startswith("2"))
    contents = described.get("requestBody", {}).get("content", {})
    return Operation(
        anchor=described["operationId"],
        method=method.upper(),
        path=path,
        summary=described["summary"],
        meaning=described.get("description", ""),
        scope=next((scopes[0] for need in described.get("security", ()) for scopes in need.values() if scopes), ""),
        parameters=tuple(_parameter(parameter) for parameter in described.get("parameters", ())),
        body=tuple((kind, _field("", content["schema"])) for kind, content in contents.items()),
        answer=(good, _answer(document, answers[good])),
        errors=tuple((status, _meaning(document, answer)) for status, answer in answers.items() if status[0] in "345"),
    )


def _answer(document: Schema, answer: Schema) -> Field | None:
    content = next(iter(answer.get("content", {}).values()), None)
    if content is None:
        return None
    schema = content["schema"]
    page = document["components"]["schemas"].get(_shape_in(schema), {})
    return _field("", page["properties"]["results"]) if _is_page(page) else _field("", schema)


def _parameter(parameter: Schema) -> Field:
    field = _field(parameter["name"], parameter["schema"], is_required=parameter.get("required", False))
    return Field(field.name, field.kind, field.shape, field.is_required, parameter.get("description", field.meaning))


def _shape(name: str, schema: Schema) -> Shape:
    required = schema.get("required", ())
    fields = schema.get("properties", {}).items()
    return Shape(
        anchor=f"shape-{name}",
        name=name,
        meaning=schema.get("description", ""),
        fields=tuple(_field(field, described, is_required=field in required) for field, described in fields),
        values=tuple(map(str, schema.get("enum", ()))),
    )


def _field(name: str, schema: Schema, *, is_required: bool = False) -> Field:
    words = _kind(schema)
    if schema.get("nullable"):
        words += " or null"
    return Field(name, words, _shape_in(schema), is_required, schema.get("description", ""))


def _kind(schema: Schema) -> str:
    if schema.get("type") == "array":
        inner = "" if _shape_in(schema["items"]) else f" of {_kind(schema['items'])}"
        return f"list{inner}"
    if _shape_in(schema):
        return ""
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    described = schema.get("format", "")
    return {"date": "date", "date-time": "time", "uuid": "uuid", "decimal": "decimal text", "binary": "file"}.get(
        described, str(schema.get("type", "any"))
    )


def _shape_in(schema: Schema) -> str:
    """Return the name of the shape that a schema holds, alone or in a list."""
    inner = schema.get("items", schema) if schema.get("type") == "array" else schema
    reference = inner.get("$ref") or next((part["$ref"] for part in inner.get("allOf", ()) if "$ref" in part), "")
    return str(reference).removeprefix(_PREFIXES[0])


def _is_page(schema: Schema) -> bool:
    return set(schema.get("properties", ())) == {"results", "next"}


def _meaning(document: Schema, answer: Schema) -> str:
    name = answer.get("$ref", "").removeprefix(_PREFIXES[1])
    return str((document["components"]["responses"][name] if name else answer)["description"])


def _scopes(document: Schema) -> Iterator[tuple[str, str]]:
    for scheme in document["components"].get("securitySchemes", {}).values():
        yield from scheme["flows"]["clientCredentials"]["scopes"].items()
