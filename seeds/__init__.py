"""Dispatches in our own words with their expected events."""
