"""The author's desk: banks of questions in and out, a start, a look at a quiz in the making."""
