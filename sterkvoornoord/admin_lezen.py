"""What the admin only shows."""


class AlleenLezen:
    """Mixin of a ModelAdmin or an inline: rows are made, changed and removed on pages of their own, or by nobody."""

    def has_add_permission(self, request, obj=None) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
