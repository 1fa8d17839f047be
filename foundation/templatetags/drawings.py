"""The staircase motif as a drawing: empty states, problem pages, the progress of a requirement."""

from typing import Any

from django import template

register = template.Library()

_LEFT, _RIGHT, _GROUND, _TOP = 12.0, 148.0, 96.0, 44.0
_CORNER = 3.0


def _state(step: int, reached: int) -> str:
    return "reached" if step < reached else "current" if step == reached and reached else ""


def _column(step: int, steps: int) -> str:
    width = (_RIGHT - _LEFT) / steps
    height = (_GROUND - _TOP) * (step + 1) / steps
    left, top = _LEFT + step * width, _GROUND - height
    inner = width - 2 - _CORNER
    return (
        f"M{left:.1f} {_GROUND:.1f}V{top + _CORNER:.1f}q0-{_CORNER:g} {_CORNER:g}-{_CORNER:g}"
        f"h{inner:.1f}V{_GROUND:.1f}z"
    )


@register.inclusion_tag("components/staircase.html")
def staircase(steps: int = 4, reached: int = 0, label: str = "") -> dict[str, Any]:
    """Draw `steps` steps of which `reached` are done; the next one is marked as the current one.

    With a label the drawing is announced as an image, without it stays silent. A spruce stands on the top step.
    """
    columns = [{"path": _column(step, steps), "state": _state(step, reached)} for step in range(steps)]
    top_middle = _RIGHT - (_RIGHT - _LEFT) / steps / 2
    return {"columns": columns, "label": label, "tree": {"x": f"{top_middle:.1f}", "y": f"{_TOP:.1f}"}}
