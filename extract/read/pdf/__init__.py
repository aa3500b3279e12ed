"""From the bytes of a PDF to its pages: words, rulings, tables ruled in both directions and pictures, each with its place."""
