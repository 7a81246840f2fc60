"""The customer side: who signs, who uses, what was agreed and how it is felt."""
