"""The addresses of follow-up, by what one does."""

from follow_up.urls import choosing, finding, looking, mending, planning, reporting

urlpatterns = [
    *finding.urlpatterns,
    *choosing.urlpatterns,
    *planning.urlpatterns,
    *looking.urlpatterns,
    *mending.urlpatterns,
    *reporting.urlpatterns,
]
