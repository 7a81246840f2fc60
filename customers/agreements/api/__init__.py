"""Agreements for programs: their terms, clauses, results, penalties, and every step of their life."""

from brm.api.routes import router
from customers.agreements.api.agreements import AgreementSet, VersionSet
from customers.agreements.api.terms import ClauseSet, PenaltySet, ResultSet, TermSet

router.register("agreements", AgreementSet, basename="agreement")
router.register("agreement-versions", VersionSet, basename="agreement-version")
router.register("agreement-clauses", ClauseSet, basename="agreement-clause")
router.register("agreement-terms", TermSet, basename="agreement-term")
router.register("agreement-results", ResultSet, basename="agreement-result")
router.register("penalties", PenaltySet, basename="penalty")
