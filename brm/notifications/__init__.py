"""One table is inbox and outbox: who is told what, by which channel, when it went; never twice (rulings 19, 20)."""
