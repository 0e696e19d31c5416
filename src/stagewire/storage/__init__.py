"""The database: sessions, hot statements, tenancy, pages, idempotency, migrations."""
