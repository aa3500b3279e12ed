"""Puts this folder on the import path, so that test modules share `small_papers`."""
