"""What is on record about an establishment: years, certificates, plans, visits, people."""
