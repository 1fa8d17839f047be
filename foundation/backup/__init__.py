"""The whole installation in one file and back: the database, the stored files, and a manifest that proves both.

An archive is a zip: `database.dump` (pg_dump's custom format), `files/<organisation>/…/<sha256>`, and at its end
`manifest.json` with versions, migrations, rows and content hashes of each table, and size and hash of each file.
"""
