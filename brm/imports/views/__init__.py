"""Pages of the imports."""

from brm.imports.views.results import (
    ImportApply,
    ImportDetail,
    ImportDiscard,
    ImportErrors,
    ImportProgress,
    ImportUndo,
)
from brm.imports.views.starting import BlankTable, ImportList, ImportMatch, ImportNew, ImportRead, TemplateDrop

__all__ = [
    "BlankTable",
    "ImportApply",
    "ImportDetail",
    "ImportDiscard",
    "ImportErrors",
    "ImportList",
    "ImportMatch",
    "ImportNew",
    "ImportProgress",
    "ImportRead",
    "ImportUndo",
    "TemplateDrop",
]
