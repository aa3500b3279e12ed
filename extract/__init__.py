"""evitrace: checkable evidence and quantitative claims from biomedical papers."""

__version__ = "0.1.0"
