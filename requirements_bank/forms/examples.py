"""Examples: which ones a list shows, and writing one of one's own in one language or several."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.models import Organisation
from organisations.reference.categories import categories
from requirements_bank.calculations.requirement import Area, Theme
from requirements_bank.models import Example
from requirements_bank.queries.example_search import KNOWN, NOT_KNOWN, WHOSE, ExampleFilter
from requirements_bank.reports.category_words import category_name
from requirements_bank.reports.code_words import AREAS, COUNTRIES, LANGUAGE_NAMES, THEMES
from requirements_bank.reports.problem_words import place_of, sentence_of
from requirements_bank.services.examples import TEXTS, ExampleNotPossibleError

LANGUAGES = ("nb", "nn", "sv", "en", "da")
SOURCES = 3
LONGEST_CONTACT = 300
FIRST_YEAR, LAST_YEAR = 1990, 2100
LABELS = {
    "title": gettext_lazy("Title"),
    "asked": gettext_lazy("What was asked or done"),
    "happened": gettext_lazy("What happened"),
    "price_effect": gettext_lazy("What it did to the price"),
    "lesson": gettext_lazy("What you learned"),
}
FIELD_OF = {"areas", "themes", "categories", "requirements", "who", "country", "years"}


class ExampleFilterForm(forms.Form):
    """What the address of a list chooses; a value that makes no sense is left out."""

    q = forms.CharField(max_length=100, required=False)
    area = forms.ChoiceField(choices=[(area.value, "") for area in Area], required=False)
    category = forms.CharField(max_length=60, required=False)
    theme = forms.ChoiceField(choices=[(theme.value, "") for theme in Theme], required=False)
    country = forms.RegexField(r"^[A-Z]{2}\Z", required=False)
    year = forms.RegexField(r"^[0-9]{4}\Z", required=False)
    price = forms.ChoiceField(choices=[(KNOWN, ""), (NOT_KNOWN, "")], required=False)
    whose = forms.ChoiceField(choices=[(word, "") for word in WHOSE], required=False)
    requirement = forms.CharField(max_length=30, required=False)

    @property
    def chosen(self) -> ExampleFilter:
        """The filter as the queries take it."""
        self.is_valid()
        values = {name: self.cleaned_data.get(name) or "" for name in self.fields}
        return ExampleFilter(words=values.pop("q").strip(), **values)


class NeededText(forms.CharField):
    """A text that one language must have; the form says which, since not every one must be written."""

    def validate(self, value: str | None) -> None:
        """Leave it to the form."""


class ExampleForm(forms.Form):
    """What one buyer asked for or did. `said` and `contact` are what the services take."""

    who = forms.CharField(max_length=200, label=gettext_lazy("Who bought"))
    country = forms.ChoiceField(label=gettext_lazy("Country"))
    years = forms.CharField(
        max_length=100, required=False, label=gettext_lazy("Years"), help_text=gettext_lazy("Such as 2024, 2025.")
    )
    requirements = forms.CharField(
        max_length=300,
        required=False,
        label=gettext_lazy("Requirements that it is an example of"),
        help_text=gettext_lazy("Their codes, such as TRA-001, TRA-005."),
    )
    areas = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label=gettext_lazy("Areas"), choices=()
    )
    themes = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label=gettext_lazy("Themes"), choices=()
    )
    categories = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label=gettext_lazy("Purchase categories"), choices=()
    )
    contact = forms.CharField(
        max_length=LONGEST_CONTACT,
        required=False,
        label=gettext_lazy("Whom to ask"),
        help_text=gettext_lazy("Only your own people and your networks see it, also when everybody sees the example."),
    )
    is_demonstration = forms.BooleanField(
        required=False, label=gettext_lazy("Buyer and figures are made up, to show how it works")
    )
    use_required_attribute = False  # a language that nobody writes in lacks all of its texts

    seen_hash = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **kwargs)
        self.sources = max(SOURCES, self.initial.get("sources", 0))
        for name, choices in _choices(self.initial.get("country", "")).items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        for language in LANGUAGES:
            for name in TEXTS:
                self.fields[f"{name}_{language}"] = _text_field(name)
        for number in range(1, self.sources + 1):
            self.fields.update(_source_fields(number))

    @property
    def language_fields(self) -> list[tuple[str, str, bool, list[forms.BoundField]]]:
        """Each language with its code, name, whether it is open, and its fields; the first one is always open."""
        groups = []
        for language in self._languages():
            fields = [self[f"{name}_{language}"] for name in TEXTS]
            is_open = any(field.value() or field.errors for field in fields)
            groups.append((language, str(LANGUAGE_NAMES[language]), is_open, fields))
        return [
            (code, name, is_open or not number, those) for number, (code, name, is_open, those) in enumerate(groups)
        ]

    @property
    def source_fields(self) -> list[tuple[bool, list[forms.BoundField]]]:
        """The fields of each source, and whether they are open: the first one, and those with something in them."""
        groups = [[self[f"source{number}_{part}"] for part in SOURCE_PARTS] for number in range(1, self.sources + 1)]
        filled = [any(field.value() or field.errors for field in fields) for fields in groups]
        return [
            (is_open or not number, fields) for number, (is_open, fields) in enumerate(zip(filled, groups, strict=True))
        ]

    def clean_years(self) -> list[int]:
        """Take years out of a text."""
        years = self.cleaned_data["years"].replace(",", " ").split()
        if wrong := [year for year in years if not (year.isascii() and year.isdigit() and len(year) == len("2024"))]:
            raise forms.ValidationError(
                _("“%(year)s” is no year. Write four digits, such as 2024.") % {"year": wrong[0]}
            )
        if any(not FIRST_YEAR <= int(year) <= LAST_YEAR for year in years):
            raise forms.ValidationError(
                _("Write years from %(first)s to %(last)s.") % {"first": FIRST_YEAR, "last": LAST_YEAR}
            )
        return sorted({int(year) for year in years})

    def clean_requirements(self) -> list[str]:
        """Take codes out of a text."""
        return list(dict.fromkeys(self.cleaned_data["requirements"].replace(",", " ").replace(";", " ").split()))

    def clean(self) -> dict[str, Any]:
        """Ask for a title and what was asked, in at least one language and in each that was begun."""
        cleaned = dict(super().clean() or {})
        begun = [language for language in LANGUAGES if any(cleaned.get(f"{name}_{language}") for name in TEXTS)]
        for language in begun or [self._languages()[0]]:
            for name in ("title", "asked"):
                if not cleaned.get(f"{name}_{language}") and not self.has_error(f"{name}_{language}"):
                    self.add_error(f"{name}_{language}", _("This is missing. Fill it in."))
        self._check_sources(cleaned)
        return cleaned

    @property
    def said(self) -> dict[str, Any]:
        """What the example says; the form must be valid. Without a source the buyer is the source."""
        cleaned = self.cleaned_data
        texts = {name: self._texts(name) for name in TEXTS}
        own = {"title": next(iter(texts["title"].values())), "publisher": cleaned["who"], "year": None, "url": ""}
        return {
            **{name: cleaned[name] for name in ("who", "country", "years", "requirements", "areas", "themes")},
            "categories": cleaned["categories"],
            "is_demonstration": cleaned["is_demonstration"],
            **{name: by_language for name, by_language in texts.items() if by_language},
            "sources": list(self._sources()) or [own],
        }

    @property
    def contact_words(self) -> str:
        """Whom to ask."""
        return str(self.cleaned_data["contact"])

    def refuse(self, error: ExampleNotPossibleError) -> None:
        """Put each problem that the service found at its field."""
        for problem in error.problems:
            name = str(problem.field or "").partition(".")[0]
            if name in FIELD_OF:
                self.add_error(name, sentence_of(problem))
            else:
                self.add_error(None, f"{place_of(problem)}: {sentence_of(problem)}")
        if not error.problems:
            self.add_error(None, str(error))

    def _languages(self) -> list[str]:
        first = self.initial.get("first_language")
        return sorted(LANGUAGES, key=lambda language: language != first)

    def _texts(self, name: str) -> dict[str, str]:
        texts = {language: self.cleaned_data.get(f"{name}_{language}", "") for language in LANGUAGES}
        return {language: text.strip() for language, text in texts.items() if text.strip()}

    def _sources(self) -> Iterator[dict[str, Any]]:
        for number in range(1, self.sources + 1):
            parts = {part: self.cleaned_data.get(f"source{number}_{part}") for part in SOURCE_PARTS}
            if parts["title"]:
                yield {**parts, "url": parts["url"] or ""}

    def _check_sources(self, cleaned: Mapping[str, Any]) -> None:
        for number in range(1, self.sources + 1):
            given = {part for part in SOURCE_PARTS if cleaned.get(f"source{number}_{part}")}
            for part in ("title", "publisher") if given else ():
                if part not in given and not self.has_error(f"source{number}_{part}"):
                    self.add_error(f"source{number}_{part}", _("This is missing. Fill it in."))


SOURCE_PARTS = ("title", "publisher", "year", "url")


def initial_of(example: Example, contact: str, first_language: str) -> dict[str, Any]:
    """Return what the form shows of an example."""
    said = example.content
    initial = {name: said.get(name) for name in ("who", "country", "areas", "themes", "categories", "is_demonstration")}
    initial |= {name: ", ".join(map(str, said.get(name) or ())) for name in ("years", "requirements")}
    for name in TEXTS:
        initial |= {f"{name}_{language}": text for language, text in (said.get(name) or {}).items()}
    for number, source in enumerate(said.get("sources") or (), start=1):
        initial |= {f"source{number}_{part}": source.get(part) for part in SOURCE_PARTS}
    written = said["title"]
    first = first_language if first_language in written else next(iter(written), first_language)
    return initial | {
        "contact": contact,
        "seen_hash": example.content_hash,
        "first_language": first,
        "sources": len(said.get("sources") or ()),
    }


def initial_for(organisation: Organisation, first_language: str) -> dict[str, Any]:
    """Return what the form shows for a new example."""
    return {"who": organisation.name, "country": organisation.country, "first_language": first_language}


def _choices(country: str) -> dict[str, list[tuple[str, Any]]]:
    return {
        "country": [*COUNTRIES.items(), *([(country, country)] if country and country not in COUNTRIES else [])],
        "areas": [(area.value, AREAS[area]) for area in Area],
        "themes": [(theme.value, THEMES[theme]) for theme in Theme],
        "categories": [
            (category.code, category_name(category.code) if category.is_leaf else _area_name(category.code))
            for category in categories()
            if not category.retired
        ],
    }


def _area_name(code: str) -> str:
    return _("%(area)s (all of it)") % {"area": category_name(code)}


def _text_field(name: str) -> forms.CharField:
    if name == "title":
        return NeededText(label=LABELS[name], max_length=300)
    area = forms.Textarea(attrs={"rows": 4})
    if name == "asked":
        return NeededText(label=LABELS[name], max_length=10_000, widget=area)
    return forms.CharField(label=LABELS[name], required=False, max_length=10_000, widget=area)


def _source_fields(number: int) -> dict[str, forms.Field]:
    return {
        f"source{number}_title": forms.CharField(
            label=gettext_lazy("Title of the source"), required=False, max_length=300
        ),
        f"source{number}_publisher": forms.CharField(
            label=gettext_lazy("Published by"), required=False, max_length=200
        ),
        f"source{number}_year": forms.IntegerField(
            label=gettext_lazy("Year"), required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR
        ),
        f"source{number}_url": forms.URLField(
            label=gettext_lazy("Web address"), required=False, max_length=500, assume_scheme="https"
        ),
    }
