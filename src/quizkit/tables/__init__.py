"""The data tables: CSV files, described by a datapackage.json."""
