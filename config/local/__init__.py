"""Everything `make` runs on one person's machine: servers, data, web, worker and beat."""
