"""Django's PostgreSQL backend with two fences: the application's role and the rows that the current access may see."""
