"""The sentences about a file as a whole: what it is instead of a ledger, how it is packed, how its text is written."""

from collections.abc import Mapping
from typing import Final

from foundation.problems import translatable

FILE_TEXTS: Final[Mapping[str, str]] = {
    "file_cannot_be_opened": translatable(
        "The file {name} cannot be opened: {reason}. Check that it exists and may be read."
    ),
    "file_is_empty": translatable("The file is empty. Export it again from the accounting system."),
    "file_is_html": translatable(
        "The file is a web page (HTML), not a ledger, whatever its name says. Often it is a sign-in or error page "
        "that was saved instead of the export: download the export again."
    ),
    "file_is_pdf": translatable(
        "The file is a PDF. Figures cannot be taken from it safely: export the accounts as SIE, SAF-T, Excel or CSV."
    ),
    "file_is_image": translatable("The file is a picture. Export the accounts as SIE, SAF-T, Excel or CSV."),
    "file_is_archive": translatable("The file is a packed archive. Unpack it and hand over the ledger file in it."),
    "file_is_old_office": translatable(
        "The file is an old or password-protected Office file (such as xls). Open it in Excel and save it as a "
        "workbook (xlsx) without a password, or as CSV."
    ),
    "file_is_document": translatable(
        "The file is a document or a spreadsheet of another kind (Word, OpenDocument, xlsb, RTF). Save the ledger "
        "as Excel (xlsx) or CSV."
    ),
    "file_is_invoice": translatable(
        "The file is a single electronic invoice, not a ledger. Hand over the ledger in which it is booked."
    ),
    "file_is_notice": translatable(
        "The file is a procurement notice, not a ledger. It belongs to its procurement; hand over the ledger here."
    ),
    "file_is_order": translatable(
        "The file is an electronic order or the answer to one, not a ledger. Hand over the ledger in which the "
        "invoice is booked."
    ),
    "file_is_catalogue": translatable(
        "The file is a supplier's catalogue, with prices and no purchases. Hand over the ledger."
    ),
    "file_is_code_list": translatable("The file is a list of codes, not a ledger. Hand over the ledger."),
    "file_is_xml": translatable(
        "The file is XML, but neither SAF-T nor SIE 5. Export the accounts as SIE, SAF-T, Excel or CSV."
    ),
    "file_is_binary": translatable(
        "The file is of no kind that is read here. Export the accounts as SIE, SAF-T, Excel or CSV."
    ),
    "file_is_plain_text": translatable(
        "The file is text, but neither SIE nor a KOSTRA report nor a table. Export the accounts as SIE or SAF-T, or as "
        "Excel or CSV with the names of the columns in the first row."
    ),
    "columns_are_unknown": translatable(
        "Row 1 names the columns {names}, and nobody has said yet what they hold. Say it on the page of the file, or "
        "hand it over with a mapping of its columns."
    ),
    "columns_are_missing": translatable(
        "The table has no column for {missing}; its columns are {names}. Add the column, or export the file with it."
    ),
    "table_is_too_wide": translatable(
        "The table has {columns} columns; at most {most} are read. Delete the columns that are not needed."
    ),
    "line_is_too_long": translatable(
        "The file has a line of more than {megabytes} million letters, as no ledger has. Export it again, with one "
        "line for each row."
    ),
    "format_is_unknown": translatable(
        "There is no format {format}. Choose one of {formats}, or leave the choice to us."
    ),
    "file_has_another_format": translatable(
        "The file was handed over as {format}, but its content is {found}. Leave the format out, or choose the "
        "right file."
    ),
    "workbook_is_damaged": translatable(
        "The workbook is damaged or incomplete and cannot be opened. Open it in Excel, save it anew, or download "
        "it again."
    ),
    "workbook_is_too_large": translatable(
        "The workbook takes too much memory when it is unpacked. Delete empty rows and columns outside the table, "
        "or save the sheet as CSV."
    ),
    "workbook_has_too_many_sheets": translatable(
        "The workbook has more than 500 sheets. Save the sheet with the ledger as a file of its own, or as CSV."
    ),
    "file_has_too_many_parts": translatable(
        "The file is packed of far more parts than a workbook has. Save the ledger anew as a workbook, or as CSV."
    ),
    "workbook_is_empty": translatable(
        "No sheet of the workbook holds anything. Check the period and the selection of the export, and save it anew."
    ),
    "workbook_has_no_ledger": translatable(
        "None of the sheets ({sheets}) names columns near its top that are known. Put their names in the first row, "
        "such as konto, belopp and datum, or say on the page of the file what the columns hold."
    ),
    "several_sheets": translatable(
        "Several sheets look like ledgers ({sheets}) and have different columns, and none can be left out without "
        "loss. Save each as a file of its own."
    ),
    "sheets_have_no_dates": translatable(
        "Several sheets have the same columns ({sheets}), and none says when its lines were posted: they may be months "
        "or years. Add a column with the date, or save each as a file of its own."
    ),
    "sheets_are_read_together": translatable(
        "Sheets with the same columns are read as one ledger, their rows counted on from one to the next: {sheets}."
    ),
    "sheets_hold_the_same": translatable(
        "Every line of the sheet {sheet} stands in {others} as well and would count twice. Delete the sheets that "
        "repeat others, and hand the file over again."
    ),
    "sheets_are_left_out": translatable(
        "Only the sheet {sheet} is read. {others} has the same columns, but no column tells when, so they are not read "
        "together. Hand the file over once more for each."
    ),
    "several_buyers": translatable(
        "The column {field} names {count} different buyers ({buyers}). A ledger belongs to one organisation: "
        "split the file by buyer."
    ),
    "no_lines": translatable("The file holds no ledger lines. Check the period and the selection of the export."),
    "encodings_are_mixed": translatable(
        "Some letters are written in another encoding than the rest of the file ({encoding}); they are read with "
        "theirs."
    ),
    "encoded_twice": translatable("The text was turned into UTF-8 twice by another program; it is turned back."),
    "more_of_the_same": translatable(
        "Only the first {shown} problems of the kind {code} are listed; there are {total}."
    ),
}
