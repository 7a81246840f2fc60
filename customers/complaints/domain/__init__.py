"""Verbs about complaints: filing, the steps of their life, messages, escalation, what follows."""
