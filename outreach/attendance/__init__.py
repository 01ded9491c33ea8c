"""Who came to an activity: counts by establishment, names only where the organiser wants them."""
