"""The papers of a meeting as PDF: its agenda, its besluitenlijst and its actielijst.

`gegevens` reads the database into a snapshot (plain JSON), `zetten` makes a PDF of that and asks the database nothing.
"""
