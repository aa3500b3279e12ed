"""Running the stages over many documents: sources, worker processes, what became of each, the record of a run."""
