"""The addresses of the API that belong to procurements."""

from django.urls import path

from procurement.api import (
    agree_on_steps,
    asked,
    bids,
    coming,
    contracts,
    dialogues,
    downloads,
    evaluations,
    joint_staircases,
    law,
    lots_and_buyers,
    notices,
    procurements,
    registered_contracts,
    staircases,
    what_if,
    wording,
)

__all__ = ["urlpatterns", "wording"]  # problems are worded because the wording is imported

OWNER = "organisations/<slug:organisation>"
PROCUREMENT = f"{OWNER}/procurements/<uuid:procurement>"
ASKED = f"{PROCUREMENT}/requirements/<uuid:asked>"
JOINT = f"{OWNER}/joint-staircases/<uuid:joint>"

procurement_routes = [
    path(f"{OWNER}/procurements/", procurements.ProcurementsView.as_view()),
    path(f"{OWNER}/procurement-plan.<str:table>", downloads.PlanView.as_view()),
    path(f"{OWNER}/procurements-from-notices/", notices.FromNoticeView.as_view()),
    path(f"{OWNER}/notice-checks/", notices.NoticeChecksView.as_view()),
    path(f"{PROCUREMENT}/", procurements.ProcurementView.as_view()),
    path(f"{PROCUREMENT}/stage/", procurements.StageView.as_view()),
    path(f"{PROCUREMENT}/lots/", lots_and_buyers.LotsView.as_view()),
    path(f"{PROCUREMENT}/buyers/", lots_and_buyers.BuyersView.as_view()),
    path(f"{PROCUREMENT}/law/", law.LawView.as_view()),
    path(f"{PROCUREMENT}/published/<str:published>", downloads.PublishedView.as_view()),
]
asked_routes = [
    path(f"{PROCUREMENT}/requirements/", asked.AskedListView.as_view()),
    path(f"{ASKED}/", asked.AskedView.as_view()),
    path(f"{ASKED}/newer/", asked.NewerAskedView.as_view()),
    path(f"{PROCUREMENT}/staircases/", staircases.StaircasesView.as_view()),
    path(f"{ASKED}/staircase/", staircases.StaircaseView.as_view()),
    path(f"{ASKED}/staircase/seen-by/", staircases.SeenByView.as_view()),
    path(f"{ASKED}/staircase/what-if/", what_if.WhatIfView.as_view()),
    path(f"{ASKED}/staircase.<str:kind>", downloads.StaircaseFileView.as_view()),
    path(f"{OWNER}/shown-staircases/", staircases.ShownStaircasesView.as_view()),
]
joint_routes = [
    path(f"{OWNER}/joint-staircases/", joint_staircases.JointStaircasesView.as_view()),
    path(f"{JOINT}/", joint_staircases.JointStaircaseView.as_view()),
    path(f"{JOINT}/versions/", agree_on_steps.JointVersionsView.as_view()),
    path(f"{JOINT}/vote/", agree_on_steps.VoteView.as_view()),
    path(f"{JOINT}/decision/", agree_on_steps.JointDecisionView.as_view()),
    path(f"{JOINT}/adoption/", agree_on_steps.JointAdoptionView.as_view()),
    path(f"{PROCUREMENT}/dialogue/", dialogues.DialogueView.as_view()),
    path(f"{PROCUREMENT}/dialogue/talks/", dialogues.TalksView.as_view()),
    path("coming/", coming.ComingView.as_view()),
]
offer_routes = [
    path(f"{PROCUREMENT}/bids/", bids.BidsView.as_view()),
    path(f"{PROCUREMENT}/bids/<uuid:bid>/", bids.BidView.as_view()),
    path(f"{PROCUREMENT}/evaluations/", evaluations.EvaluationsView.as_view()),
    path(f"{OWNER}/contracts/", contracts.ContractsView.as_view()),
    path(f"{OWNER}/contracts/<uuid:contract>/", contracts.ContractView.as_view()),
    path(f"{OWNER}/contracts/<uuid:contract>/withdraw/", contracts.WithdrawContractView.as_view()),
    path(f"{OWNER}/contracts/<uuid:contract>/obligations/", registered_contracts.ObligationsView.as_view()),
    path(
        f"{OWNER}/contracts/<uuid:contract>/obligations/<uuid:obligation>/",
        registered_contracts.ObligationView.as_view(),
    ),
]
urlpatterns = [*procurement_routes, *asked_routes, *joint_routes, *offer_routes]
