"""Loaders of the pattern files: from TOML to frozen types, with unknown keys refused and examples demanded."""
