"""What a fix list that came back would change: suppliers' numbers and names, rules, account names, verdicts, comments.

What is there already changes nothing, so the same file may be sent as often as somebody likes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.utils.translation import gettext as _

from emissions.calculations.rule_drafts import RuleDraft
from emissions.models import FixAnswer
from emissions.queries.fix_list import account_names, money_without_supplier, newest_answers
from emissions.queries.mapping import draft_of, latest_mapping_version, own_rows
from emissions.reports.fix_list import comment_kept, place_of
from emissions.reports.fix_list_columns import PAIR_ANSWERS, Sort
from emissions.services.fix_changes import Answer, FixChange, FixLook, FixProblem, Place, wrong_places
from emissions.services.fix_hidden import hidden_problem
from emissions.services.fix_rules import PLACE, outcome_of, rule_on_account, rule_on_place
from emissions.services.year_quality import quality_base
from foundation.personal_numbers import masked, without_personal_numbers
from organisations.models import Organisation
from suppliers.calculations.number_reading import NumberKind, read_number
from suppliers.models import MergeProposal, SupplierCard


@dataclass(slots=True)
class _Known:
    """Everything that answers are held against, read once: own rules by the lines that they are for.

    `asked` are the rules that rows asked for so far, with the first place of each.
    """

    organisation: Organisation
    sees_numbers: bool
    cards: Mapping[UUID, SupplierCard]
    rules: Mapping[tuple[str, ...], RuleDraft]
    names: Mapping[tuple[str, str], str]
    places: Mapping[tuple[str, str], Mapping[str, str | None]]
    answers: Mapping[tuple[str, str], Mapping[str, str]]
    pairs: Mapping[str, MergeProposal]
    problems: list[FixProblem] = field(default_factory=list)
    asked: dict[tuple[str, ...], tuple[Place, RuleDraft]] = field(default_factory=dict)

    @property
    def accounts(self) -> set[str]:
        """The accounts that lines stand on."""
        return {account for _chart, account in self.names}


def look_at_answers(
    organisation: Organisation, answers: Sequence[Answer], wrong: Iterable[FixProblem] = (), *, sees_numbers: bool
) -> FixLook:
    """Return what the good rows would change, and what is wrong with the others.

    `wrong` are cells that could not even be read. A row with a wrong cell is wrong as a whole. For whoever sees no
    personal numbers so is one that writes such a number, right or not.
    """
    problems, good = [*wrong], list(answers)
    while True:
        look = _look_at(organisation, good, sees_numbers=sees_numbers)
        problems += look.problems
        left = wrong_places(problems)
        if not any(answer.place in left for answer in good):
            break
        good = [answer for answer in good if answer.place not in left]
    ordered = sorted(dict.fromkeys(problems), key=lambda each: (each.place.sheet, each.place.row))
    return FixLook(look.changes, tuple(ordered), look.same)


def _look_at(organisation: Organisation, answers: Sequence[Answer], *, sees_numbers: bool) -> FixLook:
    known = _known(organisation, answers, sees_numbers=sees_numbers)
    changes: list[FixChange] = []
    told: dict[str, Answer] = {}
    same = 0
    for answer in answers:
        earlier = told.setdefault(answer.reference, answer)
        if earlier is not answer and replace(earlier, place=answer.place) != answer:
            sentence = _("This row is answered otherwise in “%(sheet)s”, row %(row)s. Say the same in both.")
            values = {"sheet": earlier.place.sheet, "row": earlier.place.row}
            known.problems.append(FixProblem(answer.place, "row", sentence % values, earlier.place))
            continue
        before = len(known.problems)
        found = _changes_of(answer, known) if earlier is answer else []
        changes += found
        same += not found and len(known.problems) == before
    return FixLook(tuple(changes), tuple(known.problems), same)


def _known(organisation: Organisation, answers: Sequence[Answer], *, sees_numbers: bool) -> _Known:
    uuids = {
        UUID(answer.parts[-1])
        for answer in answers
        if answer.sort in (Sort.SUPPLIER, Sort.CATCH_ALL) and answer.parts[-1]
    }
    cards = SupplierCard.objects.filter(organisation=organisation, uuid__in=uuids).select_related(
        "organisation", "party"
    )
    version = latest_mapping_version(organisation)
    rules = map(draft_of, own_rows(organisation.pk, version.number)) if version else ()
    years = {answer.parts[0] for answer in answers if answer.sort is Sort.NO_SUPPLIER}
    return _Known(
        organisation,
        sees_numbers,
        cards={card.uuid: card for card in cards},
        rules={rule.lines: rule for rule in rules},
        names=account_names(organisation.pk),
        places={(year, place_of(row)): row for year in years for row in _without_supplier(organisation, year)},
        answers=newest_answers(organisation.pk),
        pairs=_pairs(organisation, [answer.parts[0] for answer in answers if answer.sort is Sort.PAIR]),
    )


def _pairs(organisation: Organisation, asked: Sequence[str]) -> dict[str, MergeProposal]:
    """Return by id the pairs that may be answered in a list; persons are merged one by one, on their page."""
    found = MergeProposal.objects.filter(organisation=organisation, uuid__in=asked, is_personal=False)
    return {str(each.uuid): each for each in found.select_related("card", "other")}


def _without_supplier(organisation: Organisation, year: str) -> list[dict[str, str | None]]:
    base = (
        quality_base(organisation, int(year))
        if year.isascii() and year.isdigit() and len(year) == len("2024")
        else None
    )
    return money_without_supplier(base) if base else []


def _changes_of(answer: Answer, known: _Known) -> list[FixChange]:
    if not known.sees_numbers and (hidden := hidden_problem(answer, _card_of(answer, known))):
        known.problems.append(hidden)
        return []
    changes = {
        Sort.SUPPLIER: _of_supplier,
        Sort.CATCH_ALL: _of_catch_all,
        Sort.NO_SUPPLIER: _of_place,
        Sort.ACCOUNT: _of_account,
        Sort.DOUBLE: _of_double,
        Sort.PAIR: _of_pair,
    }[answer.sort](answer, known)
    kept = comment_kept(answer.comment)
    before = known.answers.get((FixAnswer.Kind.COMMENT, answer.reference), {}).get("comment", "")
    if kept and kept != before:
        changes.append(FixChange(answer.place, "comment", _about(answer, known), before, kept, answer))
    return changes


def _card_of(answer: Answer, known: _Known) -> SupplierCard | None:
    has_card = answer.sort in (Sort.SUPPLIER, Sort.CATCH_ALL) and answer.parts[-1]
    return known.cards.get(UUID(answer.parts[-1])) if has_card else None


def _about(answer: Answer, known: _Known) -> str:
    """Return what a row is about: the account, the supplier, or both."""
    card = _card_of(answer, known)
    place = known.places.get((answer.parts[0], answer.parts[-1])) if answer.sort is Sort.NO_SUPPLIER else None
    account = {
        Sort.CATCH_ALL: answer.parts[0],
        Sort.ACCOUNT: answer.parts[-1],
        Sort.NO_SUPPLIER: (place or {}).get("account") or "",
    }.get(answer.sort, "")
    words = (without_personal_numbers(account), _supplier_words(card) if card else "")
    return " · ".join(word for word in words if word)


def _supplier_words(card: SupplierCard) -> str:
    return without_personal_numbers(card.known_name) or shown_number(card.known_number, card.is_personal)


def shown_number(number: str, is_personal: bool) -> str:
    """Return a number as everybody who may send fix lists may see it: a person's is masked."""
    return masked(number) if is_personal else without_personal_numbers(number) or ""


def _of_supplier(answer: Answer, known: _Known) -> list[FixChange]:
    card = known.cards.get(UUID(answer.parts[0]))
    if card is None:
        return []
    found: list[FixChange] = []
    about = _supplier_words(card)
    if answer.number and answer.number != card.known_number:
        reading = read_number(answer.number, known.organisation.country)
        if reading.kind in (NumberKind.INVALID, NumberKind.UNKNOWN, NumberKind.MISSING):
            known.problems.append(FixProblem(answer.place, "right_number", _wrong_number(answer.number)))
            return []
        after = shown_number(answer.number, reading.kind is NumberKind.PERSON)
        before = shown_number(card.known_number, card.is_personal)
        found.append(FixChange(answer.place, "number", about, before, after, answer))
    if answer.name and answer.name != card.known_name:
        if without_personal_numbers(answer.name) != answer.name:
            sentence = _("The name holds a personal number. Write the number where numbers stand.")
            known.problems.append(FixProblem(answer.place, "right_name", sentence))
            return []
        before = without_personal_numbers(card.known_name) or ""
        found.append(FixChange(answer.place, "name", about, before, answer.name, answer))
    return found


def _wrong_number(number: str) -> str:
    sentence = _("“%(number)s” is no valid organisation number: its length or check digit is wrong. Look it up again.")
    return sentence % {"number": without_personal_numbers(number[:40])}


def _of_catch_all(answer: Answer, known: _Known) -> list[FixChange]:
    account, identity = answer.parts
    card = known.cards.get(UUID(identity)) if identity else None
    if not answer.category or account not in known.accounts or (identity and card is None):
        return []
    draft = rule_on_account(account, answer.category, card)
    if draft is None:
        sentence = _("This supplier has neither number nor name that a rule could ask for. Leave the cell empty.")
        known.problems.append(FixProblem(answer.place, "category", sentence))
        return []
    return _of_rule(answer, known, draft, f"{account} · {_supplier_words(card)}" if card else account)


def _of_place(answer: Answer, known: _Known) -> list[FixChange]:
    row = known.places.get((answer.parts[0], answer.parts[1]))
    if not answer.category or row is None:
        return []
    draft = rule_on_place(row, answer.category)
    about = " · ".join(without_personal_numbers(text) or "" for text in (row[name] for name in PLACE) if text)
    return _of_rule(answer, known, draft, about)


def _of_rule(answer: Answer, known: _Known, draft: RuleDraft, about: str) -> list[FixChange]:
    """Return the rule as a change; nothing where it holds already, or another row asks for the same."""
    if not any(draft.conditions):
        sentence = _("These lines have no account, function or unit that a rule could ask for. Leave the cell empty.")
        known.problems.append(FixProblem(answer.place, "category", sentence))
        return []
    said = replace(
        draft, explanation=comment_kept(answer.comment)[:300] or _("From the fix list of the finance office")
    )
    place, first = known.asked.setdefault(draft.lines, (answer.place, said))
    if first.outcome != said.outcome:
        sentence = _("The same lines are answered otherwise in “%(sheet)s”, row %(row)s. Say the same in both.")
        values = {"sheet": place.sheet, "row": place.row}
        known.problems.append(FixProblem(answer.place, "category", sentence % values, place))
        return []
    held = known.rules.get(draft.lines)
    if first is not said or (held and held.outcome == said.outcome):
        return []
    before = outcome_of(held) if held else ""
    return [FixChange(answer.place, "rule", about, before, outcome_of(said), answer, said)]


def _of_account(answer: Answer, known: _Known) -> list[FixChange]:
    chart, account = answer.parts
    before = known.names.get((chart, account))
    if not answer.name or before is None or answer.name == before:
        return []
    if without_personal_numbers(answer.name) != answer.name:
        sentence = _("The name of an account holds no personal number. Write what the account is for.")
        known.problems.append(FixProblem(answer.place, "right_name", sentence))
        return []
    return [FixChange(answer.place, "account_name", account, before, answer.name, answer)]


def _of_double(answer: Answer, known: _Known) -> list[FixChange]:
    before = known.answers.get((FixAnswer.Kind.DUPLICATE, answer.reference), {}).get("verdict", "")
    if not answer.verdict or answer.verdict == before:
        return []
    return [FixChange(answer.place, "verdict", "", before, answer.verdict, answer)]


def _of_pair(answer: Answer, known: _Known) -> list[FixChange]:
    if answer.number or answer.name:
        sentence = _("This row asks only whether the two are one supplier. Correct a number in a row of its own.")
        column = "right_number" if answer.number else "right_name"
        known.problems.append(FixProblem(answer.place, column, sentence))
        return []
    pair = known.pairs.get(answer.parts[0])
    if pair is None or not answer.same or pair.state == answer.same:
        return []
    before = pair.state if pair.state in PAIR_ANSWERS else ""
    about = " · ".join(_supplier_words(card) for card in (pair.card, pair.other))
    return [FixChange(answer.place, "pair", about, before, answer.same, answer)]
