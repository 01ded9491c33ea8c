"""Annual task lists and what is planned in them: tasks, their outputs, their money."""
