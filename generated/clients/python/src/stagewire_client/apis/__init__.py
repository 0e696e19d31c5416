"""The operations, by API."""
