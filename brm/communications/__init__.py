"""Plans that schedule themselves, meetings held with minutes, contacts logged in seconds, visits of executives (C-03, C-05 to C-11)."""
