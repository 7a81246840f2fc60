"""Figures that answering goes by."""

from datetime import timedelta

LOW_BELOW = 60
"""Points below which somebody sees to it, where neither rule nor campaign says otherwise."""
DETRACTOR = 6
"""Who recommends us at most so far is lost for us (NPS)."""
FOLLOW_UP_HOURS = 16
FINISH_DAYS = 5
"""Working days from having spoken with them until something came of it."""
LATE_STEPS = (100, 150, 200)
"""Shares of the limit at which a follow-up nobody moved rises one step of the ladder."""
BOX_SMALLEST = 5
"""A ballot box with fewer is not emptied while its campaign is open: of one alone everybody would know whose it is."""
BOX_MOST = 500
COMPANY = 20
"""So many that were taken out before are shuffled among the last few, where these are fewer than the smallest box."""
PER_STEP = 3
"""Questions on one page of a phone."""
LONGEST = 5000
SAY_WITHIN = timedelta(days=60)
"""How long the thanks page's way to complaint and praise is open."""
MISSES, MISS_SECONDS = 20, 600
"""So many links that lead nowhere, from one address, until it waits."""
AT_ONCE = 500
"""How many answers one call of the API brings."""
HELD_AT_ONCE = 50
"""How many of them are written in one transaction."""
KNOCKS, KNOCK_SECONDS = 600, 60
"""So many pages a minute from one address: a whole office may sit behind it."""
ANSWERS_AN_HOUR, ANSWERS_A_DAY = 60, 300
"""So many answers to one public page from one address: an office may sit behind it, a program must not fill the box."""
PASS_SECONDS = 24 * 3600
"""How long the form of a public page can be sent after it was opened."""
SHEETS_AT_ONCE = 100
"""So many printed questionnaires are set in one file."""
ADDRESSES = 200
"""So many addresses of public pages stand on the page of a campaign."""
