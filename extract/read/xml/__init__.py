"""Papers and records marked up in XML, as parts of a paper."""
