"""Quality on gold data."""
