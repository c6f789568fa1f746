"""Finding cases among a million by what somebody at the desk knows: one look into an index."""

from collections.abc import Sequence

import msgspec

from api_client.contract import Case
from onestop.store import statements_desk as statements
from onestop.store.cases import Matter
from onestop.store.key import Key
from onestop.store.tables import Row, Tables
from onestop.store.terms import HIGHEST, terms_of

MOST_LOOKED_AT = 200
ALL_MATTERS = "SELECT district, message_json, case_json FROM matter"


def remember(tables: Tables, district: str, matter: Matter, case_number: str) -> None:
    """So that the case can be found from now on."""
    terms = terms_of(matter, case_number)
    values = [value for term in terms for value in (district, term, case_number)]
    tables.execute(statements.add_terms(len(terms)), values)


def forget(tables: Tables, district: str, matter: Matter, case_number: str) -> None:
    """For whoever erases the answers: nothing of them may be left to be found."""
    terms = terms_of(matter, case_number)
    tables.execute(statements.erase_terms(len(terms)), (district, case_number, *terms))


def with_terms(tables: Tables, district: str, terms: Sequence[str], most: int) -> list[Row]:
    """Rows of cases that have one of the terms, the newest first."""
    query = statements.find_by_terms(len(terms))
    values = (district, district, *terms, MOST_LOOKED_AT, most)
    return tables.execute(query, values).fetchall()


def beginning_with(tables: Tables, district: str, term: str, most: int) -> list[Row]:
    """Rows of cases that have a term that begins so; of very many only some."""
    values = (district, district, term, term + HIGHEST, MOST_LOOKED_AT, most)
    return tables.execute(statements.FIND_BY_BEGINNING, values).fetchall()


def remember_all(tables: Tables) -> None:
    """What was taken before there was a search."""
    rows = tables.execute(ALL_MATTERS)
    while (row := rows.fetchone()) is not None:
        district, message_json, case_json = row
        matter = msgspec.json.decode(message_json, type=Matter)
        case = msgspec.json.decode(case_json, type=Case)
        remember(tables, district, matter, case.case_number)


def forget_case(tables: Tables, key: Key, matter: Matter, case_number: str) -> None:
    """Its terms and the desk's notes."""
    forget(tables, key.district, matter, case_number)
    tables.execute(statements.ERASE_NOTES, key)
