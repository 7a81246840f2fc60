"""The shared kernel of BRM Portal and its composition root: who we deal with, what was promised, what is next."""
