"""The teacher's desk: what happens before and after a class is graded, from the course folder."""
