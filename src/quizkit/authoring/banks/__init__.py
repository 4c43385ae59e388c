"""Banks of questions as other programs keep them: read into quiz files, and written from them."""
