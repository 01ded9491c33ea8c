"""Whether the portal is well: pulses of beat and worker, the readings, the page that tells."""
