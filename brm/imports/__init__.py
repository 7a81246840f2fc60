"""Tables from outside become records of ours: mapped, tried dry, done, undone (ruling 24)."""
