"""Puts Designsystemet's class and the aria attributes on the controls of Django forms."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.forms.boundfield import BoundWidget
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def kind(field: BoundField) -> str:
    """Return which markup the field needs: "choices" (a group), "checkbox" or "control"."""
    widget = field.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "choices"
    return "checkbox" if isinstance(widget, CheckboxInput) else "control"


@register.filter
def may_be_empty(field: BoundField) -> bool:
    """Whether the field may be left without a value; a menu without an empty choice always has one."""
    if field.field.required:
        return False
    widget = field.field.widget
    is_menu = isinstance(widget, Select) and not getattr(widget, "allow_multiple_selected", False)
    return not is_menu or isinstance(widget, RadioSelect) or any(not value for value, _name in _flat(widget.choices))


def _flat(choices: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    for value, name in choices:
        if isinstance(name, list | tuple):
            yield from name
        else:
            yield value, name


@register.filter
def first_control(field: BoundField) -> str:
    """Return the id of the field's control, of its first choice where it is a group: where an error leads."""
    return f"{field.auto_id}_0" if kind(field) == "choices" else field.id_for_label or field.auto_id


@register.filter
def described_by(field: BoundField) -> str:
    """Return the ids of the field's help and errors, for aria-describedby."""
    ids = [f"{field.auto_id}_help"] if field.help_text else []
    return " ".join([*ids, f"{field.auto_id}_error"] if field.errors else ids)


@register.filter
def control(field: BoundField) -> SafeString:
    """Return the field's control with class and aria attributes; a placeholder that repeats the label goes."""
    given = field.field.widget.attrs
    if str(given.get("placeholder", "")).startswith(str(field.label)):
        del given["placeholder"]
    attributes: dict[str, str | bool] = {"class": f"ds-input {given.get('class', '')}".strip()}
    if kind(field) != "choices":
        described = described_by(field)
        attributes |= {"aria-describedby": described} if described else {}
        attributes |= {"aria-invalid": "true"} if field.errors else {}
    return field.as_widget(attrs=attributes)


@register.filter
def options(field: BoundField) -> list[BoundWidget]:
    """Return the single choices of a group, each with the class and state of the field."""
    choices = list(field.subwidgets)
    for choice in choices:
        choice.data["attrs"] |= {"class": "ds-input"} | ({"aria-invalid": "true"} if field.errors else {})
    return choices
