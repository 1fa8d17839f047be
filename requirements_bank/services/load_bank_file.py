"""Load a file with a bank: look at every requirement first, then take the good ones, or all or nothing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.changes.record import record_change
from foundation.downloads import plain_name
from foundation.errors import DomainError, NotFoundError
from foundation.jobs.progress import Progress, silent
from foundation.problems import Problem
from organisations.models import Organisation
from requirements_bank.calculations.bank_check import Checked, Standing, check_entries
from requirements_bank.calculations.bank_sheets import languages_in
from requirements_bank.calculations.requirement import LANGUAGES, LAST_NUMBER
from requirements_bank.importers.bank_contents import BankFileError, BankInFile
from requirements_bank.importers.bank_file import read_bank_file
from requirements_bank.models import Bank, RequirementVersion, SeenBy, State
from requirements_bank.queries.banks import banks_of, known_in, newest_versions
from requirements_bank.reports.bank_load_words import loading_sentence
from requirements_bank.services.own_bank import own_bank
from requirements_bank.services.review import findings_of, publish_loaded
from requirements_bank.services.versions import new_draft, new_requirement, problems_of, save_draft

SLUG_LENGTH = 80
KNOWN_LANGUAGES = (*LANGUAGES, "da")


class BankNotAcceptedError(DomainError):
    """The file cannot be read, or holds wrong requirements and only whole files are to be loaded."""


@dataclass(frozen=True, slots=True)
class BankChoices:
    """Where a file is loaded to, and how: into `bank`, else into the bank of its source, without one into our own."""

    bank: str = ""
    name: str = ""
    source: str = ""
    source_address: str = ""
    licence: str = ""
    languages: Sequence[str] = ()
    visibility: str = SeenBy.OWN
    publish: bool = False
    good_rows_only: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the choices as a job keeps them."""
        return {**asdict(self), "languages": list(self.languages)}


@dataclass(frozen=True, slots=True)
class BankCheck:
    """What loading would do: the bank it goes to, if there is one yet, and every requirement judged."""

    bank: Bank | None
    choices: BankChoices
    checked: Sequence[Checked]
    problems: tuple[Problem, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        """Whether the whole file can be loaded."""
        return not self.counts.get(Standing.WRONG)


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """What became of a file; `left` counts what was to be published and stays a draft."""

    bank: Bank
    counts: Mapping[str, int]
    published: int
    left: int


def check_bank_file(
    *, organisation: Organisation, data: bytes, choices: BankChoices, progress: Progress = silent
) -> BankCheck:
    """Say what loading the file would do; nothing is stored. Raises BankNotAcceptedError where it cannot be read."""
    progress("reading")
    try:
        found = read_bank_file(data)
    except BankFileError as error:
        raise BankNotAcceptedError(loading_sentence(error.problem), problems=(error.problem,)) from error
    bank = _target(organisation, choices)
    settled = _settled(choices, found)
    progress("checking", 0, len(found.entries))
    languages = bank.languages if bank else settled.languages
    checked = check_entries(found.entries, languages=languages, known=known_in(bank))
    counts = Counter({standing.value: 0 for standing in Standing})
    counts.update(each.standing.value for each in checked)
    return BankCheck(bank, settled, checked, found.problems, counts)


@transaction.atomic
def load_bank_file(
    *, organisation: Organisation, data: bytes, choices: BankChoices, progress: Progress = silent
) -> LoadedFile:
    """Store what is new and changed as drafts, or publish it at once; loading the same file again changes nothing.

    Raises BankNotAcceptedError, with nothing stored, where anything is wrong, unless only good rows are asked for.
    """
    check = check_bank_file(organisation=organisation, data=data, choices=choices, progress=progress)
    good = [each for each in check.checked if each.standing != Standing.WRONG]
    if not good or not (check.is_good or choices.good_rows_only):
        sentence = _("%(count)s requirements of the file are wrong. Correct them, or load the good ones alone.")
        problems = tuple(problem for each in check.checked for problem in each.problems if problem.is_error)
        raise BankNotAcceptedError(sentence % {"count": check.counts[Standing.WRONG]}, problems=problems)
    bank = check.bank or _made(organisation, check.choices)
    drafts = _stored(bank, good, check.choices, progress)
    published = _published(drafts, progress) if choices.publish else 0
    if drafts:
        summary = {"name": bank.name, "new": check.counts[Standing.NEW], "changed": check.counts[Standing.CHANGED]}
        record_change(
            organisation_id=organisation.pk,
            kind="requirements_bank.bank",
            object_id=bank.uuid,
            action="loaded",
            summary=summary,
        )
    return LoadedFile(bank, check.counts, published, len(drafts) - published if choices.publish else 0)


def _target(organisation: Organisation, choices: BankChoices) -> Bank | None:
    if choices.bank:
        bank = banks_of(organisation).filter(uuid=choices.bank).first()
        if bank is None:
            raise NotFoundError(_("There is no such bank of yours. Choose another one, or name a new source."))
        return bank
    if choices.source:
        return banks_of(organisation).filter(source=choices.source, name=choices.name or choices.source).first()
    return banks_of(organisation).filter(source="").first()


def _settled(choices: BankChoices, found: BankInFile) -> BankChoices:
    """Return the choices, what they leave open taken from the file: its name, source and languages."""
    said = found.about
    wanted = choices.languages or said.get("languages", "").replace(",", " ").split()
    languages = [language for language in wanted if language in KNOWN_LANGUAGES] or _complete_languages(found)
    return BankChoices(
        **{
            **asdict(choices),
            "name": choices.name or choices.source,
            "source_address": choices.source_address or _address(said.get("source_address", "")),
            "licence": (choices.licence or said.get("licence", ""))[:200],
            "languages": tuple(languages),
        }
    )


def _complete_languages(found: BankInFile) -> list[str]:
    """Return the languages in which every requirement of the file has title and wording; bokmål where none is."""
    contents = [entry.said for entry in found.entries if isinstance(entry.said, Mapping)]
    whole = [language for language in languages_in(contents) if all(_has(content, language) for content in contents)]
    return [language for language in whole if language in KNOWN_LANGUAGES] or [LANGUAGES[0]]


def _has(content: Mapping[str, Any], language: str) -> bool:
    return all(isinstance(content.get(name), Mapping) and content[name].get(language) for name in ("title", "wording"))


def _address(text: str) -> str:
    try:
        URLValidator(schemes=["http", "https"])(text)
    except ValidationError:
        return ""
    return text


def _made(organisation: Organisation, choices: BankChoices) -> Bank:
    if not choices.source:
        return own_bank(organisation)
    bank = Bank(
        organisation=organisation,
        name=choices.name[:200],
        source=choices.source[:200],
        source_address=choices.source_address,
        licence=choices.licence,
        languages=list(choices.languages),
        seen_by=choices.visibility,
    )
    bank.slug = f"{plain_name(organisation.slug, choices.name)[: SLUG_LENGTH - 9]}-{bank.uuid.hex[:8]}"
    bank.save()
    return bank


def _stored(bank: Bank, good: Sequence[Checked], choices: BankChoices, progress: Progress) -> list[RequirementVersion]:
    """Return the drafts of what is new and changed, and those that stood there already if they are to be published."""
    newest = newest_versions(bank)
    drafts = []
    for number, each in enumerate(good, start=1):
        progress("storing", number, len(good))
        before = newest.get(each.code)
        if each.standing != Standing.UNCHANGED:
            drafts.append(_draft(bank, before, each, choices))
        elif choices.publish and before is not None and before.state == State.DRAFT:
            drafts.append(before)
    return drafts


def _draft(bank: Bank, before: RequirementVersion | None, each: Checked, choices: BankChoices) -> RequirementVersion:
    if before is None:
        visibility = bank.seen_by if bank.source else choices.visibility
        return new_requirement(bank=bank, said=each.said, visibility=visibility, number=_number(each.said, 0))
    if before.state == State.DRAFT:
        return save_draft(before, each.said)
    return new_draft(requirement=before.requirement, said=each.said, number=_number(each.said, before.number))


def _number(said: Mapping[str, Any], newest: int) -> int | None:
    """Return the source's own number of the version, where it goes on from what the bank has."""
    number = int(said.get("version") or 0)
    return number if newest < number <= LAST_NUMBER else None


def _published(drafts: Sequence[RequirementVersion], progress: Progress) -> int:
    """Publish what is complete and asks for nobody's reason, noted in the decision log; the others stay drafts."""
    fit = [draft for draft in drafts if not problems_of(draft) and not findings_of(draft)]
    for number, draft in enumerate(fit, start=1):
        progress("publishing", number, len(fit))
        publish_loaded(draft)
    return len(fit)
