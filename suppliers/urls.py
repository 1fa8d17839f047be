"""The addresses of the supplier register."""

from django.urls import path

from suppliers.views import doubles, merge, register, supplier

SUPPLIERS = "o/<slug:organisation>/suppliers/"
SUPPLIER = f"{SUPPLIERS}<uuid:supplier>/"

urlpatterns = [
    path(SUPPLIERS, register.register, name="suppliers"),
    path(f"{SUPPLIERS}suppliers.csv", register.export, {"kind": "csv"}, name="suppliers_csv"),
    path(f"{SUPPLIERS}suppliers.xlsx", register.export, {"kind": "xlsx"}, name="suppliers_xlsx"),
    path(f"{SUPPLIERS}doubles/", doubles.doubles, name="supplier_doubles"),
    path(f"{SUPPLIERS}doubles/decide", doubles.decide, name="decide_supplier_doubles"),
    path(f"{SUPPLIERS}doubles/find", doubles.find, name="find_supplier_doubles"),
    path(f"{SUPPLIERS}merges/<uuid:merge>/undo", supplier.undo_merge, name="undo_supplier_merge"),
    path(SUPPLIER, supplier.supplier, name="supplier"),
    path(f"{SUPPLIER}correct/", supplier.correct, name="correct_supplier"),
    path(f"{SUPPLIER}merge/", merge.merge, name="merge_supplier"),
]
