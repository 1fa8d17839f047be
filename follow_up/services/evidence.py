"""File evidence for obligations, change it, and let a newer version stand in for it; the older stays readable."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from follow_up.models import Evidence, EvidenceCover, EvidenceSource, EvidenceState
from follow_up.services.decide_evidence import locked_evidence
from follow_up.services.refusals import FollowUpNotPossibleError, record, refused_if_taken
from follow_up.services.standings import work_out
from foundation.changes.record import current_actor
from foundation.errors import ConflictError
from foundation.files.models import StoredFile
from foundation.files.store import store_file
from foundation.postgres.locks import hold
from foundation.typed_reasons import reason_of
from foundation.written_names import tidy_title
from procurement.importers.document_kind import KINDS, MOST_BYTES, document_kind
from procurement.models import Contract, Obligation

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of evidence: from when it says something and until when, and the time that it tells of.

    `key` is the id of the form, which files it once however often it is sent.
    """

    title: str
    effective_on: date
    valid_until: date | None = None
    period_from: date | None = None
    period_to: date | None = None
    note: str = ""
    confidential_because: str = ""
    source: EvidenceSource = EvidenceSource.BUYER
    source_id: UUID | None = None
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """A file with its name, or a link."""

    stream: IO[bytes] | None = None
    file_name: str = ""
    link: str = ""


def file_evidence(
    contract: Contract,
    told: Told,
    handed: Handed,
    *,
    obligations: Sequence[Obligation],
    replaces: Evidence | None = None,
) -> Evidence:
    """Return the evidence, which waits until somebody looks at it; `replaces` names the version before it.

    Raises FollowUpNotPossibleError for what is neither a file nor a link, for a file of a kind that is not taken, for
    days out of order, without an obligation, and for a version that was replaced already.
    """
    _check(contract, told, obligations)
    link = _checked_link(handed)
    if handed.stream is not None:
        check_evidence(handed.stream, handed.file_name)
    with transaction.atomic():
        hold("evidence", contract.uuid)
        if told.key and (there := Evidence.objects.filter(uuid=told.key, contract=contract).first()):
            return there
        _check_newest(contract, replaces)
        stored = None
        if handed.stream is not None:
            stored = store_file(organisation_id=contract.organisation_id, stream=handed.stream, name=handed.file_name)
        with refused_if_taken():
            evidence = _written(contract, told, stored, link, replaces)
        _cover(evidence, obligations)
        record("evidence", "filed", evidence.uuid, contract, title=evidence.title)
        return evidence


@transaction.atomic
def change_evidence(evidence: Evidence, told: Told, *, obligations: Sequence[Obligation], revision: int) -> Evidence:
    """Return evidence with other words and days, for other obligations; file or link stay. It is to be looked at anew.

    Raises as `file_evidence`, and ConflictError if it was saved after `revision`.
    """
    evidence = locked_evidence(evidence, revision)
    _check(evidence.contract, told, obligations)
    before = list(evidence.covers.values_list("obligation_id", flat=True))
    for name in ("effective_on", "valid_until", "period_from", "period_to"):
        setattr(evidence, name, getattr(told, name))
    evidence.title, evidence.note = tidy_title(told.title, most=LONGEST), told.note.strip()
    evidence.confidential_because = reason_of(told.confidential_because)[:LONGEST]
    evidence.state, evidence.decided_by, evidence.decided_on = EvidenceState.WAITING, "", None
    evidence.rejected_because = ""
    evidence.revision += 1
    evidence.save()
    evidence.covers.all().delete()
    _cover(evidence, obligations)
    record("evidence", "changed", evidence.uuid, evidence.contract, title=evidence.title)
    work_out({*before, *(each.pk for each in obligations)})
    return evidence


def check_evidence(stream: IO[bytes], file_name: str) -> None:
    """Raise FollowUpNotPossibleError for a file that is empty, too large, or no evidence of a kind that is taken."""
    size = stream.seek(0, 2)
    stream.seek(0)
    if not size:
        raise FollowUpNotPossibleError(_("The file is empty. Choose another."), field="file")
    if size > MOST_BYTES:
        sentence = _("The file is larger than %(most)s MB. Make it smaller, or file a link.")
        raise FollowUpNotPossibleError(sentence % {"most": MOST_BYTES // 1024 // 1024}, field="file")
    if document_kind(stream, file_name) is None:
        sentence = _(
            "The content of “%(name)s” is no %(kinds)s without macros, or not what its name says. Save it as PDF."
        )
        words = {"name": file_name[:80], "kinds": ", ".join(kind.upper() for kind in KINDS)}
        raise FollowUpNotPossibleError(sentence % words, field="file")


def _checked_link(handed: Handed) -> str:
    link = handed.link.strip()
    if bool(link) == (handed.stream is not None):
        raise FollowUpNotPossibleError(_("Hand over a file or write a link, one of them."), field="file")
    try:
        if link:
            URLValidator(schemes=["http", "https"])(link)
    except ValidationError as error:
        sentence = _("Write a whole link that begins with https:// or http://.")
        raise FollowUpNotPossibleError(sentence, field="link") from error
    return link


def _check(contract: Contract, told: Told, obligations: Sequence[Obligation]) -> None:
    if not tidy_title(told.title):
        raise FollowUpNotPossibleError(_("Say what it is called."), field="title")
    if told.valid_until and told.valid_until < told.effective_on:
        raise FollowUpNotPossibleError(
            _("It cannot end before it takes effect. Look at the two days again."), field="valid_until"
        )
    if bool(told.period_from) != bool(told.period_to):
        raise FollowUpNotPossibleError(_("Write both days of the period, or none."), field="period_to")
    if told.period_from and told.period_to and told.period_to < told.period_from:
        raise FollowUpNotPossibleError(_("The period ends before it begins."), field="period_to")
    if not obligations:
        raise FollowUpNotPossibleError(_("Choose at least one thing that it shows."), field="obligations")
    if any(each.contract_id != contract.pk for each in obligations):
        raise FollowUpNotPossibleError(_("Choose obligations of this contract."), field="obligations")


def _check_newest(contract: Contract, replaces: Evidence | None) -> None:
    if replaces is None:
        return
    if replaces.contract_id != contract.pk:
        raise FollowUpNotPossibleError(_("The version before belongs to another contract."))
    if Evidence.objects.filter(replaces=replaces).exists():
        raise ConflictError(_("Somebody filed a newer version in the meantime. Open that one and go on from there."))


def _written(
    contract: Contract, told: Told, stored: StoredFile | None, link: str, replaces: Evidence | None
) -> Evidence:
    return Evidence.objects.create(
        organisation_id=contract.organisation_id,
        contract=contract,
        title=tidy_title(told.title, most=LONGEST),
        file=stored,
        link=link,
        replaces=replaces,
        effective_on=told.effective_on,
        valid_until=told.valid_until,
        period_from=told.period_from,
        period_to=told.period_to,
        note=told.note.strip(),
        confidential_because=reason_of(told.confidential_because)[:LONGEST],
        source=told.source,
        source_id=told.source_id,
        uploaded_by=current_actor().name,
        **({"uuid": told.key} if told.key else {}),
    )


def _cover(evidence: Evidence, obligations: Sequence[Obligation]) -> None:
    EvidenceCover.objects.bulk_create(
        EvidenceCover(organisation_id=evidence.organisation_id, evidence=evidence, obligation=each)
        for each in {each.pk: each for each in obligations}.values()
    )
