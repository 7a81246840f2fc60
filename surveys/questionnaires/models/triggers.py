"""What was published stays as it was asked: held by the database, whoever writes (4.3)."""

import pgtrigger

TEXTS = ["title_en", "title_zh", "intro_en", "intro_zh", "thanks_en", "thanks_zh", "number", "questionnaire_id"]


def _raise(name: str) -> str:
    return (
        f"RAISE EXCEPTION 'violates check constraint \"{name}\"' "
        f"USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';"
    )


def frozen_version() -> pgtrigger.Trigger:
    """A version that is no draft keeps its words, never becomes a draft again, and is never deleted."""
    name = "a_published_version_stays"
    changed = " OR ".join(f"NEW.{text} IS DISTINCT FROM OLD.{text}" for text in TEXTS)
    return pgtrigger.Trigger(
        name=name,
        operation=pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        func=(
            f"IF OLD.status <> 'draft' THEN IF TG_OP = 'DELETE' THEN {_raise(name)} "
            f"ELSIF NEW.status = 'draft' OR {changed} THEN {_raise(name)} END IF; END IF; "
            "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
        ),
    )


def frozen_question() -> pgtrigger.Trigger:
    """Questions are written only while their version is a draft."""
    return pgtrigger.Trigger(
        name="a_published_question_stays",
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        declare=[("kept", "integer")],
        func=(
            "SELECT count(*) INTO kept FROM questionnaires_questionnaireversion v WHERE v.status <> 'draft' "
            "AND v.id IN (CASE WHEN TG_OP <> 'DELETE' THEN NEW.version_id END, "
            "CASE WHEN TG_OP <> 'INSERT' THEN OLD.version_id END);"
            "IF kept > 0 THEN RAISE EXCEPTION 'violates check constraint \"a_published_question_stays\"' "
            "USING ERRCODE = 'check_violation', CONSTRAINT = 'a_published_question_stays'; END IF; "
            "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
        ),
    )
