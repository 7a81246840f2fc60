"""The toolkit of pages: keyset lists, filters, saved views, exports, components. Knows no business."""
