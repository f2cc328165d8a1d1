"""The projectenboek in three steps: database → `snapshot` (frozen JSON) → `boek` (chapters) → `opmaak` (PDF)."""
