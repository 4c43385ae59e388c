"""A page of quizkit's own, served to the browser of this computer and to nobody else."""
