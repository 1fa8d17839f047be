"""Baskets, their documents, the guided path and the limits."""

from django.urls import path

from requirements_bank.urls.places import REQUIREMENTS
from requirements_bank.views import (
    basket,
    basket_documents,
    basket_purchase,
    baskets,
    document_templates,
    guide,
    limits,
)

BASKETS = f"{REQUIREMENTS}baskets/"
BASKET = f"{BASKETS}<uuid:basket>/"
TEMPLATES = f"{REQUIREMENTS}document-templates/"
TEMPLATE = f"{TEMPLATES}<uuid:template>/"
LIMITS = f"{REQUIREMENTS}limits/"

urlpatterns = [
    path(BASKETS, baskets.baskets, name="baskets"),
    path(f"{BASKETS}new/", baskets.new, name="new_basket"),
    path(f"{BASKETS}add/", basket.add, name="add_to_basket"),
    path(BASKET, basket.basket, name="basket"),
    path(f"{BASKET}rename/", baskets.rename, name="rename_basket"),
    path(f"{BASKET}purchase/", basket_purchase.basket_purchase, name="basket_purchase"),
    path(f"{BASKET}copy/", baskets.copy, name="copy_basket"),
    path(f"{BASKET}archive/", baskets.archive, name="archive_basket"),
    path(f"{BASKET}use/", baskets.use, name="use_basket"),
    path(f"{BASKET}documents/", basket_documents.documents, name="basket_documents"),
    path(f"{BASKET}document.<str:kind>", basket_documents.document, name="basket_document"),
    path(TEMPLATES, document_templates.document_templates, name="document_templates"),
    path(f"{TEMPLATES}upload/", document_templates.upload, name="upload_document_template"),
    path(f"{TEMPLATES}klimatrappa.docx", document_templates.our_template, name="our_document_template"),
    path(f"{TEMPLATES}klimatrappa/use/", document_templates.use_ours, name="use_our_document_template"),
    path(TEMPLATE, document_templates.document_template, name="document_template"),
    path(f"{TEMPLATE}use/", document_templates.use, name="use_document_template"),
    path(f"{TEMPLATE}remove/", document_templates.remove, name="remove_document_template"),
    path(f"{REQUIREMENTS}guide/", guide.guide, name="guide"),
    path(LIMITS, limits.limits, name="proportionality_limits"),
    path(f"{LIMITS}<uuid:limit>/end/", limits.end, name="end_limit"),
]
