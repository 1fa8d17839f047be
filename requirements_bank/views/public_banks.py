"""Banks for everybody, without signing in: what an organisation asks for, one requirement, and both as files."""

import json
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from foundation.access import NOTHING, open_access
from foundation.addresses import changed
from foundation.audience import public
from foundation.downloads import file_of, plain_name
from requirements_bank.calculations.requirement import LANGUAGES, Area
from requirements_bank.models import Bank
from requirements_bank.queries.public_banks import AskedFor, asked_for_by, asked_for_called, open_bank, open_banks
from requirements_bank.reports.code_words import LANGUAGE_NAMES
from requirements_bank.reports.public_bank import (
    bank_as_data,
    bank_sheet,
    by_area,
    facts_of,
    fits_words,
    public_requirement,
)
from requirements_bank.reports.tip_sheet_words import pages_language

KEPT = timedelta(minutes=5)
LONGEST_WORDS = 100
PAGES = dict(settings.LANGUAGES)

View = Callable[..., HttpResponseBase]


def for_everybody(view: View) -> View:
    """Wrap a page for everybody: it sees what is public, whoever asks, in the language that the address names."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 - passed on
        language = pages_language(_language(request))
        with open_access(NOTHING), override(language if language in PAGES else get_language()):
            return view(request, *args, **kwargs)

    return public(require_safe(page))


@for_everybody
def banks(request: HttpRequest) -> HttpResponseBase:
    """List the banks that are open."""
    found = [bank for bank in open_banks() if bank.published]  # type: ignore[attr-defined] # counted by the query
    return _kept(request, found, lambda: render(request, "requirements_bank/public_banks.html", {"banks": found}))


@for_everybody
def bank(request: HttpRequest, bank: str) -> HttpResponseBase:
    """Show what the owner of a bank asks for, by area."""
    found = _bank_or_404(bank)
    asked = asked_for_by(found)
    return _kept(request, [found, *_known(asked)], lambda: _bank_page(request, found, asked))


@for_everybody
def requirement(request: HttpRequest, bank: str, code: str) -> HttpResponseBase:
    """Show one requirement of an open bank."""
    found = _bank_or_404(bank)
    asked = asked_for_called(found, code)
    if asked is None:
        raise Http404
    return _kept(request, [found, *_known([asked])], lambda: _requirement_page(request, found, asked))


@for_everybody
def download(request: HttpRequest, bank: str, kind: str) -> HttpResponseBase:
    """Give out what the owner of a bank asks for as JSON or CSV."""
    found = _bank_or_404(bank)
    asked = asked_for_by(found)
    name = plain_name(found.name, "" if kind == "json" else _language(request))
    if kind == "json":
        content = json.dumps(bank_as_data(found, asked), ensure_ascii=False, indent=1)
        response: HttpResponseBase = HttpResponse(content, content_type="application/json")
        response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    else:
        shown_ones = [public_requirement(found, each, _language(request)) for each in asked]
        response = file_of([bank_sheet(found, shown_ones)], name, kind)
    patch_cache_control(response, public=True, max_age=int(KEPT.total_seconds()))
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


def _bank_page(request: HttpRequest, found: Bank, asked: list[AskedFor]) -> HttpResponse:
    words, area = request.GET.get("q", "").strip()[:LONGEST_WORDS], request.GET.get("area", "")
    everything = [public_requirement(found, each, _language(request)) for each in asked]
    fitting = [each for each in everything if not words or fits_words(each, words)]
    areas = by_area(fitting)
    shown_areas = [each for each in areas if area not in Area.__members__.values() or each.code == area]
    context = {
        "bank": found,
        "areas": shown_areas,
        "total": len(everything),
        "words": words,
        "area": area,
        "chips": [
            {
                "title": each.name,
                "count": len(each.requirements),
                "current": each.code == area,
                "address": changed(request, area=None if each.code == area else each.code),
            }
            for each in areas
        ],
        "hidden": [(name, value) for name, value in request.GET.items() if name not in ("q", "page")],
        "downloads": [_download(request, found, kind) for kind in ("csv", "json")],
        **_languages(request, found, asked),
    }
    return render(request, "requirements_bank/public_bank.html", context)


def _requirement_page(request: HttpRequest, found: Bank, asked: AskedFor) -> HttpResponse:
    each = public_requirement(found, asked, _language(request))
    context = {"bank": found, "each": each, "facts": facts_of(each), **_languages(request, found, [asked])}
    return render(request, "requirements_bank/public_requirement.html", context)


def _languages(request: HttpRequest, found: Bank, asked: list[AskedFor]) -> dict[str, Any]:
    """Return the languages that all of it stands in, with the address of this page in each, and the page's own."""
    now = _language(request)
    written = [set(each.version.content.get("wording") or {}) for each in asked] or [set(found.languages)]
    known = [language for language in LANGUAGES if all(language in languages for languages in written)]
    return {
        "languages": [
            {
                "code": code,
                "name": LANGUAGE_NAMES[code],
                "address": changed(request, language=code),
                "current": code == now,
            }
            for code in known
        ],
        "language": now,
        "here": request.build_absolute_uri(request.path),
        "in_language": f"?language={now}",
    }


def _download(request: HttpRequest, found: Bank, kind: str) -> dict[str, str]:
    address = reverse("public_bank_download", args=[found.slug, kind])
    return {"kind": kind.upper(), "address": f"{address}?{urlencode({'language': _language(request)})}"}


def _language(request: HttpRequest) -> str:
    """Return the language of the texts: the one that the address names, else the reader's."""
    asked = request.GET.get("language", "")
    return asked if asked in LANGUAGES else (get_language() or "en")[:2]


def _bank_or_404(slug: str) -> Bank:
    found = open_bank(slug)
    if found is None:
        raise Http404
    return found


def _known(asked: list[AskedFor]) -> list[str]:
    return [f"{each.version.uuid}{each.version.state}{each.version.review_on}{each.adopted_from}" for each in asked]


def _kept(request: HttpRequest, about: list[Any], make: Callable[[], HttpResponse]) -> HttpResponseBase:
    """Answer with the page, or that the reader's copy still holds; somebody signed in gets a page of their own.

    A copy holds as long as the data, the files for the browser and the day are the same.
    """
    if request.user.is_authenticated:
        return make()
    known = [
        request.get_full_path(),
        get_language(),
        timezone.localdate(),
        getattr(staticfiles_storage, "manifest_hash", ""),
    ]
    stands_for = "\n".join(map(_as_text, [*known, *about]))
    etag = f'W/"{sha256(stands_for.encode()).hexdigest()[:32]}"'
    unchanged = get_conditional_response(request, etag=etag)
    response = unchanged if unchanged is not None else make()
    response["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


def _as_text(value: object) -> str:
    if isinstance(value, Bank):
        owner = value.organisation.name if value.organisation else ""
        said = (value.slug, value.name, value.description, value.licence, value.source, value.languages, owner)
        return repr((*said, getattr(value, "published", "")))
    return str(value)
