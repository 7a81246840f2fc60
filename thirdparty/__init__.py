"""Third parties: supervisors, auditors and consultants beside the service."""
