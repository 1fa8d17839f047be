"""Renders Django forms with our components, so that `{{ form }}` looks like every other form."""

from typing import Any

from django.forms.renderers import DjangoTemplates
from django.template.loader import get_template


class FormRenderer(DjangoTemplates):
    """Fields and errors by templates/components, the plain widgets by Django's own templates."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"

    def get_template(self, template_name: str) -> Any:  # noqa: ANN401 - Django's own signature
        """Return one of our components, or Django's template for a widget."""
        return (
            get_template(template_name)
            if template_name.startswith("components/")
            else super().get_template(template_name)
        )
