"""The Ministry asks for proposals of tasks for a year; units answer."""
