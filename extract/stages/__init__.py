"""The stages, one module or package each with one public function: from a document to what it states."""
