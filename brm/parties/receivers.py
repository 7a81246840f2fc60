"""Where the parties plug into what lies below; importing the verbs also gives their history its words."""

from brm.parties.domain import contacts, fields, handover, organisations, relationships, sharing, tags

VERBS = (contacts, fields, handover, organisations, relationships, sharing, tags)
