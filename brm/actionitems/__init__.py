"""Tasks with an owner and a due date, wherever they came from (C-06)."""
