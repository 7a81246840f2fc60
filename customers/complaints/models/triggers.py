"""Rules about what was before, which no check constraint can see; broken, they are told like one."""

import pgtrigger


def refusing(name: str, condition: str) -> pgtrigger.Trigger:
    """A trigger that refuses an update while ``condition`` on OLD and NEW holds, under the name of the rule."""
    return pgtrigger.Trigger(
        name=name,
        operation=pgtrigger.Update,
        when=pgtrigger.Before,
        func=(
            f"IF {condition} THEN RAISE EXCEPTION 'violates check constraint \"{name}\"' "
            f"USING ERRCODE = 'check_violation', CONSTRAINT = '{name}'; END IF; RETURN NEW;"
        ),
    )
