"""Rows that may be one establishment: found, looked at, merged or told apart."""
