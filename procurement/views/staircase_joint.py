"""The joint staircase on the page of a staircase: to begin with it, to follow it, and where it differs."""

from typing import Any

from organisations.pages import OrganisationRequest
from procurement.forms.staircase import StaircaseForms, TypedStaircase, steps_of
from procurement.forms.staircase_rules import typed_follows
from procurement.forms.staircase_step import typed_step
from procurement.queries.joint_followed import newer_agreed, offered_to
from procurement.queries.signed_steps import longest_days
from procurement.reports.joint_followed_words import followed_sentence, newer_sentence, offer_title
from procurement.services.staircases import PlannedStep
from procurement.views.procurement_seen import RUN
from procurement.views.staircase_seen import Seen


def joint_typed(seen: Seen, typed: TypedStaircase, uuid: str) -> TypedStaircase:
    """Return what stands in the fields when the steps begin with this joint staircase; with none, it follows none."""
    offered = {str(each.followed.version.uuid): each for each in offered_to(seen.procurement, seen.content)}
    if not uuid:
        return TypedStaircase({**typed.rules, **typed_follows(None)}, typed.rows)
    if uuid not in offered:
        return typed
    chosen = offered[uuid]
    rules = {**typed.rules, **typed_follows(chosen.followed)}
    rules |= {
        "on_extension": chosen.followed.version.on_extension,
        "on_late_start": chosen.followed.version.on_late_start,
    }
    rows = [typed_step(PlannedStep(step.threshold, step.months, step.day)) for step in chosen.steps]
    return TypedStaircase(rules, rows)


def joint_context(request: OrganisationRequest, seen: Seen, forms: StaircaseForms) -> dict[str, Any]:
    """Return what the page says of joint staircases: the one followed, and those to begin with."""
    may_change = request.place.may(RUN) and seen.procurement.organisation_id == request.organisation.pk
    followed = forms.bound_rules.follows
    offered = offered_to(seen.procurement, seen.content) if may_change else []
    newer = newer_agreed(followed.version) if followed else None
    steps = tuple(steps_of(forms.planned))
    return {
        "followed": followed,
        "followed_said": followed_sentence(followed, steps, seen.period, signed=longest_days(seen.signed))
        if followed and seen.period
        else "",
        "followed_newer": newer_sentence(newer) if newer else "",
        "joints": [(str(each.followed.version.uuid), offer_title(each.followed)) for each in offered],
    }
