"""One learner with one quiz: responses, attempts, and what the page is told."""
