"""The database in a browser: Datasette's metadata, the questions that stand ready, and the server's command line."""
