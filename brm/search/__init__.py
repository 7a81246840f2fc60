"""Everything a person may see, found by any fragment, two Chinese characters included (ruling 23)."""
