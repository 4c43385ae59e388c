"""`quizkit site`: the lessons as plain files that run in any browser, in JupyterLite."""
