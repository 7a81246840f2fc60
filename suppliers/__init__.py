"""The supplier side: who stands behind our promises."""
