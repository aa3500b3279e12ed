"""Articles set to PDF in the ways of journals, so that what stands on each page is known before anybody reads it."""
