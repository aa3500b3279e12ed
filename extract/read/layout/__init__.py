"""From the pages of a PDF to the parts of a paper in reading order."""
