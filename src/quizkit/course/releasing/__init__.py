"""What leaves for students: quizzes without keys, and the search for leaks."""
