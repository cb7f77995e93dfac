"""Knowledge of actors."""
