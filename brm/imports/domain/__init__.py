"""The verbs of an import, in their order: take the file, match its columns, check, apply, undo."""
