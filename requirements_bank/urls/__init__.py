"""The addresses of the bank, by what one does with it."""

from requirements_bank.urls import baskets, examples, finding, loading, public, writing

urlpatterns = [
    *finding.urlpatterns,
    *baskets.urlpatterns,
    *examples.urlpatterns,
    *writing.urlpatterns,
    *loading.urlpatterns,
    *public.urlpatterns,
]
