"""What a change says to people. Each app words its own kinds; the audit page puts who and when around the sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from foundation.changes.models import Change
from foundation.personal_numbers import without_personal_numbers

Text = str | Promise


class _Values(dict[str, Any]):
    """The values of a change; one that an older record lacks is shown as missing."""

    def __missing__(self, key: str) -> str:
        return "–"


@dataclass(frozen=True, slots=True)
class Wording:
    """How the changes of one kind of thing are told.

    `sentences` maps an action to what the actor did, with the summary's values in braces: "invited {name} as {role}".
    `values` turns stored codes into words; `address` finds the page of the thing, for whom there is one.
    """

    name: Text
    sentences: Mapping[str, Text]
    values: Mapping[str, Callable[[Any], object]] = field(default_factory=dict)
    address: Callable[[Change], str] | None = None


_WORDINGS: dict[str, Wording] = {}


def register_changes(kind: str, wording: Wording) -> None:
    """Say how changes of `kind` are told; apps call this when they are ready."""
    _WORDINGS[kind] = wording


def sentence_of(change: Change) -> str:
    """Return what the actor did, without the actor: "invited Bo Bjerk as Reader"."""
    wording = _WORDINGS.get(change.kind)
    template = wording.sentences.get(change.action) if wording else None
    if wording is None or template is None:
        return _("%(action)s: %(thing)s") % {"action": change.action, "thing": change.kind}
    shown = without_numbers(change.summary)
    worded = {key: wording.values.get(key, _as_it_is)(value) for key, value in shown.items()}
    return str(template).format_map(_Values(worded))


def without_numbers(summary: Any) -> Any:  # noqa: ANN401 - JSON values
    """Return the values of a change with personal numbers hidden, which texts of former days may hold."""
    if isinstance(summary, dict):
        return {key: without_numbers(value) for key, value in summary.items()}
    if isinstance(summary, list):
        return [without_numbers(value) for value in summary]
    return without_personal_numbers(summary) if isinstance(summary, str) else summary


def address_of(change: Change) -> str:
    """Return the address of the page that shows the thing, or nothing where there is none."""
    wording = _WORDINGS.get(change.kind)
    return wording.address(change) if wording and wording.address else ""


def worded_kinds() -> dict[str, Wording]:
    """Return every kind that an app has worded, with its wording."""
    return dict(_WORDINGS)


def _as_it_is(value: Any) -> object:  # noqa: ANN401 - JSON values
    return ", ".join(map(str, value)) if isinstance(value, list) else value
