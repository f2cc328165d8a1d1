"""The import of a plan's printed tables (Activiteit, Resultaat, Status): what a row says, and the actie it becomes."""
