"""Demonstration models: what was done at a plant and is shown to others."""
