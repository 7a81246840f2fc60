"""Where asking plugs in: what is written to people, what is known of one person, who may read the history."""

from surveys.asking import notices

WORDS = (notices,)
