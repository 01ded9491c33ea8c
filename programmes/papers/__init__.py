"""Plans and lists of tasks as papers: drafted, consulted on, approved, issued, amended, ended."""
