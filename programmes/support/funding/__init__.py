"""Where support can come from, and how much of a cost the rules allow."""
