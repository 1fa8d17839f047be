"""The addresses of the project and, beside them, one page that shows every component with something in it."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from config import urls as project
from foundation import charts
from organisations.pages import OrganisationRequest, organisation_page

handler400, handler403 = project.handler400, project.handler403
handler404, handler500 = project.handler404, project.handler500

SECTIONS = (
    ("Oversikt", "overview"),
    ("Klimafotavtrykk", "footprint"),
    ("Regnskap", "accounts"),
    ("Klassifisering", "rules"),
    ("Leverandører", "suppliers"),
    ("Faktorer", "factors"),
    ("Innstillinger", "settings"),
)
TEMPLATE = Path(__file__).with_name("gallery.html")


class GalleryForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Name", help_text="As it stands in the register.")
    number = forms.IntegerField(label="Inhabitants", min_value=0, required=False)
    country = forms.ChoiceField(label="Country", choices=[("NO", "Norway"), ("SE", "Sweden")])
    depth = forms.ChoiceField(label="What to share", choices=[("t", "Totals"), ("r", "Rows")], widget=forms.RadioSelect)
    areas = forms.MultipleChoiceField(
        label="Areas", choices=[("a", "Footprint"), ("b", "Bank")], widget=forms.CheckboxSelectMultiple, required=False
    )
    day = forms.DateField(label="From", widget=forms.DateInput(attrs={"type": "date"}))
    note = forms.CharField(label="Note", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agree = forms.BooleanField(label="I may do this", help_text="An administrator will see it.")


def gallery_charts() -> dict[str, charts.Drawing]:
    """Return one chart of each kind, with a missing value wherever one can be missing."""
    words: dict[str, Any] = {"description": "Tallene står i tabellen under.", "language": "nb"}
    years = [(2019, 14100), (2020, 13300), (2021, None), (2022, 13000), (2023, 13150), (2024, 12351)]
    return {
        "trend": charts.line_with_interval(
            [charts.YearPoint(y, v, v and v * 0.8, v and v * 1.27) for y, v in years],
            unit="t CO₂e",
            title="Utslipp 2019–2024",
            goal=[charts.GoalPoint(2024, 12351), charts.GoalPoint(2030, 6900)],
            goal_label="Mål 2030",
            **words,
        ),
        "bars": charts.horizontal_bars(
            [
                charts.BarRow("Bygg og anlegg", 4812),
                charts.BarRow("Varetransport og andre transporttjenester for kommunen", 1904),
                charts.BarRow("Mat", 1507),
                charts.BarRow("O'Learys", None),
            ],
            unit="t",
            title="De største kategoriene",
            **words,
        ),
        "money": charts.stacked_money(
            [charts.PartRow("2023", (290, 160, 50)), charts.PartRow("2024", (312, 169, 31))],
            parts=("Medregnet", "Holdt utenfor, med grunn", "Trenger deg"),
            title="Pengene",
            **words,
        ),
        "months": charts.monthly_columns(
            [charts.MonthValue(m, None if m == 7 else 900 + 40 * (m % 5)) for m in range(1, 13)],
            unit="t CO₂e",
            title="Per måned",
            **words,
        ),
        "staircase": charts.staircase(
            [
                charts.StepPoint(date(2026, 3, 1), 50, "Trinn 1"),
                charts.StepPoint(date(2028, 3, 1), 70, "Trinn 2"),
                charts.StepPoint(date(2029, 9, 1), 90, "Trinn 3"),
            ],
            until=date(2030, 12, 31),
            unit="%",
            title="Utslippsfri varelevering",
            **words,
        ),
    }


class Progress:
    """What the progress bar asks of a job."""

    is_over, status, percent = False, "running", 34


def gallery_context() -> dict[str, object]:
    """Return something for every component."""
    return {
        "charts": gallery_charts(),
        "sections": [
            {"title": title, "address": f"#{icon}", "icon": icon, "current": icon == "accounts"}
            for title, icon in SECTIONS
        ],
        "form": GalleryForm({"name": "", "country": "XX"}),
        "empty_form": GalleryForm(),
        "page": Paginator(range(2000), 25).page(7),
        "kg": Decimal(12351000),
        "low": Decimal(9812000),
        "high": Decimal(15690000),
        "actions": [
            {"title": "PDF", "address": "#pdf", "icon": "pdf"},
            {"title": "Present", "address": "#present", "icon": "presentation", "primary": True},
        ],
        "tabs": [
            {"title": "Category", "address": "?by=category", "current": True},
            {"title": "Supplier", "address": "?by=supplier", "current": False, "count": 412},
            {"title": "Unit", "address": "?by=unit", "current": False},
            {"title": "Month", "address": "?by=month", "current": False},
        ],
        "chips": [
            {"title": "Transport", "address": "?", "current": True},
            {"title": "Food", "address": "?area=food", "current": False, "count": 31},
        ],
        "crumbs": [{"title": "Accounts", "address": "#"}, {"title": "2024" * 40}, {"title": "2024"}],
        "parts": [
            {"title": "Counted", "share": 61, "figure": "312 mill. kr", "tone": "good", "address": "#counted"},
            {"title": "Excluded, with reasons", "share": 33, "figure": "169 mill. kr", "tone": "soft"},
            {"title": "Needs you", "share": 6, "figure": "31 mill. kr", "tone": "warning"},
        ],
        "table": {
            "caption": "Tonnes by category",
            "columns": [
                {"title": "Category"},
                {"title": "Spend", "unit": "NOK", "numeric": True},
                {"title": "Emissions", "unit": "t CO₂e", "numeric": True},
            ],
            "rows": [["Building and civil works", "120 300 112", "4 812,2"], ["Food", "31 200 000", None]],
            "total": ["Together", "151 500 112", "4 812,2"],
        },
        "hot": [("Bygg og anlegg", Decimal(4812000)), ("Varetransport", Decimal(1904000)), ("Mat", Decimal(1507000))],
        "job": Progress(),
        "definitions": [("Period", "2024"), ("Format", "SIE 4"), ("Organisation number", None)],
    }


@organisation_page("organisations.view_organisation")
def gallery(request: OrganisationRequest) -> HttpResponse:
    """Show every component."""
    template = engines["django"].from_string(TEMPLATE.read_text(encoding="utf-8"))
    return HttpResponse(template.render(gallery_context(), request))


def progress(_request: HttpRequest) -> HttpResponse:
    """End the polling, as a finished job does."""
    return HttpResponse('<p id="done">done</p>', status=286)


urlpatterns = [
    path("o/<slug:organisation>/gallery", gallery, name="gallery"),
    path("gallery/progress", progress, name="gallery_progress"),
    *project.urlpatterns,
]
