"""Tender documents, read back: what is asked and weighed, each step, the model and its arithmetic, the reasons."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils.translation import override
from docx import Document
from pypdf import PdfReader

from foundation.errors import DomainError
from organisations.models import Organisation
from procurement.calculations.answer_points import LinearScale
from procurement.calculations.bids import Criterion, CriterionKind
from procurement.calculations.evaluation import Model
from procurement.calculations.evaluation_choice import CriterionChoice, EvaluationChoice, PointsBy
from procurement.calculations.evaluation_example import ChosenModel
from procurement.calculations.evaluation_rules import EvaluationRules
from procurement.models import ClimateBy, Procurement, ProcurementDocument, Staircase
from procurement.queries.asked import AskedLine
from procurement.queries.tender import Tender, tender_of
from procurement.reports.annex import LANGUAGES, AnnexKind, Grid, Heading, all_annex_words
from procurement.reports.points_guard import points_contradicted
from procurement.reports.tender_page import shown_annexes
from procurement.reports.terms_to_publish import terms_to_publish
from procurement.services.annexes import Making, all_annexes, annex_file, annex_of, keep_annex, kinds_of
from procurement.services.ask import Wanted, ask_for, fill_asked
from procurement.services.ask_in_lot import ask_apart
from procurement.services.evaluation import choose_evaluation
from procurement.services.law_answers import answer_law
from requirements_bank.importers.docx_check import check_docx
from tests.factories.bank import make_published
from tests.factories.baskets import CLAUSES, make_template, word_file
from tests.factories.procurements import make_planned
from tests.factories.tenders import add_lots, make_tender, weigh

pytestmark = pytest.mark.django_db
NB = Making("nb")
_REST = "Derfor sier dette vedlegget bare hva prisen og kriteriene veier."


class Walked(list[AskedLine]):
    """Lines that count how often somebody goes through all of them."""

    times = 0

    def __iter__(self) -> Iterator[AskedLine]:
        self.times += 1
        return super().__iter__()


@pytest.fixture
def procurement(at_work_in_ekby: Organisation) -> Procurement:
    return make_tender(at_work_in_ekby)


def text_of(content: bytes) -> str:
    """All words of a Word or PDF file in their order."""
    if content.startswith(b"%PDF"):
        return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages)
    document = Document(BytesIO(content))
    return "\n".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))


def said_in(tender: Tender, kind: AnnexKind, language: str = "nb") -> str:
    """Everything that an annex says, without making a file of it."""
    annex = annex_of(tender, kind, Making(language))
    of_clauses = [text for each in annex.document.clauses for text in (each.title, each.measure, *each.steps)]
    of_sections = [section.heading for section in annex.document.sections]
    return "\n".join([*annex.document.notices, *of_sections, *of_clauses, str(annex.blocks)]).replace("\u00a0", " ")


def with_model(tender: Tender, model: Model = Model.LINEAR, scoring: LinearScale | None = None) -> Tender:
    """The same tender with a model that decides."""
    key = tender.criteria[0].asked.uuid.hex
    criteria = (
        Criterion("price", CriterionKind.PRICE, Decimal(70)),
        Criterion(key, CriterionKind.ENVIRONMENT, Decimal(30), scoring),
    )
    sums = {key: Decimal(400_000)}
    return replace(tender, models={None: ChosenModel(model, EvaluationRules(criteria, "NOK", sums=sums))})


def test_the_requirement_annex_says_what_is_asked_weighed_and_why_it_is_lawful(procurement: Procurement) -> None:
    annex = annex_of(tender_of(procurement), AnnexKind.REQUIREMENTS, Making("nb", with_motives=True))
    for ending in ("docx", "pdf"):
        words = text_of(annex_file(annex, procurement, ending, None)).replace("\u00a0", " ")

        for expected in (
            "Vedlegg: krav", "Innhold", "1.1 Lave utslipp (vekt 30 %)", "2.1 Egne leveranser",
            "Minst 40 % av leveransene skal skje med lastesykkel.", "Hvorfor: Kortere vei og renere luft.",
            "Andel leveranser (per kvartal)", "En oversikt hvert kvartal.",
            "Fra 1. august 2029: minst 60 %", "Fra 1. august 2031, bare hvis avtalen forlenges: minst 80 %",
            "3 Klima og miljø etter regelverket", "30 prosent", "EGN-901",
        ):  # fmt: skip
            assert expected in words, (ending, expected)
        assert "følgesedlene" not in words  # how the buyer follows up stays inside


def test_reasons_stand_in_the_documents(at_work_in_ekby: Organisation) -> None:
    procurement = make_tender(at_work_in_ekby, weight=20)
    clause = next(line for line in tender_of(procurement).lines if not line.is_criterion)
    answer_law(
        procurement,
        revision=1,
        climate_by=ClimateBy.REQUIREMENTS,
        requirements=[clause.asked.code],
        reason="Kravet gir klart bedre effekt.",
    )
    tender = tender_of(procurement)

    assert "Kravet gir klart bedre effekt." in said_in(tender, AnnexKind.REQUIREMENTS)
    assert "Kravet gir klart bedre effekt." in said_in(tender, AnnexKind.EVALUATION)


def test_lots_of_the_same_name_are_judged_each_by_its_own_weights(procurement: Procurement) -> None:
    north, south = add_lots(procurement, "Lot", "Lot")
    criterion = next(line for line in tender_of(procurement).lines if line.is_criterion)
    weigh(procurement, ask_apart(criterion.asked, south), 10)
    words = said_in(tender_of(Procurement.objects.get()), AnnexKind.EVALUATION)
    _terms, business = terms_to_publish(procurement)

    assert words.count("vektes med 30 prosent") == 1
    assert {code.lot for code in business.codes} == {north.number, south.number}


def test_a_swedish_checklist_stands_there_with_its_reasons(at_work_in_ekby: Organisation) -> None:
    procurement = make_tender(at_work_in_ekby, country="SE")
    answer_law(
        procurement,
        revision=1,
        checklist={"proportionality": {"says_yes": True, "reason": "Marknaden klarar det redan."}},
    )

    words = said_in(tender_of(procurement), AnnexKind.REQUIREMENTS, "sv")
    assert "Marknaden klarar det redan." in words


def test_which_lots_are_excepted_is_known_without_going_through_all_lines_for_each(procurement: Procurement) -> None:
    lots = add_lots(procurement, "Nord", "Sør", "Øst")
    tender = tender_of(procurement)
    ask_apart(tender.criteria[0].asked, lots[1])
    tender = tender_of(procurement)
    walked = replace(tender, lines=Walked(tender.lines))

    assert [walked.excepted(line) for line in tender.criteria if line.asked.lot is None] == [[lots[1]]]
    assert [len(walked.excepted(line)) for line in tender.lines].count(0) == len(tender.lines) - 1
    assert walked.lines.times == 0  # type: ignore[attr-defined]
    assert [lot for lot, _lines in walked.sections] == [None, lots[1]]
    assert walked.lines.times == 1  # type: ignore[attr-defined]


def test_the_staircase_annex_is_complete_and_keeps_inside_what_is_ours(procurement: Procurement) -> None:
    annex = annex_of(tender_of(procurement), AnnexKind.STAIRCASES, NB)
    for ending in ("docx", "pdf"):
        content = annex_file(annex, procurement, ending, None)
        words = text_of(content).replace("\u00a0", " ").replace("\u202f", " ")

        for expected in (
            "Alle trapper er komplette.", "1 Egne leveranser (EGN-902)", "Måles per kvartal: Andel leveranser.",
            "minst 60 %", "1. august 2029", "6 måneder før, senest 1. februar 2029", "Liste over alle turer",
            "50 000 kr", "Trinn 3 (fra opsjon 1)", "Som i kravet", "Dette gjelder også",
        ):  # fmt: skip
            assert expected in words, (ending, expected)
        for inside in ("3 av 9 klarer det", "Klimaplanen", "Utkast"):
            assert inside not in words
    word = Document(BytesIO(annex_file(annex, procurement, "docx", None)))
    assert len(word.inline_shapes) == 1
    assert "40" in word.inline_shapes[0]._inline.docPr.get("descr")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"on_partial_proof": "time_to_complete"}, "within how many days"),
        ({"months": None}, "when the contract begins"),
    ],
)
def test_a_staircase_that_lacks_something_is_called_a_draft(
    procurement: Procurement, change: dict[str, object], sentence: str
) -> None:
    if "months" in change:
        Procurement.objects.update(months=None)
        procurement.refresh_from_db()
    else:
        Staircase.objects.update(**change)
    notices = annex_of(tender_of(procurement), AnnexKind.STAIRCASES, Making("en")).document.notices

    assert notices[0] == "Draft: the document is not complete."
    assert notices[1].startswith("EGN-902: ")
    assert sentence in notices[1]


def test_without_a_model_the_evaluation_annex_says_so(procurement: Procurement) -> None:
    words = said_in(tender_of(procurement), AnnexKind.EVALUATION)

    assert "Evalueringsmodellen er ikke valgt ennå." in words
    for weight in ("70 %", "30 %", "100 %"):
        assert weight in words
    assert "Formel" not in words


def test_the_chosen_model_stands_there_in_words_with_its_arithmetic(procurement: Procurement) -> None:
    annex = annex_of(with_model(tender_of(procurement)), AnnexKind.EVALUATION, NB)
    assert annex.document.notices == []
    for ending in ("docx", "pdf"):
        words = text_of(annex_file(annex, procurement, ending, None)).replace("\u00a0", " ").replace("\u202f", " ")

        for expected in (
            "Evalueringsmodell: lineær", "poeng for pris = 10 − 10 × (pris − laveste pris) / laveste pris",
            "10 − 10 × (1 200 000 − 1 000 000) / 1 000 000 = 8", "8,8", "8,3", "vinner tilbud A",
        ):  # fmt: skip
            assert expected in words, (ending, expected)


def test_the_model_is_the_one_that_was_chosen_for_the_lot(procurement: Procurement) -> None:
    north, _south = add_lots(procurement, "Nord", "Sør")
    key = tender_of(procurement).criteria[0].asked.uuid.hex
    choice = EvaluationChoice(
        Model.PROPORTIONAL, criteria={key: CriterionChoice(PointsBy.STEPS, Decimal(40), Decimal(90))}
    )
    choose_evaluation(procurement, north, choice, reasons="", revision=0)
    tender = tender_of(procurement)
    annex = annex_of(tender, AnnexKind.EVALUATION, NB)
    said = str(annex.blocks)

    assert [each.text for each in annex.blocks if isinstance(each, Heading)] == [
        "1 Delkontrakt 1: Nord", "Evalueringsmodell: forholdsmessig", "Regneeksempel", "2 Delkontrakt 2: Sør",
    ]  # fmt: skip
    assert "Poeng etter trinnene" in said
    assert annex.document.notices[1:] == ["Evalueringsmodellen er ikke valgt ennå. " + _REST]


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        (Model.PROPORTIONAL, ["10 × 1 000 000 / 1 200 000 = 8,333"]),
        (Model.SURCHARGE, ["1 171 429 kr", "påslag"]),
        (Model.DEDUCTION, ["400 000 kr", "760 000 kr"]),
        (Model.SHADOW_PRICE, ["Modellen kan ikke brukes"]),
    ],
)
def test_each_model_shows_its_own_arithmetic(procurement: Procurement, model: Model, expected: list[str]) -> None:
    words = said_in(with_model(tender_of(procurement), model), AnnexKind.EVALUATION).replace("\u202f", " ")

    assert [each for each in expected if each not in words.replace("\\u202f", " ").replace("\\xa0", " ")] == []


def test_points_by_answers_are_told(procurement: Procurement) -> None:
    scale = LinearScale(Decimal(200), Decimal(100))

    assert "Ingen poeng ved 200, 10 poeng ved 100" in said_in(
        with_model(tender_of(procurement), scoring=scale), AnnexKind.EVALUATION
    )


def test_the_evaluation_annex_holds_where_the_text_says_other_points(at_work_in_ekby: Organisation) -> None:
    wording = {"nb": "{share} gir 0 poeng, 90 % eller mer gir 10 poeng.", "sv": "{share} ger 0 poäng."}
    version = make_published(at_work_in_ekby, kind="award_criterion", phase="evaluation", wording=wording)
    procurement = make_planned(at_work_in_ekby)
    (asked,) = ask_for(procurement, [Wanted(version)])
    weigh(procurement, asked, 30, price=70)
    procurement.refresh_from_db()
    scale = LinearScale(Decimal(50), Decimal(90))
    tender = with_model(tender_of(procurement), scoring=scale)

    with override("en"):
        assert [sentence for _lot, _line, sentence in points_contradicted(tender)] == [
            f"{asked.code}: by its text 40 gets no points, and by the evaluation annex 50. The annex holds."
        ]
        (shown,) = [each for each in shown_annexes(tender, [AnnexKind.EVALUATION]) if each.exists]
        assert [each.page for each in shown.warnings] == ["procurement_evaluation"]
    (clause,) = annex_of(tender, AnnexKind.REQUIREMENTS, NB).document.clauses
    assert clause.remarks == (
        "Poeng gis slik evalueringsvedlegget sier. Sier teksten her noe annet, gjelder vedlegget.",
    )

    agreeing = with_model(tender_of(procurement), scoring=LinearScale(Decimal(40), Decimal(90)))
    assert list(points_contradicted(agreeing)) == []


def test_a_threshold_stands_once_with_its_steps(procurement: Procurement) -> None:
    clause = next(line.asked for line in tender_of(procurement).lines if line.staircase)
    fill_asked(clause, texts={"share": "55"})
    annex = annex_of(tender_of(procurement), AnnexKind.REQUIREMENTS, NB)
    rising = next(each for each in annex.document.clauses if each.steps)

    assert ":" not in rising.measure
    assert rising.steps[0].replace("\u00a0", " ") == "Fra 1. august 2027: minst 40 %"
    assert rising.text.replace("\u00a0", " ") == "Minst 40 % av leveransene skal skje med lastesykkel."
    assert "55" not in text_of(annex_file(annex, procurement, "docx", None))


def test_lots_stand_apart_with_their_own_weights(procurement: Procurement) -> None:
    north, south = add_lots(procurement, "Nord", "Sør")
    (own,) = ask_for(procurement, [Wanted(tender_of(procurement).criteria[0].version)], lot=south)  # type: ignore[arg-type]  # it is in sight
    weigh(procurement, own, 25)
    tender = tender_of(procurement)
    headings = [section.heading for section in annex_of(tender, AnnexKind.REQUIREMENTS, NB).document.sections]
    annex = annex_of(tender, AnnexKind.EVALUATION, NB)

    assert headings == [
        "Alle delkontrakter – Tildelingskriterier",
        "Alle delkontrakter – Kontraktsvilkår",
        "Delkontrakt 2: Sør – Tildelingskriterier",
    ]
    assert tender.excepted(tender.criteria[0]) == [south]
    assert [each.text for each in annex.blocks if isinstance(each, Heading)] == [
        "1 Delkontrakt 1: Nord",
        "2 Delkontrakt 2: Sør",
    ]
    sums = [each.rows[-1][1] for each in annex.blocks if isinstance(each, Grid)]
    assert sums == ["100 %", "95 %"]
    assert "Vektene utgjør 95 % og ikke 100 %." in annex.document.notices
    assert north.number == 1


def test_the_buyers_own_template_gives_its_front_and_look(
    procurement: Procurement, at_work_in_ekby: Organisation
) -> None:
    own = word_file("Ekby kommunes forside: {{ name }}", *CLAUSES, "Etter kravene")
    template = make_template(at_work_in_ekby, own)
    tender = tender_of(procurement)
    asked = annex_file(annex_of(tender, AnnexKind.REQUIREMENTS, NB), procurement, "docx", template)
    steps = annex_file(annex_of(tender, AnnexKind.STAIRCASES, NB), procurement, "docx", template)

    assert [check_docx(asked), check_docx(steps)] == [None, None]
    assert "Ekby kommunes forside: Skoleskyss 2027" in text_of(asked)
    assert "Etter kravene" in text_of(asked)
    assert "Klima og miljø etter regelverket" in text_of(asked)
    assert "Ekby kommunes forside: Skoleskyss 2027" in text_of(steps)
    assert "Etter kravene" not in text_of(steps)
    assert "minst 60" in text_of(steps)


def test_a_template_torn_apart_by_the_cut_leaves_its_look(
    procurement: Procurement, at_work_in_ekby: Organisation
) -> None:
    around = word_file("{%p if name %}", "Forside", *CLAUSES, "{%p endif %}")
    template = make_template(at_work_in_ekby, around)
    steps = annex_file(annex_of(tender_of(procurement), AnnexKind.STAIRCASES, NB), procurement, "docx", template)

    assert "Forside" not in text_of(steps)
    assert "minst 60" in text_of(steps)


def test_what_was_typed_does_no_harm(at_work_in_ekby: Organisation) -> None:
    procurement = make_tender(at_work_in_ekby, title="{{ words }} <b>& \x0bmer")
    tender = tender_of(procurement)
    content = annex_file(annex_of(tender, AnnexKind.EVALUATION, NB), procurement, "docx", None)

    assert check_docx(content) is None
    assert "{{ words }} <b>&" in text_of(content)


def test_all_go_into_one_file_and_one_is_kept_with_who_made_it(procurement: Procurement) -> None:
    tender = tender_of(procurement)
    with ZipFile(BytesIO(all_annexes(tender, NB, ("pdf",)))) as archive:
        assert len(archive.namelist()) == 3
        assert archive.testzip() is None
    kept = keep_annex(tender, AnnexKind.EVALUATION, NB, "pdf")

    assert (kept.annex, kept.uploaded_by) == ("evaluation", "Ada Ask")
    assert kept.title == "Vedlegg: evaluering (Norsk bokmål, pdf)"
    assert ProcurementDocument.objects.get().file.name.endswith(".pdf")


def test_there_is_nothing_to_make_of_nothing(at_work_in_ekby: Organisation) -> None:
    tender = tender_of(make_planned(at_work_in_ekby))

    assert kinds_of(tender) == []
    for make in (lambda: annex_of(tender, AnnexKind.STAIRCASES, NB), lambda: all_annexes(tender, NB)):
        with pytest.raises(DomainError):
            make()


def test_each_language_has_the_same_words() -> None:
    def names(words: object, before: str = "") -> set[str]:
        if not isinstance(words, dict):
            return {before}
        return {name for part, of in words.items() for name in names(of, f"{before}.{part}")}

    words = all_annex_words()
    assert set(words) == set(LANGUAGES)
    assert len({frozenset(names(words[language])) for language in LANGUAGES}) == 1
