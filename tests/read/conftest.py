"""Puts this folder on the import path, so that its test modules share `printed`."""
