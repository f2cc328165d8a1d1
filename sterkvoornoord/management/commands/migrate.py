"""Django's migrate, with the locks of the database (sterkvoornoord.sloten) off while tables change, set afterwards."""

from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from sterkvoornoord import sloten


class Command(migrate.Command):
    def handle(self, *args, **options):
        if options["plan"] or options["check_unapplied"]:
            return super().handle(*args, **options)
        using = options["database"]
        executor = MigrationExecutor(connections[using])
        if options["app_label"] or executor.migration_plan(executor.loader.graph.leaf_nodes()):
            # SQLite makes a table anew, and refuses to drop a column that a trigger names.
            sloten.haal_weg(using)
        try:
            return super().handle(*args, **options)
        finally:
            sloten.zet(using)
