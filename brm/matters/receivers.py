"""Where matters plug into the history."""

from brm.audit import words
from brm.matters import domain

words.readable("matters.matter", domain.matters_for)
