"""Reading a mail that a stranger wrote: its parts, its words, who vouches for it. Nothing here touches a record."""
