"""Reading measurements from the files people have: read, tie columns to indicators, propose, and only then write.

`lezen` turns a file into a `Tabel`, `koppelen` says which column is what, `voorstel` compares with what is there.
None of these writes; `monitor.services.importeren` does.
"""
