"""Pages of the customers' own people: made for a phone, in plain words, without a way into anything of others."""
