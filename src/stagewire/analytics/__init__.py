"""Figures of an application: counted in every process, added up in the database."""
