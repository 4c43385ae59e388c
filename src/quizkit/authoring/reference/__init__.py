"""What a quiz file may hold: declared once, as a JSON Schema for editors and as a page to read."""
