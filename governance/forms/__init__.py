"""Forms of besluiten, meetings and their agendas."""
