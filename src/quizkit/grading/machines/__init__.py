"""Where the work is done: processes of this computer, or a cluster."""
