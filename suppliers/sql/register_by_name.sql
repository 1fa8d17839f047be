SELECT identity::text
FROM known_supplier
WHERE organisation_id = %(organisation_id)s AND (%(show)s = '' OR %(show)s = ANY (shows))
ORDER BY name = '', name, identity
OFFSET %(first)s LIMIT %(most)s
