"""The addresses of deviations, of bonus and penalty, and of suppliers."""

from django.urls import path

from follow_up.urls.places import FOLLOW_UP
from follow_up.views import (
    change_deviation,
    deviation,
    deviation_by_link,
    deviations,
    move_deviation,
    note_deviation,
    price_claims,
    requirement_note,
    suppliers,
)

DEVIATIONS = f"{FOLLOW_UP}deviations/"
DEVIATION = f"{DEVIATIONS}<uuid:deviation>/"
CLAIMS = f"{FOLLOW_UP}price-claims/"
CLAIM = f"{CLAIMS}<uuid:claim>/"
SUPPLIERS = f"{FOLLOW_UP}suppliers/"
SUPPLIER = f"{SUPPLIERS}<slug:key>/"
DEVIATION_LINK = "deviation/<str:secret>/"

of_deviations = [
    path(DEVIATIONS, deviations.deviations, name="deviations"),
    path(f"{DEVIATIONS}deviations.<register_file:kind>", deviations.export, name="deviations_export"),
    path(f"{DEVIATIONS}new/", note_deviation.choose_contract, name="deviation_contract"),
    path(f"{DEVIATIONS}new/<uuid:contract>/", note_deviation.note, name="note_deviation"),
    path(DEVIATION, deviation.deviation, name="deviation"),
    path(f"{DEVIATION}deviation.pdf", deviation.pdf, name="deviation_pdf"),
    path(f"{DEVIATION}change/", change_deviation.change, name="change_deviation"),
    path(f"{DEVIATION}actions/<uuid:action>/", change_deviation.action, name="corrective_action"),
    path(f"{DEVIATION}requirement-note/", requirement_note.note, name="deviation_requirement_note"),
    path(f"{DEVIATION}control/<slug:move>/", move_deviation.control_move, name="control_move"),
    path(f"{DEVIATION}decide/<slug:move>/", move_deviation.decide_move, name="decide_move"),
    path(f"{DEVIATION}files/<uuid:file>/", deviation.file, name="statement_file"),
    path(f"{DEVIATION}photos/<uuid:photo>/", deviation.photo, name="deviation_photo"),
    path(DEVIATION_LINK, deviation_by_link.deviation_by_link, name="deviation_by_link"),
    path(f"{DEVIATION_LINK}files/<uuid:file>/", deviation_by_link.file_by_link, name="statement_file_by_link"),
    path(f"{DEVIATION_LINK}photos/<uuid:photo>/", deviation_by_link.photo_by_link, name="deviation_photo_by_link"),
]
of_claims = [
    path(CLAIMS, price_claims.price_claims, name="price_claims"),
    path(f"{CLAIMS}price-claims.<register_file:kind>", price_claims.export, name="price_claims_export"),
    path(f"{CLAIMS}new/", price_claims.clauses, name="price_clauses"),
    path(f"{CLAIMS}new/<uuid:obligation>/<int:step>/<slug:kind>/", price_claims.reckon, name="reckon_claim"),
    path(CLAIM, price_claims.price_claim, name="price_claim"),
    path(f"{CLAIM}reckon/", price_claims.change, name="reckon_anew"),
    path(f"{CLAIM}decide/", price_claims.decide, name="decide_claim"),
]
of_suppliers = [
    path(SUPPLIERS, suppliers.suppliers, name="follow_up_suppliers"),
    path(SUPPLIER, suppliers.supplier, name="follow_up_supplier"),
    path(f"{SUPPLIER}notes/", suppliers.note, name="note_on_supplier"),
    path(f"{SUPPLIER}contacts/new/", suppliers.new_contact, name="new_supplier_contact"),
    path(f"{SUPPLIER}contacts/<uuid:contact>/", suppliers.contact, name="supplier_contact"),
    path(f"{SUPPLIER}contacts/<uuid:contact>/remove/", suppliers.take_contact, name="take_supplier_contact"),
]
urlpatterns = [*of_deviations, *of_claims, *of_suppliers]
