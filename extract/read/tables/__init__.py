"""Tables: found on a page or in a text, taken apart to cells, and every cell named by its headers."""
