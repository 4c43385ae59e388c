"""The mistakes that an assignment may have before it is released."""
