"""The toolkit of the API: tokens, throttles, errors, paging, the OpenAPI document. Knows no business."""
