"""Doors to service agreements."""

from django.urls import path

from customers.agreements.views import agreements, penalties, terms

app_name = "agreements"
urlpatterns = [
    path("", agreements.AgreementList.as_view(), name="agreements"),
    path("new/", agreements.NewAgreement.as_view(), name="new"),
    path("values/", agreements.ValueList.as_view(), name="values"),
    path("<int:pk>/", agreements.AgreementPage.as_view(), name="agreement"),
    path("<int:pk>/edit/", agreements.EditAgreement.as_view(), name="edit"),
    path("<int:pk>/sign/", agreements.SignAgreement.as_view(), name="sign"),
    path("<int:pk>/amend/", agreements.AmendAgreement.as_view(), name="amend"),
    path("<int:pk>/renew/", agreements.RenewAgreement.as_view(), name="renew"),
    path("<int:pk>/discard/", agreements.DiscardDraft.as_view(), name="discard"),
    path("<int:pk>/verdict/", agreements.GiveVerdict.as_view(), name="verdict"),
    path("<int:pk>/terminate/", agreements.TerminateAgreement.as_view(), name="terminate"),
    path("<int:pk>/clauses/new/", terms.NewClause.as_view(), name="clause_new"),
    path("clauses/<int:pk>/", terms.EditClause.as_view(), name="clause_edit"),
    path("clauses/<int:pk>/plan/", terms.LinkPlan.as_view(), name="plan_link"),
    path("plans/<int:pk>/keep/", terms.KeepPlan.as_view(), name="plan_keep"),
    path("<int:pk>/terms/new/", terms.NewTerm.as_view(), name="term_new"),
    path("terms/<int:pk>/", terms.EditTerm.as_view(), name="term_edit"),
    path("terms/<int:pk>/drop/", terms.DropTerm.as_view(), name="term_drop"),
    path("<int:pk>/results/", terms.RecordResults.as_view(), name="results"),
    path("<int:pk>/penalties/new/", penalties.NewPenalty.as_view(), name="penalty_new"),
    path("penalties/", penalties.PenaltyList.as_view(), name="penalties"),
    path("penalties/<int:pk>/", penalties.PenaltyPage.as_view(), name="penalty"),
    path("penalties/<int:pk>/accept/", penalties.AcceptPenalty.as_view(), name="penalty_accept"),
    path("penalties/<int:pk>/contest/", penalties.ContestPenalty.as_view(), name="penalty_contest"),
    path("penalties/<int:pk>/settle/", penalties.SettlePenalty.as_view(), name="penalty_settle"),
    path("customers/<int:pk>/risks/", penalties.RisksPage.as_view(), name="risks"),
    path("customers/<int:pk>/risks/<int:note>/", penalties.DecideRisk.as_view(), name="risk_decide"),
]
