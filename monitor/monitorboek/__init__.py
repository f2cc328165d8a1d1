"""The monitor in three steps: database → `snapshot` (frozen JSON) → `boek` (chapters) → `monitor.opmaak` (PDF)."""
