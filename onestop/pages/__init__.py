"""The page that a resident opens on a phone of their own to see how far a matter is.

`words` is all that it says itself, in both languages; `case_told` turns a case into what is shown;
`sheet` lays it out. It works without a script, loads nothing from anywhere, and sets no cookie.
"""
