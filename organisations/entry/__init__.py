"""Entering and correcting one row: how every such form of the portal looks, saves and refuses."""
