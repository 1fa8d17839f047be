"""Examples for the addresses about columns of tables that nobody knew."""

import emissions.tasks  # noqa: F401 - registers the work
from emissions.importers.column_proposal import propose
from emissions.importers.mapped_file import tables_in
from emissions.importers.table_shapes import shape_of
from emissions.models import RememberedMapping
from emissions.services.masked_tables import masked_tables
from emissions.services.remembered_mappings import remember_mapping
from emissions.services.upload_ledger import upload_ledger
from foundation.models import Job
from foundation.problems import Problem
from tests.architecture.examples import Arguments, example
from tests.emissions.importers.unknown_tables import UNKNOWN
from tests.factories.cast import Cast

PATH = UNKNOWN / "visma_like.csv"


@example("upload_columns")
def a_table_that_is_not_known(cast: Cast) -> Arguments:
    with PATH.open("rb") as stream:
        job = upload_ledger(organisation=cast.ekby, stream=stream, name=PATH.name)
    problem = Problem("columns_are_unknown", "row 1", values={"names": "Kto"}).as_json()
    result = {"tables": masked_tables(tables_in(PATH)), "problems": [problem]}
    Job.objects.filter(pk=job.pk).update(status=Job.Status.DONE, result=result)
    return {"job": job.uuid}


@example("forget_mapping", "remember_again")
def a_remembered_mapping(cast: Cast) -> Arguments:
    known = RememberedMapping.objects.filter(organisation=cast.ekby).first()
    (sample,) = tables_in(PATH)
    mapping = propose(sample).mapping
    shape = shape_of(sample, mapping.header_row)
    found = known or remember_mapping(
        organisation=cast.ekby, shape=shape, mapping=mapping, file_name=PATH.name, revision=0
    )
    return {"remembered": found.uuid}
