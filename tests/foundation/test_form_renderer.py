from collections.abc import Iterator

import pytest
from django import forms
from django.forms.renderers import get_default_renderer
from django.test import override_settings
from lxml import html

from foundation.form_renderer import FormRenderer


class Example(forms.Form):
    name = forms.CharField(help_text="As in the register.")
    depth = forms.ChoiceField(choices=[("t", "Totals"), ("r", "Rows")], widget=forms.RadioSelect)
    agree = forms.BooleanField(required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


@pytest.fixture(autouse=True)
def _our_renderer() -> Iterator[None]:
    with override_settings(FORM_RENDERER="foundation.form_renderer.FormRenderer"):
        assert isinstance(get_default_renderer(), FormRenderer)
        yield


def rendered(data: dict[str, str] | None = None) -> html.HtmlElement:
    return html.fragment_fromstring(str(Example(data)), create_parent="form")


def test_form_stands_in_our_components() -> None:
    form = rendered()

    name = form.get_element_by_id("id_name")
    assert name.get("class") == "ds-input"
    assert form.get_element_by_id(name.get("aria-describedby")).text == "As in the register."
    assert [each.get("class") for each in form.xpath(".//input[@type='radio']")] == ["ds-input", "ds-input"]
    assert len(form.xpath(".//input[@type='hidden']")) == 1


def test_error_stands_at_the_field_and_in_the_summary() -> None:
    form = rendered({"name": ""})

    name = form.get_element_by_id("id_name")
    assert name.get("aria-invalid") == "true"
    assert name.get("aria-describedby") == "id_name_help id_name_error"
    assert form.get_element_by_id("id_name_error").text_content().strip()
    assert form.xpath(".//div[@role='alert']//a/@href") == ["#id_name", "#id_depth_0"]


def test_group_of_choices_is_a_fieldset_with_its_errors() -> None:
    group = rendered({"name": "x"}).xpath(".//fieldset")[0]

    assert group.get("aria-describedby") == "id_depth_error"
    assert group.find("legend").text == "Depth"
    assert [each.get("aria-invalid") for each in group.xpath(".//input")] == ["true", "true"]


def test_what_was_typed_is_kept() -> None:
    assert rendered({"name": "Ekby", "depth": "x"}).get_element_by_id("id_name").get("value") == "Ekby"
