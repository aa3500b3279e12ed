"""Training of the biomedical model from public corpora. Not needed to use evitrace."""
