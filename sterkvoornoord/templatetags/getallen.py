"""{% load getallen %}: numbers and amounts in Dutch."""

from django import template

from sterkvoornoord.getallen import toon_euro, toon_getal

register = template.Library()
register.filter("getal", toon_getal)
register.filter("euro", toon_euro)
