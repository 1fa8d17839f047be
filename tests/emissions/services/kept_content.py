"""What the way from files to a footprint leaves behind, table by table, without the ids that differ from run to run."""
# ruff: noqa: S608 - the statements are put together of constants

from typing import LiteralString

IMPORT: LiteralString = (
    "JOIN emissions_ledgerimport AS i ON i.id = t.import_id JOIN foundation_storedfile AS f ON f.id = i.file_id"
)
KEY: LiteralString = "JOIN posting_key AS k ON k.id = t.key_id AND k.organisation_id = t.organisation_id"
OWN: LiteralString = "WHERE t.organisation_id = %s"
# A result of a join has the same file as the ledger that it was made of.
FILE: LiteralString = "f.sha256, (SELECT m.id IS NOT NULL FROM emissions_ledgerjoin AS m WHERE m.result_id = i.id)"
PAIR: LiteralString = (
    "JOIN suppliers_suppliercard AS c ON c.id = t.card_id JOIN suppliers_suppliercard AS o ON o.id = t.other_id"
)
CONTENT: dict[str, LiteralString] = {
    "lines": f"SELECT {FILE}, t.row, t.month, posted_on, amount, t.currency, voucher, invoice, k.account, k.unit,"
    f" s.name FROM ledger_line AS t {IMPORT} {KEY} LEFT JOIN suppliers_suppliercard AS s ON s.id = k.supplier_id {OWN}",
    "cells": f"SELECT {FILE}, t.month, k.account, k.unit, sum(amount), sum(t.lines)"
    f" FROM spend_cell AS t {IMPORT} {KEY} {OWN} GROUP BY 1, 2, 3, 4, 5",
    "keys": "SELECT k.account, k.unit, version, treatment, category, reason, count(*)"
    f" FROM key_category AS t {KEY} {OWN} GROUP BY 1, 2, 3, 4, 5, 6",
    "totals": f"SELECT {FILE}, version, t.month, treatment, category, reason, amount, t.lines"
    f" FROM category_total AS t {IMPORT} {OWN}",
    "years": f"SELECT year, treatment, category, reason, amount, lines FROM year_total AS t {OWN}",
    "sources": f"SELECT month, t.ledger, investment, {FILE} FROM emissions_periodsource AS t"
    " JOIN emissions_ledgerimport AS i ON i.id = t.ledger_import_id"
    f" JOIN foundation_storedfile AS f ON f.id = i.file_id {OWN}",
    "quality": f"SELECT {FILE}, version, found::text FROM emissions_importquality AS t"
    " JOIN emissions_ledgerimport AS i ON i.id = t.ledger_import_id"
    f" JOIN foundation_storedfile AS f ON f.id = i.file_id {OWN}",
    "conspicuous": f"SELECT {FILE}, fact, t.month, k.account, k.unit, t.currency, sum(t.size), sum(t.lines)"
    f" FROM quality_cell AS t {IMPORT} {KEY} {OWN} GROUP BY 1, 2, 3, 4, 5, 6, 7",
    "joins": "SELECT f.sha256, report::text, result_id IS NULL,"
    " (SELECT string_agg(other.sha256, ' ' ORDER BY other.sha256)"
    " FROM emissions_joinedsupplierledger AS s JOIN emissions_ledgerimport AS l ON l.id = s.ledger_import_id"
    " JOIN foundation_storedfile AS other ON other.id = l.file_id WHERE s.join_id = t.id)"
    " FROM emissions_ledgerjoin AS t JOIN emissions_ledgerimport AS i ON i.id = t.general_id"
    f" JOIN foundation_storedfile AS f ON f.id = i.file_id {OWN}",
    "told": f"SELECT f.sha256, t.row, teller.sha256, by_row, way FROM told_line AS t {IMPORT}"
    " JOIN emissions_ledgerimport AS b ON b.id = by_import_id"
    f" JOIN foundation_storedfile AS teller ON teller.id = b.file_id {OWN}",
    "unfound": f"SELECT f.sha256, t.row, t.place FROM unfound_line AS t {IMPORT} {OWN}",
    "proposals": "SELECT c.name, o.name, t.reason, confidence, at_stake, state, merge_id IS NULL, t.revision"
    f" FROM suppliers_mergeproposal AS t {PAIR} {OWN}",
    "merges": f"SELECT c.name, o.name, t.reason, undone_at IS NULL FROM suppliers_suppliermerge AS t {PAIR} {OWN}",
    "register": f"SELECT t.revision, cards_looked_at FROM suppliers_registerstate AS t {OWN}",
    "footprint": f"SELECT dimension, key, amount, kg, low_kg, high_kg, lines FROM emissions_footprintpart AS t {OWN}"
    " AND dimension NOT IN ('supplier')",
    "suppliers": f"SELECT label, amount, kg FROM emissions_footprintpart AS t {OWN} AND dimension = 'supplier'",
    "changes": f"SELECT kind, action, count(*) FROM foundation_change AS t {OWN} GROUP BY 1, 2",
    "jobs": f"SELECT name, status, count(*) FROM foundation_job AS t {OWN} GROUP BY 1, 2",
    "files": f"SELECT sha256, size FROM foundation_storedfile AS t {OWN}",
    "cards": f"SELECT number, name, identity_number, identity_name, revision FROM suppliers_suppliercard AS t {OWN}",
    "known": f"SELECT name, shows, cards FROM known_supplier AS t {OWN}",
    "bought": f"SELECT year, name, shows, amount, counted, others::text, lines FROM supplier_year AS t {OWN}",
    "counted": f"SELECT show, suppliers, t.cards FROM register_count AS t {OWN}",
    "counted by year": f"SELECT year, show, suppliers, amount FROM register_year AS t {OWN}",
    "found": f"SELECT count(*) FROM foundation_searchdocument AS t {OWN}",
}
