"""Planned contact kept, daily contact seen: plans, meetings, minutes, visits, adherence, silence (C-03, C-05 ff.)."""
