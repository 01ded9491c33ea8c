"""Letters a unit sends to those it guides (Directive O1), and what they answered."""
