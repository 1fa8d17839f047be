"""Banks as files, their mapping, and wordings of old contracts."""

from django.urls import path

from requirements_bank.urls.places import REQUIREMENTS
from requirements_bank.views import bank_mapping, bank_uploads, banks, old_wordings, wording_set

BANKS, WORDINGS = f"{REQUIREMENTS}banks/", f"{REQUIREMENTS}old-wordings/"
UPLOAD, BANK, SET = f"{BANKS}files/<uuid:job>/", f"{BANKS}<uuid:bank>/", f"{WORDINGS}<uuid:wording_set>/"

urlpatterns = [
    path(BANKS, banks.banks, name="banks"),
    path(f"{BANKS}load/", banks.load_bank, name="load_bank"),
    path(UPLOAD, bank_uploads.bank_upload, name="bank_upload"),
    path(f"{UPLOAD}load/", bank_uploads.load_bank_upload, name="load_bank_upload"),
    path(f"{BANK}export/<str:kind>/", banks.bank_export, name="bank_export"),
    path(f"{BANK}mapping/", bank_mapping.bank_mapping, name="bank_mapping"),
    path(f"{BANK}mapping/propose/", bank_mapping.propose_mapping, name="propose_mapping"),
    path(f"{BANK}mapping/export/", bank_mapping.bank_mapping_export, name="bank_mapping_export"),
    path(f"{BANK}mapping/<uuid:requirement>/", bank_mapping.decide_mapping, name="decide_mapping"),
    path(WORDINGS, old_wordings.old_wordings, name="old_wordings"),
    path(SET, wording_set.wording_set, name="wording_set"),
    path(f"{SET}column/", wording_set.choose_column, name="choose_column"),
    path(f"{SET}export/", wording_set.wording_set_export, name="wording_set_export"),
    path(f"{SET}<uuid:wording>/", wording_set.decide_wording, name="decide_wording"),
]
