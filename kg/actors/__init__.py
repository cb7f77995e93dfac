"""Who is who: knowledge of actors, resolution by date and context, importers."""
