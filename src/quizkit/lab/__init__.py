"""The lessons in JupyterLab: the folder that a reader works in, and the server."""
