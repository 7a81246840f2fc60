"""What the answers say: per service, account, period and kind of respondent, with n and how sure it is."""
