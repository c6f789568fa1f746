"""Publishing the catalogue: a folder of editions, signed by two people, served as plain files.

1. Somebody proposes a package: a draft of the next edition, with their signature (`acts.py`).
2. A second person releases it, with theirs; only then is it an edition (`press.py`).
3. The back end serves the folder's files as they are, and so can nginx (`shelf.py`).

A back end of its own on a fresh machine publishes what was shipped by itself (`machine.py`).
"""
