"""Say of many obligations at once who looks after them, their themes, the right to look into them, and a note."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from follow_up.models import ObligationCare
from follow_up.queries.seen import followed_obligations
from follow_up.services.refusals import FollowUpNotPossibleError
from foundation.changes.record import current_actor, record_change
from organisations.models import Organisation, User
from organisations.queries.people import person_in
from procurement.models import Obligation
from requirements_bank.calculations.requirement import Theme

MOST_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Edit:
    """What is written of all that were chosen; what stays None is left as it is.

    With `takes_person_away` nobody looks after them any more.
    """

    person: User | None = None
    takes_person_away: bool = False
    add_theme: Theme | None = None
    take_theme: Theme | None = None
    note: str | None = None
    audit_right: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be written."""
        said = (self.person, self.add_theme, self.take_theme, self.note, self.audit_right)
        return not self.takes_person_away and all(each is None for each in said)


@transaction.atomic
def edit_obligations(*, organisation: Organisation, obligations: Collection[UUID], edit: Edit) -> int:
    """Write the same of all these obligations of the organisation; return how many that were.

    Raises FollowUpNotPossibleError where nothing is chosen or written, beyond 5,000 at once, and for somebody who has
    no role in the organisation.
    """
    if edit.is_empty:
        raise FollowUpNotPossibleError(_("Choose what is to be written."))
    if len(obligations) > MOST_AT_ONCE:
        sentence = _("At most %(most)s are changed at once. Narrow the register down.")
        raise FollowUpNotPossibleError(sentence % {"most": MOST_AT_ONCE})
    if edit.add_theme and edit.add_theme == edit.take_theme:
        raise FollowUpNotPossibleError(_("The same theme cannot be added and taken away."), field="take_theme")
    if edit.person and person_in(organisation, edit.person) is None:
        raise FollowUpNotPossibleError(_("Choose somebody with a role here."), field="person")
    those = list(followed_obligations(organisation).filter(uuid__in=obligations).select_for_update(of=("self",)))
    if not those:
        raise FollowUpNotPossibleError(_("Choose at least one obligation."))
    _write_terms(those, edit)
    _write_care(those, edit)
    record_change(
        organisation_id=organisation.pk,
        kind="follow_up.register",
        object_id=organisation.uuid,
        action="edited",
        summary={"number": len(those), **_said(edit)},
    )
    return len(those)


def _write_terms(those: Iterable[Obligation], edit: Edit) -> None:
    changed = []
    for each in those:
        themes = [theme for theme in each.themes if theme != edit.take_theme]
        if edit.add_theme and edit.add_theme.value not in themes:
            themes.append(edit.add_theme.value)
        audit_right = each.audit_right if edit.audit_right is None else edit.audit_right.strip()
        if (themes, audit_right) != (each.themes, each.audit_right):
            each.themes, each.audit_right = themes, audit_right
            changed.append(each)
    Obligation.objects.bulk_update(changed, ["themes", "audit_right"], batch_size=500)


def _write_care(those: Iterable[Obligation], edit: Edit) -> None:
    written = [
        *(["person"] if edit.person or edit.takes_person_away else []),
        *(["note"] if edit.note is not None else []),
    ]
    if not written:
        return
    ObligationCare.objects.bulk_create(
        [
            ObligationCare(
                organisation_id=each.organisation_id,
                obligation=each,
                person=edit.person,
                note=(edit.note or "").strip(),
                updated_by=current_actor().name,
            )
            for each in those
        ],
        update_conflicts=True,
        unique_fields=["obligation"],
        update_fields=[*written, "updated_by", "updated_at"],
        batch_size=500,
    )


def _said(edit: Edit) -> dict[str, str]:
    return {
        **({"person": edit.person.name} if edit.person else {}),
        **({"added": edit.add_theme.value} if edit.add_theme else {}),
        **({"taken": edit.take_theme.value} if edit.take_theme else {}),
    }
