"""The stages in order: from one document as read to everything found in it."""
