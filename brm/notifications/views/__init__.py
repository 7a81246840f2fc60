"""The bell's list, the choices of mails, the administrator's outbox, and the door out for recipients."""
