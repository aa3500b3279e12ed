"""Frozen value types that flow from one stage to the next. Nothing here imports another part of the package."""
