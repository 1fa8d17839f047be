"""The schema of the API and the page that makes it readable, both served by ourselves."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer

from foundation.api.reference import Reference, reference_of
from foundation.api.schema import EnglishGenerator
from foundation.audience import public


@cache
def schema_document() -> dict[str, Any]:
    """Return the OpenAPI document; made once per process."""
    return dict(EnglishGenerator().get_schema(request=None, public=True))  # type: ignore[no-untyped-call]


@cache
def schema_text(*, as_json: bool) -> bytes:
    """Return the document as JSON or YAML."""
    renderer = OpenApiJsonRenderer() if as_json else OpenApiYamlRenderer()
    return bytes(renderer.render(schema_document(), renderer_context={}))


@cache
def reference() -> Reference:
    """Return what the page shows; made once per process."""
    return reference_of(schema_document())


@public
@require_safe
def schema_json(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - a view
    """Return the schema for programs."""
    return HttpResponse(schema_text(as_json=True), content_type="application/vnd.oai.openapi+json")


@public
@require_safe
def schema_yaml(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - a view
    """Return the schema for people who keep it."""
    return HttpResponse(schema_text(as_json=False), content_type="application/vnd.oai.openapi; charset=utf-8")


@public
@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """Show the schema as one of our own pages: readable without script, by screen readers and on a phone."""
    context = {"reference": reference(), "origin": f"{request.scheme}://{request.get_host()}"}
    return render(request, "api/documentation.html", context)
