"""ZIP files of strangers: looked through before anything of them is read."""
