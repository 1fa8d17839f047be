SELECT
    uuid, number_as_written, name_as_written, is_personal, right_number, right_name, revision, state, number_is_double,
    name_is_double, plain_number, plain_name, amount, size, lines
FROM supplier
WHERE state = ANY (%(states)s) OR number_is_double OR name_is_double
ORDER BY size DESC, uuid
LIMIT %(most)s
