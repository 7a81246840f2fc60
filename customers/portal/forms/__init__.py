"""What a contact fills in: few questions, large answers, nothing twice."""
