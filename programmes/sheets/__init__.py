"""A list of tasks as an Excel file: handed out, and brought in after it was looked through."""
