"""The map of the figures: states, their shapes, colours and labels."""
