"""Pages of questionnaires: the list, the editor, the preview, the library."""
