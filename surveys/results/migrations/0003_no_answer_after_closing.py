"""The database itself refuses an answer by name in a period that is closed (INV-30)."""

from django.db import migrations

MAKE = """
CREATE FUNCTION results_refuse_in_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.contact_id IS NOT NULL AND NEW.answered_on IS NOT NULL AND EXISTS (
    SELECT 1 FROM results_closedperiod p WHERE NEW.answered_on BETWEEN p.first_on AND p.last_on
  ) THEN
    RAISE EXCEPTION 'violates check constraint "no_answer_after_closing"'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'no_answer_after_closing';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER no_answer_after_closing
  AFTER INSERT OR UPDATE OF answered_on, score, csat, nps, ces, respondent_kind ON answering_response
  FOR EACH ROW EXECUTE FUNCTION results_refuse_in_closed();
"""
DROP = """
DROP TRIGGER no_answer_after_closing ON answering_response;
DROP FUNCTION results_refuse_in_closed();
"""


class Migration(migrations.Migration):
    dependencies = [("results", "0002_figures"), ("answering", "0003_drafts_and_rising")]
    operations = [migrations.RunSQL(MAKE, DROP)]
