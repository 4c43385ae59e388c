"""Reading a quiz file: YAML to fields, and each mistake with its line."""
