"""Large books, laid out in parts that are kept, and put together to one accessible PDF.

`samenstel` leads the work in the process of the job. `ploeg` has parts laid out by processes of its own
(`python -m monitor.zetten`, in `zetter`), so that memory stays bounded; `voorraad` keeps what they made under the hash
of what went in; `voegen` makes one document of it. Nothing here knows the database or what the book is about.
"""
