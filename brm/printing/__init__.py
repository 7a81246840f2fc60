"""Letters and dossiers on paper: templates set as PDF, in both languages."""
