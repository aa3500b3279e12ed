"""The database: schema, migrations, rows, views, and the promises that hold in it."""
