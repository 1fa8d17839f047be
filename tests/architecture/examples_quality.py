"""Examples for the addresses of the accounts' quality and its fix list."""

from io import BytesIO

from emissions.queries.fix_list import fix_list
from emissions.reports.fix_list import columns_of, fix_list_sheets
from emissions.reports.line_words import Reader
from emissions.services.import_quality import ensure_import_quality
from emissions.services.keep_fix_list import keep_fix_list
from emissions.services.year_quality import quality_base
from foundation.jobs.models import Job
from foundation.spreadsheets import Sheet, workbook_of
from tests.architecture.examples import Arguments, example
from tests.factories.cast import Cast
from tests.factories.ledgers import YEAR, import_sample

API_QUALITY = "api/v1/organisations/<slug:organisation>/ledger-quality/<int:year>/"
API_IMPORT = "api/v1/organisations/<slug:organisation>/ledger-imports/<uuid:ledger_import>/quality/"


@example("look_at_fix_list", "apply_fix_list")
def a_fix_list_that_came_back(cast: Cast) -> Arguments:
    import_sample(cast.ekby)
    base = quality_base(cast.ekby, YEAR)
    assert base
    ensure_import_quality(base.imports)
    reader = Reader(sees_numbers=False, sees_persons=True, country="SE")
    book = workbook_of(fix_list_sheets(fix_list(base, "SEK"), YEAR, reader))
    stored = keep_fix_list(organisation=cast.ekby, stream=BytesIO(book), name="fix-list.xlsx")
    return {"file": stored.sha256}


@example("wrong_fix_rows")
def a_fix_list_with_a_wrong_row(cast: Cast) -> Arguments:
    sheet = Sheet("Catch-all accounts", columns_of(["row", "category"]), [["CA:67000:", "Spaceships"]])
    stored = keep_fix_list(organisation=cast.ekby, stream=BytesIO(workbook_of([sheet])), name="fix-list.xlsx")
    return {"file": stored.sha256}


@example("fix_list_applied", "take_back_fix_list")
def a_fix_list_that_was_applied(cast: Cast) -> Arguments:
    result = {"changes": 0, "file": "", "list": [], "before": {}, "after": {}, "undo": {}}
    job = Job.objects.create(
        organisation=cast.ekby, name="emissions.apply_fix_list", status=Job.Status.DONE, result=result
    )
    return {"run": job.uuid}


@example("fix_list")
def the_fix_list(cast: Cast) -> Arguments:
    import_sample(cast.ekby)
    return {}


@example(API_IMPORT)
def the_quality_of_an_import(cast: Cast) -> Arguments:
    return {"ledger_import": import_sample(cast.ekby).uuid}


@example(API_QUALITY, f"{API_QUALITY}fix-list.xlsx", everyones=("year",))
def the_quality_of_a_year(cast: Cast) -> Arguments:
    import_sample(cast.ekby)
    return {"year": YEAR}
