"""What strangers send on purpose: files that are not what they say, scripts in every text, mails in others' names."""
